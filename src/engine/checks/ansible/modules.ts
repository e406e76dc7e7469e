import { didYouMean } from '../../../skills/nearest.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, type YamlEntry, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import type { Module } from './table.ts'

/** Modules that hand on what they do not know, or take names of one's own. */
const OPEN: ReadonlySet<string> = new Set([
  'set_fact',
  'add_host',
  'package',
  'service',
  'gather_facts',
  'setup',
  'set_stats',
  'meta',
])

/** What a task gives to a module that ansible-core brings along. */
export function judgeArguments(
  file: YamlFindings,
  name: string,
  module: Module,
  entry: YamlEntry,
  task: YamlMap,
  hasDefaults: boolean,
): void {
  const { value } = entry
  const more = task.get('args')
  const given = new Map<string, YamlNode>()
  if (value.kind === 'scalar') {
    // A text of its own, or arguments in one line, which a template may hold in part.
    if (module.isFree || value.text.includes('{{') || value.text.includes('{%')) return
    for (const [key] of oneLine(value.text)) given.set(key, value)
  }
  for (const { key, keyNode } of value.kind === 'map' ? value.entries : []) given.set(key, keyNode)
  for (const { key, keyNode } of entriesOf(more)) given.set(key, keyNode)
  for (const [key, at] of given)
    if (!module.args.has(key) && !OPEN.has(name) && !key.startsWith('_') && !key.includes('{{'))
      file.error(
        at,
        'argument',
        `${name} has no argument ${key}`,
        didYouMean(key, module.args.keys()) ??
          `there are ${[...new Set([...module.args.values()].map((one) => one.name))].join(', ')}`,
      )
  if (value.kind === 'map') for (const one of value.entries) judgeChoice(file, module, one)
  if (!isWhole(more) || module.isFree || OPEN.has(name) || hasDefaults) return
  const has = new Set([...given.keys()].map((key) => module.args.get(key)?.name))
  for (const argument of new Set(module.args.values()))
    if (argument.required && !has.has(argument.name))
      file.error(entry.keyNode, 'argument', `${name} needs the argument ${argument.name}`)
}

/** Arguments that are handed in as a variable are not known. */
function isWhole(args: YamlNode | undefined): boolean {
  return args === undefined || args.kind === 'map'
}

function judgeChoice(file: YamlFindings, module: Module, { key, value }: YamlEntry): void {
  const argument = module.args.get(key)
  if (argument === undefined || argument.choices.length === 0 || value.kind !== 'scalar' || value.tag !== null) return
  const { text } = value
  if (text === '' || text.includes('{{') || argument.choices.includes(text) || value.value === null) return
  if (argument.isList && text.split(',').every((one) => argument.choices.includes(one.trim()))) return
  // Yes and no are the same word for a reader of YAML.
  if (typeof value.value === 'boolean' && argument.choices.some((one) => /^(?:yes|no|true|false)$/i.test(one))) return
  file.error(
    value,
    'argument',
    `${key} cannot be ${JSON.stringify(text)}`,
    didYouMean(text, argument.choices) ?? `it is one of ${argument.choices.join(', ')}`,
  )
}

/** `name=nginx state=present`. */
function oneLine(text: string): [key: string, value: string][] {
  return [...text.matchAll(/(?:^|\s)([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)].map((found) => [
    found[1] ?? '',
    found[2] ?? '',
  ])
}

/** Modules that older versions had, and what takes their place. */
export const REMOVED: ReadonlyMap<string, string> = new Map([
  ['include', 'include_tasks or import_tasks, and import_playbook in a list of plays'],
])
