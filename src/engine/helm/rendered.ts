import { readYamlFile } from '../checks/read/yaml.ts'
import type { Schemas } from '../checks/schemas.ts'
import { KindCheck } from '../kubernetes/kinds.ts'
import { objectsOf } from '../kubernetes/objects.ts'
import { checkReferences, ObjectSet, type SetObject } from '../kubernetes/references/index.ts'
import { DefinedKinds } from '../kubernetes/schema/crd.ts'
import { openPack } from '../kubernetes/schema/pack.ts'
import { ANY } from '../kubernetes/schema/type.ts'
import { Reports } from '../kustomize/reports.ts'
import type { Severity } from '../protocol/diagnostic.ts'

/** What is wrong with the objects that a chart renders to. */
export interface RenderedFinding {
  severity: Severity
  /** Below the chart: `templates/deployment.yaml`. */
  file: string
  message: string
  hint?: string
  rule: string
}

/** Judges the output of `helm template` as Kubernetes objects. Lines of a template and of what it renders to are not the same, so none is named. */
export function judgeRendered(text: string, schemas: Schemas): RenderedFinding[] {
  const { documents, problems, place } = readYamlFile(text, { version: '1.1' })
  const sources = sourcesIn(text)
  const fileAt = (line: number): string => sources.findLast((one) => one.line <= line)?.file ?? ''
  const pack = openPack(schemas)
  const kinds = new KindCheck(pack, new DefinedKinds(ANY), { minor: pack.newest, isKnown: false }, () => {})
  const reports = new Reports()
  const objects = documents.flatMap(({ root }) => objectsOf(root))
  for (const object of objects) for (const finding of kinds.judge(object)) reports.add(finding)
  const made: SetObject[] = objects.map(({ kind, apiVersion, name, namespace, node }) => ({
    kind,
    apiVersion,
    names: [name],
    namespace,
    node,
  }))
  checkReferences(new ObjectSet(made, true, null), reports)
  const broken = problems.map(({ offset, message }): RenderedFinding => {
    return {
      severity: 'error',
      file: fileAt(place(offset).line),
      message: `renders to what is no YAML: ${message}`,
      rule: 'rendered',
    }
  })
  const wrong = reports.found.map(({ at, severity, message, hint, rule }): RenderedFinding => {
    return { severity, file: fileAt(place(at.start).line), message, ...(hint === undefined ? {} : { hint }), rule }
  })
  return [...broken, ...wrong]
}

/** Helm writes the template's path, behind the chart's name, above what it makes. */
function sourcesIn(text: string): { line: number; file: string }[] {
  return text.split('\n').flatMap((line, index) => {
    const path = /^# Source: [^/]+\/(.+?)\s*$/.exec(line)?.[1]
    return path === undefined ? [] : [{ line: index + 1, file: path }]
  })
}
