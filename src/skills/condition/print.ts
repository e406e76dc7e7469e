import type { Expr } from './types.ts'

const LOOSE: Readonly<Record<Expr['is'], number>> = {
  or: 0,
  and: 1,
  not: 2,
  compare: 3,
  join: 4,
  literal: 5,
  name: 5,
  list: 5,
  size: 5,
}

/** An expression as text that reads back as the same expression. */
export function printCondition(expr: Expr): string {
  const inner = (child: Expr, tightest: number): string =>
    LOOSE[child.is] < tightest ? `(${printCondition(child)})` : printCondition(child)
  switch (expr.is) {
    case 'literal':
      return typeof expr.value === 'string' ? quote(expr.value) : String(expr.value)
    case 'name':
      return expr.name
    case 'list':
      return `[${expr.items.map(printCondition).join(', ')}]`
    case 'size':
      return `size(${printCondition(expr.of)})`
    case 'join':
      return `${inner(expr.left, 4)} ~ ${inner(expr.right, 5)}`
    case 'compare':
      return `${inner(expr.left, 4)} ${expr.op} ${inner(expr.right, 4)}`
    case 'not':
      return `not ${inner(expr.of, 2)}`
    case 'and':
      return `${inner(expr.left, 1)} and ${inner(expr.right, 2)}`
    case 'or':
      return `${inner(expr.left, 0)} or ${inner(expr.right, 1)}`
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
