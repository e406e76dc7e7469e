import { entriesOf, isNull, itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../read/yaml-node.ts'

/** Names that a context has; null where they are not known. */
export type Names = ReadonlyMap<string, Names | null> | null

const lower = (text: string): string => text.toLowerCase()

/** Names of a map's keys, each with whatever below it. */
export function names(keys: Iterable<string>, below: Names = null): Map<string, Names | null> {
  return new Map([...keys].map((key) => [lower(key), below]))
}

export function keysOf(node: YamlNode | null | undefined): string[] {
  return entriesOf(node).map(({ key }) => key)
}

/** What `steps` has before a step; all of them without one. */
export function stepsScope(
  steps: readonly YamlNode[],
  outputs: (step: YamlMap) => Names,
  before = steps.length,
): Names {
  const known = new Map<string, Names | null>()
  for (const step of steps.slice(0, before)) {
    const id = step.kind === 'map' ? textOf(step.get('id')) : undefined
    if (id === undefined || step.kind !== 'map') continue
    // An id that is made is any id.
    if (id.includes('${{')) return null
    known.set(
      lower(id),
      new Map([
        ['outputs', outputs(step)],
        ['outcome', null],
        ['conclusion', null],
      ]),
    )
  }
  return known
}

export interface JobScope {
  needs: Names
  matrix: Names
}

export function jobScope(job: YamlMap, jobs: YamlMap, outputs: (job: YamlMap) => Names): JobScope {
  return { needs: needsOf(job, jobs, outputs), matrix: matrixOf(job) }
}

function needsOf(job: YamlMap, jobs: YamlMap, outputs: (job: YamlMap) => Names): Names {
  const known = new Map<string, Names | null>()
  for (const id of neededBy(job)) {
    const entry = jobs.entries.find(({ key }) => lower(key) === lower(id.text))
    const needed = entry?.value.kind === 'map' ? outputs(entry.value) : null
    known.set(
      lower(id.text),
      new Map([
        ['outputs', needed],
        ['result', null],
      ]),
    )
  }
  return known
}

/** What `needs` of a job says. */
export function neededBy(job: YamlMap): { text: string; at: YamlNode }[] {
  const node = job.get('needs')
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node]
  return items.flatMap((at) => (at.kind === 'scalar' && at.text !== '' ? [{ text: at.text, at }] : []))
}

function matrixOf(job: YamlMap): Names {
  if ((job.get('strategy')?.kind ?? 'map') !== 'map') return null
  const matrix = nodeAt(job, 'strategy', 'matrix')
  if (isNull(matrix)) return new Map()
  if (matrix?.kind !== 'map') return null
  const known = names(keysOf(matrix).filter((key) => key !== 'include' && key !== 'exclude'))
  const include = matrix.get('include')
  if (include !== undefined && include.kind !== 'list') return null
  for (const item of itemsOf(include)) {
    if (item.kind !== 'map') return null
    for (const key of keysOf(item)) known.set(lower(key), null)
  }
  return known
}

/** Inputs of `workflow_dispatch` and `workflow_call`, of a workflow that is started by either. */
export function inputsOf(root: YamlMap): { inputs: Names; dispatch: Names } {
  const on = root.get('on')
  if (on === undefined) return { inputs: null, dispatch: null }
  const dispatch = names(keysOf(nodeAt(on, 'workflow_dispatch', 'inputs')))
  const called = names(keysOf(nodeAt(on, 'workflow_call', 'inputs')))
  const isDispatched = on.kind === 'map' && on.has('workflow_dispatch')
  return { inputs: new Map([...dispatch, ...called]), dispatch: isDispatched ? dispatch : null }
}
