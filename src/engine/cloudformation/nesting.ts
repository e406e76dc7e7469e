import { entriesOf, itemsOf, type YamlNode } from '../checks/read/yaml-node.ts'
import { type Call, callOf } from './intrinsics.ts'

/** Functions that AWS permits in a place. */
type Permitted = ReadonlySet<string>

const permitted = (...names: string[]): Permitted => new Set(names)

const TEXT = permitted('Base64', 'FindInMap', 'If', 'Join', 'Select', 'Sub', 'Ref')
const NUMBERS = permitted('FindInMap', 'GetAtt', 'GetStackOutput', 'If', 'ImportValue', 'Select', 'Sub', 'Ref')
const VALUES = permitted(
  ...[
    'Base64',
    'FindInMap',
    'GetAtt',
    'GetStackOutput',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Select',
    'Sub',
  ],
  ...['ToJsonString', 'Transform', 'Ref'],
)
const COMPARED = permitted('FindInMap', 'Join', 'Length', 'Ref', 'Select', 'Split', 'Sub', 'ToJsonString')

/** What may stand in the arguments of a function, one after another; the last counts for all that follow. */
const ARGUMENTS: Readonly<Record<string, readonly (Permitted | null)[]>> = {
  Cidr: [NUMBERS],
  Equals: [COMPARED],
  FindInMap: [permitted('FindInMap', 'Ref')],
  Join: [null, permitted('Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'Split', 'Ref')],
  Select: [permitted('FindInMap', 'Ref'), permitted('Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'Split', 'Ref')],
  Split: [null, VALUES],
}

/** What may stand in the list that is the second argument. */
const ITEMS: Readonly<Record<string, Permitted>> = {
  Join: VALUES,
  Select: permitted('FindInMap', 'GetAtt', 'GetStackOutput', 'If', 'Ref'),
}

/** The calls inside of a call that AWS does not take there. */
export function* misplaced(call: Call): Generator<Call> {
  const { name, argument } = call
  if (name === 'ImportValue') {
    const inside = call.nested()
    if (inside !== null && !TEXT.has(inside.name)) yield inside
    return
  }
  if (name === 'Sub') {
    for (const { value } of entriesOf(itemsOf(argument)[1])) yield* refused(value, VALUES)
    return
  }
  const places = ARGUMENTS[name]
  if (places === undefined) return
  for (const [index, one] of itemsOf(argument).entries()) {
    const allowed = places[Math.min(index, places.length - 1)]
    if (allowed) yield* refused(one, allowed)
    const items = index === 1 ? ITEMS[name] : undefined
    if (items !== undefined && callOf(one) === null) for (const item of itemsOf(one)) yield* refused(item, items)
  }
}

function* refused(node: YamlNode, allowed: Permitted): Generator<Call> {
  const call = callOf(node)
  if (call !== null && !allowed.has(call.name)) yield call
}
