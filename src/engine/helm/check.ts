import { didYouMean } from '../../skills/nearest.ts'
import type { Check } from '../checks/check.ts'
import { diagnosticOf, type Finding } from '../checks/finding.ts'
import { LineIndex } from '../checks/read/lines.ts'
import { readYamlFile } from '../checks/read/yaml.ts'
import { textOf, type YamlNode, YamlScalar, type YamlSource } from '../checks/read/yaml-node.ts'
import type { Surroundings } from '../checks/surroundings.ts'
import type { FileRef } from '../checks/tree.ts'
import { Reports } from '../kustomize/reports.ts'
import { checkAbout } from './about.ts'
import { type Chart, isChartFile, join, readChart } from './chart.ts'
import { schemaProblems } from './schema.ts'
import { TemplateSyntaxError } from './template/lexer.ts'
import { parseTemplate } from './template/parser.ts'
import { type Uses, usesOf } from './uses.ts'
import { checkValues, type PlacedUse, textsIn } from './values.ts'

/** The offline check of Helm charts. */
export const helmCheck: Check = {
  id: 'helm',
  scope: 'tree',
  appliesTo: (file) => isChartFile(file.path),
  run: async (files, { surroundings }) =>
    files.flatMap((file) => judgeChart(file, surroundings).map((one) => diagnosticOf('helm', one))),
}

export function judgeChart(file: FileRef, surroundings: Surroundings): Finding[] {
  const chart = readChart(file, surroundings)
  if (chart === null) return []
  const reports = new Reports()
  checkAbout(chart, reports)
  const read = chart.templates.map((template) => ({ template, uses: usesIn(template, reports) }))
  // A library has no values and no templates of its own to judge: those who use it bring them.
  const isLibrary = textOf(chart.about.get('type')) === 'library'
  if (!isLibrary && read.every(({ uses }) => uses !== null)) judgeUses(chart, read, reports)
  judgeBySchema(chart, surroundings, reports)
  return reports.found
}

/** null for a template that cannot be read, which is reported. */
function usesIn({ path, text }: FileRef, reports: Reports): Uses | null {
  try {
    return usesOf(parseTemplate(text))
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error
    reports.error(placed({ path, text }, error.offset), 'template', error.message)
    return null
  }
}

function judgeUses(chart: Chart, read: readonly { template: FileRef; uses: Uses | null }[], reports: Reports): void {
  const uses: PlacedUse[] = []
  const defines = new Set<string>()
  let isOpen = false
  for (const file of chart.included) for (const name of quietly(file.text)?.defines ?? []) defines.add(name)
  for (const { template, uses: found } of read) {
    if (found === null) continue
    for (const name of found.defines) defines.add(name)
    isOpen ||= found.isOpen
    for (const use of found.values) uses.push({ ...use, at: placed(template, use.start) })
  }
  for (const at of textsIn(chart.values)) {
    const found = at.kind === 'scalar' ? quietly(at.text) : null
    for (const use of found?.values ?? []) uses.push({ ...use, at, isGuarded: true })
    isOpen ||= found?.isOpen ?? false
  }
  checkValues(chart, uses, isOpen, reports)
  // Templates of a dependency that is not here may have any name.
  if (chart.dependencies.some((one) => !one.isHere)) return
  for (const { template, uses: found } of read)
    for (const { name, start, isSure } of found?.calls ?? []) {
      if (defines.has(name) || isFile(name, chart)) continue
      const at = placed(template, start)
      const severity = isSure ? 'error' : 'warning'
      const message = `there is no template ${JSON.stringify(name)}`
      reports.add({ at, severity, rule: 'template', message, hint: didYouMean(name, defines) })
    }
}

/** Every template is also called by its path. */
function isFile(name: string, { dir, templates }: Chart): boolean {
  return templates.some(({ path }) => name.endsWith(path.slice(dir === '' ? 0 : dir.length + 1)))
}

function quietly(text: string): Uses | null {
  try {
    return usesOf(parseTemplate(text))
  } catch {
    return null
  }
}

function judgeBySchema({ dir, values, valuesFile }: Chart, surroundings: Surroundings, reports: Reports): void {
  const path = join(dir, 'values.schema.json')
  const text = surroundings.text(path)
  if (text === undefined) return
  const schema = readYamlFile(text, { version: '1.2', path }).documents[0]?.root
  if (schema === undefined || schema === null) return
  const file: FileRef = { path: valuesFile, text: '' }
  const given = values ?? readYamlFile('{}', { version: '1.2', path: valuesFile }).documents[0]?.root ?? placed(file, 0)
  for (const { at, message, hint } of schemaProblems(given, schema, schema))
    reports.error(at, 'schema', `${message} (values.schema.json)`, hint)
}

/** A place in a text, for those who take nodes. */
function placed({ path, text }: FileRef, start: number): YamlNode {
  const lines = new LineIndex(text)
  const source: YamlSource = { path, place: (offset) => lines.place(offset) }
  return new YamlScalar(null, '', 'plain', null, source, start, start)
}
