import type { Body, Expression, Traversal } from './ast.ts'
import { keyword } from './ast.ts'

/** Every path in an expression that begins outside of it: names that a `for` gives are its own. */
export function traversalsOf(expression: Expression): Traversal[] {
  const found: Traversal[] = []
  collect(expression, NONE, found)
  return found
}

/** Every path in a body. What a dynamic block gives its content is the content's own. */
export function traversalsOfBody(body: Body, skip: ReadonlySet<string> = NONE): Traversal[] {
  const found: Traversal[] = []
  collectBody(body, NONE, found, skip)
  return found
}

const NONE: ReadonlySet<string> = new Set()

function collectBody(body: Body, own: ReadonlySet<string>, found: Traversal[], skip: ReadonlySet<string>): void {
  for (const [name, attribute] of body.attributes) if (!skip.has(name)) collect(attribute.value, own, found)
  for (const block of body.blocks) {
    if (skip.has(block.type)) continue
    if (block.type !== 'dynamic') {
      collectBody(block.body, own, found, NONE)
      continue
    }
    const iterator = block.body.attributes.get('iterator')
    const name = (iterator && keyword(iterator.value)) ?? block.labels[0]?.text ?? ''
    for (const [key, attribute] of block.body.attributes) {
      if (key === 'for_each') collect(attribute.value, own, found)
      else if (key === 'labels') collect(attribute.value, new Set([...own, name]), found)
    }
    for (const inner of block.body.blocks) {
      if (inner.type === 'content') collectBody(inner.body, new Set([...own, name]), found, NONE)
    }
  }
}

function collect(expression: Expression, own: ReadonlySet<string>, found: Traversal[]): void {
  switch (expression.is) {
    case 'literal':
    case 'item':
      return
    case 'traversal':
      if (!own.has(expression.root)) found.push(expression)
      return
    case 'template':
    case 'tuple':
    case 'call':
      for (const part of expression.parts) collect(part, own, found)
      return
    case 'wrap':
    case 'parentheses':
      collect(expression.inner, own, found)
      return
    case 'relative':
      collect(expression.source, own, found)
      return
    case 'index':
      collect(expression.source, own, found)
      collect(expression.key, own, found)
      return
    case 'splat':
      collect(expression.source, own, found)
      collect(expression.each, own, found)
      return
    case 'conditional':
      for (const part of [expression.condition, expression.yes, expression.no]) collect(part, own, found)
      return
    case 'binary':
      collect(expression.left, own, found)
      collect(expression.right, own, found)
      return
    case 'unary':
      collect(expression.operand, own, found)
      return
    case 'object':
      for (const { key, value } of expression.items) {
        if (keyword(key) === null) collect(key, own, found)
        collect(value, own, found)
      }
      return
    case 'for': {
      collect(expression.collection, own, found)
      const names = [expression.valueName, ...(expression.keyName === null ? [] : [expression.keyName])]
      const inner = new Set([...own, ...names])
      for (const part of [expression.key, expression.value, expression.condition]) if (part) collect(part, inner, found)
    }
  }
}
