import { disjoint, LINE_END } from './charset.ts'
import { type Node, parsePattern } from './parse.ts'
import { nullable } from './safety.ts'

/** Whether an expression can match no file at all: a character stands where a line must begin or end. */
export function neverMatches(source: string): boolean {
  return impossible(parsePattern(source.replace(/^\(\?i\)/, ''), false))
}

function impossible(node: Node): boolean {
  if (node.is === 'set') return node.set.length === 0
  if (node.is === 'choice') return node.items.every(impossible)
  if (node.is === 'repeat') return node.min > 0 && impossible(node.of)
  if (node.is === 'assert') return false
  return node.items.some((item, i) => {
    if (impossible(item)) return true
    if (item.is !== 'assert') return false
    const next = node.items[i + 1]
    const before = node.items[i - 1]
    if (item.what === '$' && next && !nullable(next)) return next.is === 'set' && disjoint(next.set, LINE_END)
    if (item.what === '^' && before && !nullable(before)) return before.is === 'set' && disjoint(before.set, LINE_END)
    return false
  })
}
