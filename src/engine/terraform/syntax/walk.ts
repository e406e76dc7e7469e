import type { Expression } from './ast.ts'

/** The expressions directly inside of another. */
export function childrenOf(expression: Expression): Expression[] {
  switch (expression.is) {
    case 'literal':
    case 'item':
    case 'traversal':
      return []
    case 'template':
    case 'tuple':
    case 'call':
      return expression.parts
    case 'wrap':
    case 'parentheses':
      return [expression.inner]
    case 'relative':
      return [expression.source]
    case 'index':
      return [expression.source, expression.key]
    case 'splat':
      return [expression.source, expression.each]
    case 'conditional':
      return [expression.condition, expression.yes, expression.no]
    case 'binary':
      return [expression.left, expression.right]
    case 'unary':
      return [expression.operand]
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value])
    case 'for':
      return [expression.collection, expression.key, expression.value, expression.condition].filter(
        (one) => one !== null,
      )
  }
}

/** The first call of a function in an expression. */
export function firstCall(expression: Expression): Extract<Expression, { is: 'call' }> | null {
  if (expression.is === 'call') return expression
  for (const child of childrenOf(expression)) {
    const found = firstCall(child)
    if (found !== null) return found
  }
  return null
}
