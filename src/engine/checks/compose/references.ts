import type { Finding } from '../finding.ts'
import { Spelling } from '../read/spelling.ts'
import { entriesOf, itemsOf, nodeAt, textOf, type YamlEntry, type YamlNode } from '../read/yaml-node.ts'
import { type ComposeFile, declaredIn, type Named, namesOf, type Project, type Section, servicesOf } from './project.ts'
import { COMPOSE } from './rules.ts'

type Wanted = Named & { kind: Section | 'services' }

/** What a service names, the files of its project declare. */
export function* references(file: ComposeFile, project: Project): Generator<Finding> {
  if (project.isOpen) return
  for (const service of servicesOf(file))
    for (const { kind, name, at } of wantedBy(service)) {
      const known = declaredIn(project, kind)
      // The default network is there without a word.
      if (name === '' || name.includes('$') || known.has(name) || (kind === 'networks' && name === 'default')) continue
      const what =
        kind === 'services'
          ? `depends on undefined service ${name}`
          : `refers to undefined ${kind.slice(0, -1)} ${name}`
      yield {
        at,
        severity: 'error',
        rule: COMPOSE.reference.id,
        message: `service "${service.key}" ${what}`,
        hint: new Spelling(known).hint(name) ?? `${COMPOSE.reference.why} ${COMPOSE.reference.fix}`,
      }
    }
  yield* cycles(file)
}

function wantedBy({ value }: YamlEntry): Wanted[] {
  const get = (...path: string[]): YamlNode | undefined => nodeAt(value, ...path)
  const of = (kind: Wanted['kind'], names: readonly Named[]): Wanted[] => names.map((one) => ({ ...one, kind }))
  return [
    ...of('networks', namesOf(get('networks'))),
    ...of('volumes', itemsOf(get('volumes')).flatMap(volumeName)),
    ...of('secrets', namesOf(get('secrets'))),
    ...of('configs', namesOf(get('configs'))),
    ...of('services', requiredServices(get('depends_on'))),
    ...of(
      'services',
      namesOf(get('links')).map((one) => ({ ...one, name: one.name.replace(/:.*/, '') })),
    ),
    ...of(
      'services',
      ['network_mode', 'ipc', 'pid'].flatMap((key) => sharedWith(get(key))),
    ),
    ...of(
      'services',
      namesOf(get('volumes_from')).flatMap((one) =>
        one.name.startsWith('container:') ? [] : [{ ...one, name: one.name.replace(/:.*/, '') }],
      ),
    ),
  ]
}

/** `data:/var/lib/data`: a path is none, and neither is a volume without a name. */
function volumeName(item: YamlNode): Named[] {
  if (item.kind === 'map') {
    const source = item.get('source')
    const name = textOf(source)
    return textOf(item.get('type')) === 'volume' && source !== undefined && name !== undefined
      ? [{ name, at: source }]
      : []
  }
  const name = /^([A-Za-z0-9][\w.-]+):/.exec(textOf(item) ?? '')?.[1]
  return name === undefined || /^[A-Za-z]:[\\/]/.test(textOf(item) ?? '') ? [] : [{ name, at: item }]
}

function requiredServices(node: YamlNode | undefined): Named[] {
  if (node?.kind !== 'map') return namesOf(node)
  return node.entries.flatMap(({ key, keyNode, value }) => {
    const required = nodeAt(value, 'required')
    return required?.kind === 'scalar' && required.value === false ? [] : [{ name: key, at: keyNode }]
  })
}

function sharedWith(node: YamlNode | undefined): Named[] {
  const name = /^service:(.+)$/.exec(textOf(node) ?? '')?.[1]
  return name === undefined || node === undefined ? [] : [{ name, at: node }]
}

/** Services that wait for each other, each circle once. */
function* cycles(file: ComposeFile): Generator<Finding> {
  const waits = new Map(servicesOf(file).map(({ key, value }) => [key, namesOf(nodeAt(value, 'depends_on'))]))
  const done = new Set<string>()
  for (const start of waits.keys()) {
    const path: string[] = []
    const visit = (name: string, at: YamlNode | null): Finding | null => {
      const index = path.indexOf(name)
      if (index >= 0 && at !== null) {
        const message = `dependency cycle detected: ${[...path.slice(index), name].join(' -> ')}`
        return {
          at,
          severity: 'error',
          rule: COMPOSE.reference.id,
          message,
          hint: 'None of them can be the first to start.',
        }
      }
      if (done.has(name) || path.length > 500) return null
      path.push(name)
      for (const one of waits.get(name) ?? []) {
        const found = visit(one.name, one.at)
        if (found !== null) return found
      }
      path.pop()
      done.add(name)
      return null
    }
    const found = visit(start, null)
    if (found !== null) {
      yield found
      return
    }
  }
}

/** A service of a file that stands alone is made of something. */
export function* bareServices(file: ComposeFile, project: Project): Generator<Finding> {
  if (project.isOpen || project.files.length > 1) return
  for (const { key, keyNode, value, merged } of servicesOf(file))
    if (!merged && !['image', 'build', 'extends', 'provider'].some((name) => nodeAt(value, name) !== undefined))
      yield {
        at: keyNode,
        severity: 'error',
        rule: COMPOSE.schema.id,
        message: `service "${key}" has neither an image nor a build context specified`,
        hint: 'Name an image, or the folder that one is built from.',
      }
}

/** Whether something that a folder does not declare is declared by the files of another one: then they are run together. */
export function isPiece(project: Project, whole: Project): boolean {
  return project.files
    .flatMap(servicesOf)
    .flatMap(wantedBy)
    .some(({ kind, name }) => !declaredIn(project, kind).has(name) && declaredIn(whole, kind).has(name))
}

export function hasParts(root: YamlNode): boolean {
  return (
    nodeAt(root, 'include') !== undefined ||
    entriesOf(nodeAt(root, 'services')).some(({ value }) => nodeAt(value, 'extends', 'file') !== undefined)
  )
}
