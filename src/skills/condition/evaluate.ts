import { compilePattern, PatternError } from '../pattern.ts'
import { type FactValue, MATURITIES } from '../values.ts'
import { parseCondition } from './parser.ts'
import { type Comparison, ConditionError, type Expr, type Scope } from './types.ts'

const LONGEST_MATCHED = 10_000

/** The value of an expression. A name the scope does not know is null. Throws ConditionError and nothing else. */
export function evaluate(expr: Expr | string, scope: Scope): FactValue {
  const tree = typeof expr === 'string' ? parseCondition(expr) : expr
  switch (tree.is) {
    case 'literal':
      return tree.value
    case 'name':
      return lookup(tree.name, scope)
    case 'list':
      return tree.items.map((item) => evaluate(item, scope))
    case 'size':
      return sizeOf(evaluate(tree.of, scope))
    case 'join':
      return asText(evaluate(tree.left, scope)) + asText(evaluate(tree.right, scope))
    case 'not':
      return !truthy(evaluate(tree.of, scope))
    case 'and':
      return truthy(evaluate(tree.left, scope)) && truthy(evaluate(tree.right, scope))
    case 'or':
      return truthy(evaluate(tree.left, scope)) || truthy(evaluate(tree.right, scope))
    case 'compare':
      return compare(tree.op, evaluate(tree.left, scope), evaluate(tree.right, scope), tree.column)
  }
}

/** Whether a `when:` holds; one that is absent holds. */
export function holds(condition: Expr | string | undefined, scope: Scope): boolean {
  return condition === undefined || truthy(evaluate(condition, scope))
}

/** False are null, false, 0, the empty text, the empty list and the empty object. */
export function truthy(value: FactValue): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0
  return Boolean(value)
}

/** The facts an expression reads, each once, in the order they appear. */
export function namesIn(expr: Expr): string[] {
  const found = new Set<string>()
  for (const name of nameNodes(expr)) found.add(name.name)
  return [...found]
}

export function nameNodes(expr: Expr): { name: string; column: number }[] {
  switch (expr.is) {
    case 'literal':
      return []
    case 'name':
      return [{ name: expr.name, column: expr.column }]
    case 'list':
      return expr.items.flatMap(nameNodes)
    case 'size':
    case 'not':
      return nameNodes(expr.of)
    default:
      return [...nameNodes(expr.left), ...nameNodes(expr.right)]
  }
}

/** A fact by its dotted name; null when nobody knows it. */
export function lookup(name: string, scope: Scope): FactValue {
  const get = typeof scope === 'function' ? scope : (key: string) => own(scope, key)
  const steps = name.split('.')
  for (let length = steps.length; length > 0; length--) {
    const base = get(steps.slice(0, length).join('.'))
    if (base === undefined) continue
    return descend(base, steps.slice(length))
  }
  return null
}

function descend(value: FactValue, steps: readonly string[]): FactValue {
  let at: FactValue | undefined = value
  for (const step of steps) {
    if (Array.isArray(at)) at = /^\d+$/.test(step) ? at[Number(step)] : undefined
    else if (at !== null && typeof at === 'object') at = own(at, step)
    else return null
    if (at === undefined) return null
  }
  return at ?? null
}

function own(object: { readonly [key: string]: FactValue }, key: string): FactValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function sizeOf(value: FactValue): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return value !== null && typeof value === 'object' ? Object.keys(value).length : 0
}

function asText(value: FactValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(asText).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function compare(op: Comparison, left: FactValue, right: FactValue, column: number): boolean {
  switch (op) {
    case '==':
      return same(left, right)
    case '!=':
      return !same(left, right)
    case 'in':
      return holdsMember(right, left)
    case 'contains':
      return holdsMember(left, right)
    case 'starts_with':
      return typeof left === 'string' && typeof right === 'string' && left.startsWith(right)
    case 'ends_with':
      return typeof left === 'string' && typeof right === 'string' && left.endsWith(right)
    case 'matches':
      return matches(left, right, column)
    default: {
      const order = orderOf(left, right)
      if (order === null) return false
      if (op === '<') return order < 0
      if (op === '<=') return order <= 0
      return op === '>' ? order > 0 : order >= 0
    }
  }
}

export function same(a: FactValue, b: FactValue): boolean {
  if (a === b) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i] ?? null))
  }
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key] ?? null, b[key] ?? null))
  )
}

function holdsMember(whole: FactValue, part: FactValue): boolean {
  if (Array.isArray(whole)) return whole.some((member) => same(member, part))
  if (typeof part !== 'string') return false
  if (typeof whole === 'string') return whole.includes(part)
  return whole !== null && typeof whole === 'object' && Object.hasOwn(whole, part)
}

function matches(value: FactValue, pattern: FactValue, column: number): boolean {
  if (typeof pattern !== 'string') throw new ConditionError('matches needs a text on its right', column)
  if (typeof value !== 'string') return false
  if (value.length > LONGEST_MATCHED) {
    throw new ConditionError(`a text longer than ${LONGEST_MATCHED} characters cannot be matched`, column)
  }
  try {
    return compilePattern(pattern).test(value)
  } catch (error) {
    if (error instanceof PatternError) throw new ConditionError(error.message, column, error.hint)
    throw error
  }
}

/** Numbers by size, maturities by level, durations by length, dotted versions by their parts, other texts by letters. */
function orderOf(a: FactValue, b: FactValue): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') return null
  for (const measure of [maturityLevel, seconds]) {
    const x = measure(a)
    const y = measure(b)
    if (x !== null && y !== null) return x - y
  }
  if (VERSION.test(a) && VERSION.test(b)) return versionOrder(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

const VERSION = /^v?\d+(\.\d+){0,3}$/
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/
const UNIT: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

function maturityLevel(text: string): number | null {
  const level = (MATURITIES as readonly string[]).indexOf(text) // widened: any text may be asked for
  return level < 0 ? null : level
}

function seconds(text: string): number | null {
  const parts = DURATION.exec(text)
  return parts ? Number(parts[1]) * (UNIT[parts[2] ?? ''] ?? 1) : null
}

function versionOrder(a: string, b: string): number {
  const x = a.replace('v', '').split('.').map(Number)
  const y = b.replace('v', '').split('.').map(Number)
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
