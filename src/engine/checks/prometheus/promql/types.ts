import { re2Fault } from '../../read/re2.ts'
import { type Expression, type Matcher, type Matching, TYPE_NAMES, type ValueType } from './ast.ts'
import type { Signature } from './functions.ts'
import { PromqlError, type Token } from './lexer.ts'

const COMPARISON = /^(?:==|!=|<=?|>=?)$/
const SET = /^(?:and|or|unless)$/

function expectType(of: Expression, wanted: ValueType, where: string): void {
  if (of.type !== wanted)
    throw new PromqlError(of.start, `expected type ${TYPE_NAMES[wanted]} in ${where}, got ${TYPE_NAMES[of.type]}`)
}

interface BinaryParts {
  op: Token
  bool: boolean
  left: Expression
  right: Expression
  matching: Matching | null
}

export function judgeBinary({ op: { text: op, start }, bool, left, right, matching }: BinaryParts): Expression {
  const fail = (message: string, at = start): never => {
    throw new PromqlError(at, message)
  }
  const isComparison = COMPARISON.test(op)
  const isSet = SET.test(op)
  if (bool && !isComparison) fail('bool modifier can only be used on comparison operators')
  for (const side of [left, right])
    if (side.type !== 'scalar' && side.type !== 'vector')
      fail('binary expression must contain only scalar and instant vector types', side.start)
  const vectors = left.type === 'vector' && right.type === 'vector'
  if (isComparison && !bool && left.type === 'scalar' && right.type === 'scalar')
    fail('comparisons between scalars must use BOOL modifier')
  if (isSet && !vectors) fail(`set operator "${op}" not allowed in binary scalar expression`)
  if (matching !== null) {
    const twice = matching.on ? matching.labels.find((label) => matching.include.includes(label)) : undefined
    if (twice !== undefined) fail(`label "${twice}" must not occur in ON and GROUP clause at once`)
    if (!vectors && matching.labels.length > 0) fail('vector matching only allowed between instant vectors')
    if (vectors && isSet && matching.group !== null) fail(`no grouping allowed for "${op}" operation`)
  }
  const type = left.type === 'vector' || right.type === 'vector' ? 'vector' : 'scalar'
  return { is: 'binary', op, bool, left, right, matching, type, start: left.start, end: right.end }
}

export function judgeUnary(start: number, of: Expression): Expression {
  if (of.type !== 'scalar' && of.type !== 'vector')
    throw new PromqlError(
      of.start,
      `unary expression only allowed on expressions of type scalar or instant vector, got "${TYPE_NAMES[of.type]}"`,
    )
  return { is: 'unary', type: of.type, of, start, end: of.end }
}

export function judgeSubquery(of: Expression, end: number): Expression {
  if (of.type !== 'vector')
    throw new PromqlError(of.start, `subquery is only allowed on instant vector, got ${TYPE_NAMES[of.type]} instead`)
  return { is: 'subquery', type: 'matrix', of, start: of.start, end, shifted: false, fixed: false }
}

export function judgeCall(
  { text: name, start }: Token,
  { args: types, least, most, gives }: Signature,
  args: readonly Expression[],
  end: number,
): Expression {
  const count = (wanted: string): never => {
    throw new PromqlError(start, `expected ${wanted} argument(s) in call to "${name}", got ${args.length}`)
  }
  if (least === most && args.length !== least) count(String(least))
  if (args.length < least) count(`at least ${least}`)
  if (args.length > most) count(`at most ${most}`)
  args.forEach((arg, index) => {
    expectType(arg, types[Math.min(index, types.length - 1)] ?? 'vector', `call to function "${name}"`)
  })
  return { is: 'call', type: gives, name, args, start, end }
}

export function judgeAggregation(
  { text: op, start }: Token,
  args: readonly Expression[],
  modifier: { by: string[] | null; without: string[] | null } | null,
  end: number,
): Expression {
  const wanted = /^(?:topk|bottomk|quantile|count_values|limitk|limit_ratio)$/.test(op) ? 2 : 1
  if (args.length === 0) throw new PromqlError(start, 'no arguments for aggregate expression provided')
  const of = args.at(-1)
  if (args.length !== wanted || of === undefined)
    throw new PromqlError(
      start,
      `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`,
    )
  expectType(of, 'vector', 'aggregation expression')
  const [parameter] = args
  if (wanted === 2 && parameter !== undefined)
    expectType(parameter, op === 'count_values' ? 'string' : 'scalar', 'aggregation parameter')
  const { by = null, without = null } = modifier ?? {}
  return { is: 'aggregation', type: 'vector', op, by: modifier === null ? [] : by, without, of, start, end }
}

interface SelectorParts {
  name: string | null
  matchers: readonly Matcher[]
  start: number
  end: number
}

export function judgeSelector({ name, matchers, start, end }: SelectorParts): Expression {
  for (const { op, value, valueStart } of matchers) {
    const fault = op === '=~' || op === '!~' ? re2Fault(value) : null
    if (fault !== null) throw new PromqlError(valueStart, `error parsing regexp: ${fault}`)
  }
  const named = matchers.find((one) => one.name === '__name__')
  if (name !== null && named !== undefined)
    throw new PromqlError(start, `metric name must not be set twice: "${name}" or "${named.value}"`)
  if (name === null && !matchers.some((one) => !matchesEmpty(one)))
    throw new PromqlError(start, 'vector selector must contain at least one non-empty matcher')
  return { is: 'selector', type: 'vector', name, matchers, start, end, shifted: false, fixed: false }
}

/** Such a matcher leaves nothing out: series without the label match as well. */
function matchesEmpty({ op, value }: Matcher): boolean {
  if (op === '=') return value === ''
  if (op === '!=') return value !== ''
  const empty = emptyMatches(value)
  // What JavaScript cannot read is taken for a matcher that says something.
  return empty !== null && (op === '=~' ? empty : !empty)
}

function emptyMatches(pattern: string): boolean | null {
  try {
    return new RegExp(`^(?:${pattern.replace(/^\(\?[imsU]+\)/, '').replace(/\(\?P</g, '(?<')})$`, 's').test('')
  } catch {
    return null
  }
}
