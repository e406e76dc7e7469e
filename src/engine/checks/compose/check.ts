import { schemaProblems } from '../../helm/schema.ts'
import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { diagnosticOf, type Finding } from '../finding.ts'
import { Spelling } from '../read/spelling.ts'
import { isTemplated, readYamlFile } from '../read/yaml.ts'
import { entriesOf, itemsOf, nodeAt, textOf, type YamlNode } from '../read/yaml-node.ts'
import { tableOf } from '../schemas.ts'
import { dirName, type FileRef } from '../tree.ts'
import { missingFiles } from './files.ts'
import { brokenVariable } from './interpolation.ts'
import { isBase, mayBeCompose } from './paths.ts'
import { type Published, readPort } from './ports.ts'
import { type ComposeFile, type Project, servicesOf } from './project.ts'
import { bareServices, hasParts, isPiece, references } from './references.ts'
import { COMPOSE } from './rules.ts'

/** The Compose Specification's own schema, without its words. */
const schemaOf = tableOf('compose/schema.json.br', (text) => readYamlFile(text).documents[0]?.root ?? null)

/** The offline check of Compose files. */
export const composeCheck: Check = {
  id: 'compose',
  scope: 'tree',
  appliesTo: ({ path, text }) =>
    mayBeCompose(path) && !isTemplated(text) && /^["']?(?:services|include)["']?\s*:/m.test(text),
  run: async (files, context) => {
    const all = files.flatMap(composeFile)
    const whole: Project = { files: all, isOpen: false }
    const folders = new Map<string, ComposeFile[]>()
    for (const file of all) {
      const dir = dirName(file.path)
      folders.set(dir, [...(folders.get(dir) ?? []), file])
    }
    return [...folders.values()].flatMap((folder) => {
      const isOpen = folder.some(({ root }) => hasParts(root)) || isPiece({ files: folder, isOpen: false }, whole)
      const project: Project = { files: folder, isOpen }
      return folder.flatMap((file) => judge(file, project, context))
    })
  },
}

function composeFile({ path, text }: FileRef): ComposeFile[] {
  const { documents, problems } = readYamlFile(text, { version: '1.2', path })
  const root = documents[0]?.root
  return problems.length > 0 || root?.kind !== 'map' ? [] : [{ path, root }]
}

function judge(file: ComposeFile, project: Project, context: CheckContext): Diagnostic[] {
  const findings: Finding[] = [
    ...shape(file, context),
    ...variables(file.root),
    ...references(file, project),
    ...(isBase(file.path) ? bareServices(file, project) : []),
    ...ports(file),
    ...probes(file),
    // Paths of a piece begin where the first file stands.
    ...(project.isOpen ? [] : missingFiles(file, context)),
  ]
  const seen = new Set<string>()
  return findings
    .map((finding) => diagnosticOf('compose', finding))
    .filter((one) => {
      const key = `${one.line}:${one.column}:${one.message}`
      return !seen.has(key) && seen.add(key)
    })
}

function* shape({ root }: ComposeFile, { schemas }: CheckContext): Generator<Finding> {
  const schema = schemaOf(schemas)
  if (schema === null) return
  const fields = new Spelling(entriesOf(nodeAt(schema, 'definitions', 'service', 'properties')).map((one) => one.key))
  for (const { at, message, hint } of schemaProblems(root, schema, schema, 'the file')) {
    // What a variable stands for is not known, and a tag of Compose's own takes away or replaces.
    if (at.tag !== null || isUnknown(at) || message.includes('fits several shapes')) continue
    const found = error(COMPOSE.schema, at, message.replace(/^the file\./, ''), hint)
    // A newer Compose may know a field that this schema does not, unless it is a slip of one that it knows; such
    // a slip seldom is in the first letter.
    const field = /^services\.[^.]+ has no "([a-z_]+)"/.exec(found.message)?.[1]
    if (field !== undefined && fields.slip(field)?.[0] !== field[0])
      yield { ...found, severity: 'warning', hint: NEWER }
    else yield found
  }
}

const NEWER = 'The Compose Specification of June 2026 does not know it; a newer one may.'

function isUnknown(at: YamlNode): boolean {
  return at.kind === 'scalar' && (at.value === null || at.text.includes('$'))
}

function error(rule: (typeof COMPOSE)[keyof typeof COMPOSE], at: YamlNode, message: string, hint?: string): Finding {
  return { at, severity: rule.severity, rule: rule.id, message, hint: hint ?? `${rule.why} ${rule.fix}` }
}

/** Texts below the sections that Compose fills in. */
function* variables(root: YamlNode): Generator<Finding> {
  for (const { key, value } of entriesOf(root))
    if (/^(?:services|networks|volumes|secrets|configs|name)$/.test(key)) yield* broken(value, 0)
}

function* broken(node: YamlNode, depth: number): Generator<Finding> {
  if (depth > 60) return
  if (node.kind === 'list') for (const item of node.items) yield* broken(item, depth + 1)
  else if (node.kind === 'map') {
    for (const { value, merged } of node.entries) if (!merged) yield* broken(value, depth + 1)
  } else if (typeof node.value === 'string') {
    const at = brokenVariable(node.text)
    if (at !== null) yield error(COMPOSE.interpolation, node, `Invalid template: "${node.text.slice(at, at + 40)}"`)
  }
}

const PROBES = /^(?:NONE|CMD|CMD-SHELL)$/

function* probes(file: ComposeFile): Generator<Finding> {
  for (const { key, value } of servicesOf(file)) {
    const [first] = itemsOf(nodeAt(value, 'healthcheck', 'test'))
    const text = textOf(first)
    if (first !== undefined && text !== undefined && !PROBES.test(text) && !text.includes('$'))
      yield error(
        COMPOSE.schema,
        first,
        `services.${key}.healthcheck.test as a list begins with CMD, CMD-SHELL or NONE`,
      )
  }
}

function* ports(file: ComposeFile): Generator<Finding> {
  const taken = new Map<string, string>()
  for (const { key, value } of servicesOf(file)) {
    const isOptional = ['profiles', 'deploy', 'scale'].some((name) => nodeAt(value, name) !== undefined)
    for (const item of itemsOf(nodeAt(value, 'ports'))) {
      const text = item.kind === 'scalar' ? item.text : longForm(item)
      if (text === null || text.includes('$')) continue
      const read = readPort(text)
      if (typeof read === 'string') yield error(COMPOSE.port, item, read)
      else if (!isOptional) yield* twice(read, key, item, taken)
    }
  }
}

function* twice(
  published: readonly Published[],
  service: string,
  item: YamlNode,
  taken: Map<string, string>,
): Generator<Finding> {
  for (const { ip, port, protocol } of published) {
    const name = `${ip}:${port}/${protocol}`
    const other = taken.get(name)
    if (other !== undefined && other !== service) {
      yield error(COMPOSE.sameport, item, `${other} and ${service} both take port ${port} of the host.`)
      return
    }
    taken.set(name, service)
  }
}

/** `{target: 80, published: 8080}` in the short form. */
function longForm(item: YamlNode): string | null {
  const text = (key: string): string => {
    const node = nodeAt(item, key)
    return node?.kind === 'scalar' ? node.text : ''
  }
  const published = text('published')
  if (item.kind !== 'map' || published === '' || textOf(nodeAt(item, 'mode')) === 'host') return null
  const ip = text('host_ip')
  return `${ip === '' ? '' : `${ip.includes(':') ? `[${ip}]` : ip}:`}${published}:${text('target')}/${text('protocol') || 'tcp'}`
}
