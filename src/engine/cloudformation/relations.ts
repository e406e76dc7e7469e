import { itemsOf, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import { callOf, isNoValue } from './intrinsics.ts'
import type { Problems } from './problems.ts'
import { MAKING, matches } from './properties.ts'
import type { Demand, Demands, Plain, Relation } from './schema/relation.ts'

/** null: a function decides it, and what that gives is not known here. */
type Verdict = true | false | null

/** What is wrong, where, in words. */
interface Failure {
  at: YamlNode
  what: string
}

/** What one property asks of the others, which AWS refuses and the types do not say. */
export function checkRelations(
  relations: readonly Relation[],
  properties: YamlMap,
  title: string,
  isConditional: boolean,
  problems: Problems,
): void {
  for (const { path, schema } of relations) {
    for (const part of partsAt(properties, path)) {
      const judge = new Judge(isConditional ? 'conditional' : 'demand')
      if (judge.verdict(schema, part) !== false) continue
      const { at, what } = judge.failure ?? { at: part, what: 'is not what AWS takes' }
      problems.error(at, 'combination', `${title}: ${what}`)
    }
  }
}

/** The parts of a resource at a path, through both branches of a condition. */
function* partsAt(node: YamlNode, path: readonly string[]): Generator<YamlNode> {
  const call = callOf(node)
  if (call?.name === 'If' && call.argument.kind === 'list')
    for (const branch of call.argument.items.slice(1)) yield* partsAt(branch, path)
  if (call !== null) return
  const [step, ...rest] = path
  if (step === undefined) yield node
  else if (step === '*' && node.kind === 'list') for (const item of node.items) yield* partsAt(item, rest)
  else if (step !== '*' && node.kind === 'map') {
    const inside = node.get(step)
    if (inside !== undefined) yield* partsAt(inside, rest)
  }
}

/**
 * A question is answered for sure; of a demand it is enough that one way the stack may be made breaks it. Where the resource
 * itself has a condition, it may be made in none of these ways.
 */
type Mode = 'question' | 'demand' | 'conditional'

class Judge {
  /** The first thing that was refused. */
  failure: Failure | null = null
  private readonly reasons: string[] = []
  private readonly mode: Mode

  constructor(mode: Mode) {
    this.mode = mode
  }

  verdict(demand: Demand, node: YamlNode): Verdict {
    if (typeof demand === 'boolean') return demand
    const call = callOf(node)
    if (call?.name === 'If' && call.argument.kind === 'list') return this.branches(demand, call.argument.items.slice(1))
    return all([() => this.composed(demand, node), () => this.valued(demand, node), () => this.held(demand, node)])
  }

  private branches(demand: Demand, branches: readonly YamlNode[]): Verdict {
    const verdicts = branches.filter((one) => !isNoValue(one)).map((one) => this.verdict(demand, one))
    if (this.mode === 'question') return verdicts.every((one) => one === verdicts[0]) ? (verdicts[0] ?? null) : null
    if (verdicts.includes(false)) return false
    return verdicts.includes(null) ? null : true
  }

  private composed(demand: Demands, node: YamlNode): Verdict {
    const { allOf = [], anyOf, oneOf, not } = demand
    return all([
      ...allOf.map((one) => () => this.verdict(one, node)),
      () => (anyOf === undefined ? true : any(anyOf.map((one) => quietly(one, node)))),
      () => (oneOf === undefined ? true : exactlyOne(oneOf.map((one) => quietly(one, node)))),
      () => (not === undefined ? true : opposite(quietly(not, node))),
      () => this.conditional(demand, node),
    ])
  }

  private conditional({ if: condition, then, else: otherwise }: Demands, node: YamlNode): Verdict {
    if (condition === undefined) return true
    const holds = quietly(condition, node)
    const branch = holds === true ? then : otherwise
    if (holds === null) return null
    if (branch === undefined) return true
    if (holds) this.reasons.push(...reasonsOf(condition, node))
    const verdict = this.verdict(branch, node)
    if (holds) this.reasons.length = 0
    return verdict
  }

  /** What a single value must be. */
  private valued(demand: Demands, node: YamlNode): Verdict {
    const { type, enum: words, const: word, pattern, multipleOf } = demand
    const asked = [type, words, word, pattern, multipleOf, demand.minimum, demand.maximum, demand.exclusiveMinimum]
    if (asked.every((one) => one === undefined)) return true
    if (callOf(node) !== null) return null
    const number = node.kind === 'scalar' && node.text.trim() !== '' ? Number(node.text) : Number.NaN
    const exactly = this.mode === 'question'
    const refused = (what: string): false => this.refuse(node, what)
    if (type !== undefined && ![type].flat().some((one) => isOf(one, node)))
      return refused('is of another type than it must be')
    if (node.kind === 'scalar' && node.text.includes('{{resolve:')) return null
    if (words !== undefined && !words.some((one) => isSame(one, node, exactly)))
      return refused(`must be one of ${words.slice(0, 12).join(', ')}`)
    if (word !== undefined && !isSame(word, node, exactly)) return refused(`must be ${word}`)
    if (pattern !== undefined && node.kind === 'scalar' && !matches(node.text, new RegExp(pattern)))
      return refused(`does not match ${pattern}`)
    if (Number.isNaN(number)) return true
    if (demand.minimum !== undefined && number < demand.minimum) return refused(`must be at least ${demand.minimum}`)
    if (demand.maximum !== undefined && number > demand.maximum) return refused(`must be at most ${demand.maximum}`)
    if (demand.exclusiveMinimum !== undefined && number <= demand.exclusiveMinimum)
      return refused(`must be more than ${demand.exclusiveMinimum}`)
    if (multipleOf !== undefined && number % multipleOf !== 0) return refused(`must be a multiple of ${multipleOf}`)
    return true
  }

  /** What a list or a map must hold. */
  private held(demand: Demands, node: YamlNode): Verdict {
    if (callOf(node) !== null) return holdsNothing(demand) ? true : null
    if (node.kind === 'list') return this.items(demand, node, node.items)
    return node.kind === 'map' ? this.entries(demand, node) : true
  }

  private items({ minItems, items, contains }: Demands, node: YamlNode, given: readonly YamlNode[]): Verdict {
    const isOpen = given.some((one) => MAKING.has(callOf(one)?.name ?? ''))
    return all([
      () => {
        if (minItems === undefined || given.length >= minItems) return true
        return isOpen ? null : this.refuse(node, `must have at least ${minItems} items`)
      },
      ...(items === undefined ? [] : given.map((one) => () => this.verdict(items, one))),
      () => {
        const found = contains === undefined ? true : any(given.map((one) => quietly(contains, one)))
        return found === false ? this.refuse(node, 'lacks an item that must be there') : found
      },
    ])
  }

  private entries(demand: Demands, node: YamlMap): Verdict {
    const { properties = {}, propertyNames, required = [], dependentExcluded = {} } = demand
    return all([
      ...required.map((name) => (): Verdict => {
        const is = isThere(node, name)
        return is === false || (is === null && this.mayLack(node, name)) ? this.refuse(node, `lacks ${name}`) : is
      }),
      ...Object.entries(properties).map(
        ([name, one]) =>
          (): Verdict =>
            this.property(one, name, node),
      ),
      ...Object.entries(dependentExcluded).flatMap(([name, others]) =>
        others.map((other) => (): Verdict => {
          const both = all([() => isThere(node, name), () => isThere(node, other)])
          return both === true ? this.refuse(node.get(other) ?? node, `cannot have ${other}`) : opposite(both)
        }),
      ),
      ...(propertyNames === undefined
        ? []
        : node.entries.map(
            ({ keyNode }) =>
              () =>
                this.verdict(propertyNames, keyNode),
          )),
    ])
  }

  /** One of the conditions takes it away. */
  private mayLack(node: YamlMap, name: string): boolean {
    return this.mode === 'demand' && node.has(name)
  }

  private property(demand: Demand, name: string, node: YamlMap): Verdict {
    const there = isThere(node, name)
    const value = node.get(name)
    if (there === false || value === undefined) return true
    if (demand === false) return there === true ? this.refuse(value, `cannot have ${name}`) : null
    const verdict = this.verdict(demand, value)
    return there === null && verdict === false ? null : verdict
  }

  private refuse(at: YamlNode, what: string): false {
    const why = this.reasons.length === 0 ? '' : `, as ${this.reasons.join(' and ')}`
    this.failure ??= { at, what: `${what}${why}` }
    return false
  }
}

function quietly(demand: Demand, node: YamlNode): Verdict {
  return new Judge('question').verdict(demand, node)
}

function all(verdicts: readonly (() => Verdict)[]): Verdict {
  let known: Verdict = true
  for (const one of verdicts) {
    const verdict = one()
    if (verdict === false) return false
    if (verdict === null) known = null
  }
  return known
}

function any(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true
  return verdicts.includes(null) ? null : false
}

function exactlyOne(verdicts: readonly Verdict[]): Verdict {
  const sure = verdicts.filter((one) => one === true).length
  if (sure > 1) return false
  return verdicts.includes(null) ? null : sure === 1
}

function opposite(verdict: Verdict): Verdict {
  return verdict === null ? null : !verdict
}

/** Whether a property is given; null where a condition may take it away. */
function isThere(node: YamlMap, name: string): Verdict {
  const value = node.get(name)
  if (value === undefined) return node.entries.some(({ key }) => key.startsWith('Fn::') || key === '<<') ? null : false
  if (isNoValue(value)) return false
  return isGiven(value) ? true : null
}

/** Whatever the conditions are. */
function isGiven(node: YamlNode): boolean {
  const call = callOf(node)
  if (call?.name !== 'If') return !isNoValue(node)
  return itemsOf(call.argument).slice(1).every(isGiven)
}

function holdsNothing({
  minItems,
  items,
  contains,
  properties,
  propertyNames,
  required,
  dependentExcluded,
}: Demands): boolean {
  return [minItems, items, contains, properties, propertyNames, required, dependentExcluded].every(
    (one) => one === undefined,
  )
}

function isOf(type: string, node: YamlNode): boolean {
  if (node.kind === 'map') return type === 'object'
  if (node.kind === 'list') return type === 'array'
  if (type === 'string') return typeof node.value === 'string'
  if (type === 'boolean') return typeof node.value === 'boolean'
  return (type === 'integer' || type === 'number') && typeof node.value === 'number'
}

/** Many services take their words in any case; what is asked for is not refused for that. */
function isSame(word: Plain, node: YamlNode, exactly: boolean): boolean {
  if (node.kind !== 'scalar') return false
  const value = typeof node.value === 'string' ? node.value : String(node.value)
  return exactly ? String(word) === value : String(word).toLowerCase() === value.toLowerCase()
}

/** What a condition found: `Type is S3`. */
function reasonsOf(condition: Demand, node: YamlNode): string[] {
  if (typeof condition === 'boolean' || node.kind !== 'map') return []
  return Object.entries(condition.properties ?? {}).flatMap(([name, one]) => {
    const value = node.get(name)
    if (one === false) return [`there is no ${name}`]
    return value?.kind === 'scalar' && callOf(value) === null ? [`${name} is ${value.text}`] : []
  })
}
