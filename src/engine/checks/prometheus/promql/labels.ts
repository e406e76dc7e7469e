import type { Expression, Matching } from './ast.ts'

/** Labels that a result can have at most; null when nothing limits them. */
export type LabelBound = ReadonlySet<string> | null

const NONE: ReadonlySet<string> = new Set()

const KEEPS_SERIES = /^(?:topk|bottomk|limitk|limit_ratio)$/

/** Which labels the series of a result may have, by what the expression leaves of them. */
export function labelBound(of: Expression): LabelBound {
  switch (of.is) {
    case 'selector':
      return null
    case 'number':
    case 'string':
      return NONE
    case 'range':
    case 'subquery':
    case 'unary':
    case 'parentheses':
      return labelBound(of.of)
    case 'aggregation':
      if (of.op === 'count_values') return null
      if (KEEPS_SERIES.test(of.op)) return labelBound(of.of)
      return of.by === null ? without(labelBound(of.of), of.without ?? []) : new Set(of.by)
    case 'call':
      return ofCall(of.name, of.args)
    case 'binary':
      return ofBinary(of.op, of.left, of.right, of.matching)
  }
}

function ofCall(name: string, args: readonly Expression[]): LabelBound {
  if (name === 'vector') return NONE
  if (/^(?:absent|absent_over_time|info|histogram_quantiles|label_join)$/.test(name) || args.length === 0) return null
  const of = args.find((arg) => arg.type === 'vector' || arg.type === 'matrix')
  const bound = of === undefined ? NONE : labelBound(of)
  if (name !== 'label_replace') return bound
  const added = args[1]
  return bound === null || added?.is !== 'string' ? null : new Set([...bound, added.value])
}

function ofBinary(op: string, left: Expression, right: Expression, matching: Matching | null): LabelBound {
  if (right.type === 'scalar') return labelBound(left)
  if (left.type === 'scalar') return labelBound(right)
  const [one, other] = [labelBound(left), labelBound(right)]
  if (op === 'or') return one === null || other === null ? null : new Set([...one, ...other])
  if (op === 'and' || op === 'unless') return one
  // Without a word both sides have the same labels.
  if (matching === null) return one ?? other
  const many = matching.group === 'left' ? one : matching.group === 'right' ? other : null
  if (matching.group !== null) return many === null ? null : new Set([...many, ...matching.include])
  return matching.on ? new Set(matching.labels) : without(one ?? other, matching.labels)
}

function without(bound: LabelBound, gone: readonly string[]): LabelBound {
  return bound === null ? null : new Set([...bound].filter((label) => !gone.includes(label)))
}

/** An expression and all that it is made of. */
export function* partsOf(of: Expression): Generator<Expression> {
  yield of
  if (of.is === 'call') for (const arg of of.args) yield* partsOf(arg)
  else if (of.is === 'binary') {
    yield* partsOf(of.left)
    yield* partsOf(of.right)
  } else if ('of' in of) yield* partsOf(of.of)
}
