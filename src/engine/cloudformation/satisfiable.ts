import { entriesOf, itemsOf, textOf, type YamlEntry, type YamlNode } from '../checks/read/yaml-node.ts'
import { callOf } from './intrinsics.ts'
import type { Template } from './template.ts'

/** The values that what conditions compare may have. */
type Worlds = Map<string, readonly string[]>
type World = ReadonlyMap<string, string>

/** A value that nothing is compared with. */
const OTHER = '\0other'
/** With more combinations than this, nothing is said. */
const MOST_WORLDS = 5000

/** Thrown where a condition holds something that cannot be decided here. */
class Undecided extends Error {}

/** Whether the second condition is true whenever the first is; true where that cannot be told. */
export function implies(first: string, second: string, template: Template): boolean {
  if (first === second) return true
  try {
    const worlds: Worlds = new Map()
    for (const name of [first, second]) collect(conditionOf(name, template), template, worlds, new Set([name]))
    for (const world of combinations(worlds))
      if (holds(first, world, template) && !holds(second, world, template)) return false
    return true
  } catch (error) {
    if (error instanceof Undecided) return true
    throw error
  }
}

function conditionOf(name: string, { conditions }: Template): YamlNode {
  const entry: YamlEntry | undefined = conditions.get(name)
  if (entry === undefined) throw new Undecided()
  return entry.value
}

/** Finds what is compared with what. */
function collect(node: YamlNode, template: Template, worlds: Worlds, open: Set<string>): void {
  const call = callOf(node, true)
  if (call === null) throw new Undecided()
  if (call.name === 'Condition') {
    const name = textOf(call.argument) ?? ''
    if (open.has(name)) return
    open.add(name)
    collect(conditionOf(name, template), template, worlds, open)
    return
  }
  if (call.name !== 'Equals') {
    if (!['And', 'Not', 'Or'].includes(call.name)) throw new Undecided()
    for (const one of itemsOf(call.argument)) collect(one, template, worlds, open)
    return
  }
  const { subject, value } = comparison(call.argument)
  if (subject === null) return
  const known = worlds.get(subject) ?? allowed(subject, template) ?? [OTHER]
  worlds.set(subject, known.includes(value) || !known.includes(OTHER) ? known : [...known, value])
}

/** What is compared: a text that is not known yet with one that is; two of those that are not make one question. */
function comparison(argument: YamlNode): { subject: string | null; value: string } {
  const [left, right] = itemsOf(argument)
  if (left === undefined || right === undefined) throw new Undecided()
  const [one, other] = [literal(left), literal(right)]
  if (one !== null && other !== null) return { subject: null, value: String(one === other) }
  if (other !== null) return { subject: written(left), value: other }
  if (one !== null) return { subject: written(right), value: one }
  const both = [written(left), written(right)].sort()
  return { subject: `same ${both.join(' ')}`, value: 'true' }
}

function literal(node: YamlNode): string | null {
  if (node.kind !== 'scalar' || callOf(node) !== null) return null
  return typeof node.value === 'string' ? node.value : String(node.value)
}

function written(node: YamlNode): string {
  const call = callOf(node)
  if (call !== null) return `${call.name}(${call.argument === node ? inner(node) : written(call.argument)})`
  return inner(node)
}

function inner(node: YamlNode): string {
  if (node.kind === 'scalar') return JSON.stringify(node.text)
  if (node.kind === 'list') return `[${node.items.map(written).join()}]`
  return `{${entriesOf(node)
    .map(({ key, value }) => `${key}:${written(value)}`)
    .join()}}`
}

/** Values that a parameter may have, when it says so. */
function allowed(subject: string, { parameters }: Template): string[] | null {
  const name = /^Ref\("(.*)"\)$/.exec(subject)?.[1]
  const entry = name === undefined ? undefined : parameters.get(name)
  const values = entry?.value.kind === 'map' ? itemsOf(entry.value.get('AllowedValues')) : []
  const texts = values.flatMap((one) => literal(one) ?? [])
  return texts.length === 0 ? null : texts
}

/** One world after another, in the same map. */
function* combinations(worlds: Worlds): Generator<World> {
  const subjects = [...worlds]
  if (subjects.reduce((count, [, values]) => count * values.length, 1) > MOST_WORLDS) throw new Undecided()
  const world = new Map<string, string>()
  function* from(index: number): Generator<World> {
    const [subject, values] = subjects[index] ?? []
    if (subject === undefined || values === undefined) {
      yield world
      return
    }
    for (const value of values) {
      world.set(subject, value)
      yield* from(index + 1)
    }
  }
  yield* from(0)
}

const DEEPEST = 50

function holds(name: string, world: World, template: Template, depth = 0): boolean {
  if (depth > DEEPEST) throw new Undecided()
  const decide = (node: YamlNode): boolean => {
    const call = callOf(node, true)
    const items = itemsOf(call?.argument)
    switch (call?.name) {
      case 'Condition':
        return holds(textOf(call.argument) ?? '', world, template, depth + 1)
      case 'Not':
        return items[0] !== undefined && !decide(items[0])
      case 'And':
        return items.every(decide)
      case 'Or':
        return items.some(decide)
      default: {
        const { subject, value } = comparison(call?.argument ?? node)
        return subject === null ? value === 'true' : world.get(subject) === value
      }
    }
  }
  return decide(conditionOf(name, template))
}
