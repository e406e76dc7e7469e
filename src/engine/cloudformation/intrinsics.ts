import { textOf, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'

/** A call of an intrinsic function, in its short (`!Ref x`) or long form (`Ref: x`). */
export interface Call {
  /** Without `Fn::`. */
  name: string
  /** In the short form this is the call's own node, whose tag has been read. */
  argument: YamlNode
  node: YamlNode
  /** The call that the argument is. */
  nested(): Call | null
}

/** Functions, and where they may stand. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['And', 'Base64', 'Cidr', 'Condition', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap'],
  ...[
    'ForEach',
    'GetAZs',
    'GetAtt',
    'GetStackOutput',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Ref',
    'RefAll',
  ],
  ...['Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
])

/** Functions that give true or false. */
export const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['And', 'Condition', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'Not', 'Or'],
])

/** Functions that give a list. */
export const LIST_FUNCTIONS: ReadonlySet<string> = new Set(['Cidr', 'GetAZs', 'RefAll', 'Split', 'ValueOfAll'])

export const PSEUDO_PARAMETERS: ReadonlySet<string> = new Set(
  ['AccountId', 'NotificationARNs', 'NoValue', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(
    (name) => `AWS::${name}`,
  ),
)

/** The call that a node is; null for plain data. `Condition: x` is one only where conditions are. */
export function callOf(node: YamlNode, amongConditions = false): Call | null {
  if (node.tag === null) return longForm(node, amongConditions)
  const name = node.tag.slice(1)
  const nested = (): Call | null => longForm(node, amongConditions)
  return { name: name.startsWith('Fn::') ? name.slice(4) : name, argument: node, node, nested }
}

function longForm(node: YamlNode, amongConditions: boolean): Call | null {
  const [entry, ...others] = node.kind === 'map' ? node.entries : []
  if (entry === undefined || others.length > 0) return null
  const { key, value } = entry
  const nested = (): Call | null => callOf(value, amongConditions)
  if (key === 'Ref' || (key === 'Condition' && amongConditions)) return { name: key, argument: value, node, nested }
  if (!key.startsWith('Fn::') || key.startsWith('Fn::ForEach::')) return null
  return { name: key.slice(4), argument: value, node, nested }
}

/** What a node may turn out to be: the branches of conditions, and nothing where that is known later. */
export function outcomes(node: YamlNode): YamlNode[] {
  const call = callOf(node)
  if (call === null) return [node]
  if (call.name !== 'If' || call.argument.kind !== 'list') return []
  return call.argument.items.slice(1).flatMap((branch) => (isNoValue(branch) ? [] : outcomes(branch)))
}

export function isNoValue(node: YamlNode): boolean {
  const call = callOf(node)
  return call?.name === 'Ref' && textOf(call.argument) === 'AWS::NoValue'
}

/** A loop or a macro stands among the keys of a map: what else is in the map is not all there will be. */
export function isOpen(map: YamlMap): boolean {
  return map.entries.some(({ key }) => key.startsWith('Fn::ForEach') || key === 'Fn::Transform')
}

export interface Placeholder {
  /** What stands between the braces. */
  name: string
  /** Where in the text, from 0. */
  offset: number
}

/** The `${…}` of a text for Sub; `${!x}` is literal. */
export function placeholders(text: string): Placeholder[] {
  const found: Placeholder[] = []
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const name = match[1] ?? ''
    if (!name.startsWith('!')) found.push({ name: name.trim(), offset: match.index })
  }
  return found
}
