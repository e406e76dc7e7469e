import { itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Reports } from '../kustomize/reports.ts'
import type { Chart } from './chart.ts'

/** Semantic Versioning, as Helm reads it: minor and patch may be missing, a `v` may stand before it. */
const VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

/** What Helm asks of Chart.yaml. */
export function checkAbout({ about }: Chart, reports: Reports): void {
  needsText(about, 'name', reports, (name) =>
    /^[a-zA-Z0-9._-]+$/.test(name) ? null : 'holds other characters than letters, digits, dots, hyphens and underlines',
  )
  needsText(about, 'version', reports, (version) => (VERSION.test(version) ? null : 'is no version such as 1.2.3'))
  const apiVersion = needsText(about, 'apiVersion', reports, (version) =>
    /^v[12]$/.test(version) ? null : 'is v1 or v2',
  )
  const appVersion = about.get('appVersion')
  if (appVersion?.kind === 'scalar' && appVersion.value !== null && typeof appVersion.value !== 'string')
    reports.error(appVersion, 'chart', `appVersion must be a text: put it in quotes, "${appVersion.text}"`)
  const type = about.get('type')
  if (type !== undefined && !/^(?:application|library|)$/.test(textOf(type) ?? 'no'))
    reports.error(type, 'chart', 'type is application or library')
  if (apiVersion === 'v1' && about.has('dependencies'))
    reports.warning(
      about.entry('dependencies')?.keyNode ?? about,
      'chart',
      'dependencies of a v1 chart stand in requirements.yaml',
      'make apiVersion v2',
    )
  for (const dependency of itemsOf(about.get('dependencies'))) checkDependency(dependency, reports)
}

function needsText(
  about: YamlMap,
  key: string,
  reports: Reports,
  problem: (text: string) => string | null,
): string | undefined {
  const node = about.get(key)
  const text = textOf(node)
  if (node === undefined) reports.error(about, 'chart', `Chart.yaml lacks "${key}", which it must have`)
  else if (text === undefined) {
    const hint = node.kind === 'scalar' && node.value !== null ? `put it in quotes: "${node.text}"` : undefined
    reports.error(node, 'chart', `${key} must be a text`, hint)
  } else {
    const wrong = problem(text)
    if (wrong !== null) reports.error(node, 'chart', `${key} ${JSON.stringify(text)} ${wrong}`)
  }
  return text
}

function checkDependency(dependency: YamlNode, reports: Reports): void {
  const name = nodeAt(dependency, 'name')
  if (textOf(name) === undefined) reports.error(name ?? dependency, 'chart', 'a dependency has no name')
  const version = nodeAt(dependency, 'version')
  if (version === undefined)
    reports.warning(dependency, 'chart', `dependency ${textOf(name) ?? ''} has no version: any will be taken`)
}
