import { type CharSet, disjoint, union } from './charset.ts'
import { alphabet, type Node, PatternError } from './parse.ts'

/** Refuses repetitions whose rounds can be cut in many ways: they are what makes a backtracking matcher spin. */
export function refuseNestedRepeats(node: Node): void {
  if (node.is === 'sequence' || node.is === 'choice') node.items.forEach(refuseNestedRepeats)
  if (node.is !== 'repeat') return
  refuseNestedRepeats(node.of)
  if (node.max > 1 && !unambiguous(node.of)) {
    throw new PatternError(
      'a repetition inside a repetition can take for ever on some texts',
      'let each round begin or end with a character that occurs nowhere else in it, as in ([a-z]+,)*',
    )
  }
}

function unambiguous(body: Node): boolean {
  if (nullable(body)) return false
  return (!variable(body) && choicesDiffer(body)) || delimited(body)
}

/** Some character every round must hold at a fixed place, and which nothing else in the round can match. */
function delimited(body: Node): boolean {
  if (body.is !== 'sequence') return false
  return body.items.some((item, index) => {
    if (item.is !== 'set') return false
    const others = body.items.filter((_, i) => i !== index).map(alphabet)
    return disjoint(item.set, union(...others)) && body.items.every((other) => !variable(other) || plainRepeat(other))
  })
}

function plainRepeat(node: Node): boolean {
  if (node.is !== 'repeat') return false
  return node.of.is === 'set' || delimited(node.of) || (!variable(node.of) && choicesDiffer(node.of) && node.max === 1)
}

function variable(node: Node): boolean {
  switch (node.is) {
    case 'repeat':
      return node.min !== node.max || variable(node.of)
    case 'sequence':
    case 'choice':
      return node.items.some(variable)
    default:
      return false
  }
}

function choicesDiffer(node: Node): boolean {
  switch (node.is) {
    case 'sequence':
      return node.items.every(choicesDiffer)
    case 'repeat':
      return choicesDiffer(node.of)
    case 'choice': {
      const firsts = node.items.map(firstSet)
      return (
        node.items.every((item) => !nullable(item) && choicesDiffer(item)) &&
        firsts.every((set, i) => firsts.every((other, j) => i === j || disjoint(set, other)))
      )
    }
    default:
      return true
  }
}

function firstSet(node: Node): CharSet {
  switch (node.is) {
    case 'set':
      return node.set
    case 'assert':
      return []
    case 'repeat':
      return firstSet(node.of)
    case 'choice':
      return union(...node.items.map(firstSet))
    case 'sequence': {
      const sets: CharSet[] = []
      for (const item of node.items) {
        sets.push(firstSet(item))
        if (!nullable(item)) break
      }
      return union(...sets)
    }
  }
}

export function nullable(node: Node): boolean {
  switch (node.is) {
    case 'set':
      return false
    case 'assert':
      return true
    case 'repeat':
      return node.min === 0 || nullable(node.of)
    case 'sequence':
      return node.items.every(nullable)
    case 'choice':
      return node.items.some(nullable)
  }
}

/**
 * How the time of a backtracking search grows with the text: 1 is linear, 2 is quadratic.
 * Repetitions multiply when nothing that must stand between them tells them apart.
 */
export function degree(node: Node): number {
  if (node.is === 'choice') return Math.max(...node.items.map(degree))
  const items = node.is === 'sequence' ? node.items : [node]
  let chain = 0
  let longest = 0
  let before: CharSet | null = null
  let between: CharSet[] = []
  let anchored = false
  for (const item of items) {
    if (item.is === 'assert' && item.what === '^' && longest === 0) anchored = true
    if (item.is === 'set' || (item.is === 'repeat' && item.min > 0 && item.of.is === 'set')) {
      between.push(alphabet(item))
    }
    if (!unbounded(item)) continue
    const set = alphabet(item)
    const inner = item.is === 'repeat' ? 0 : degree(item)
    const parted = between.some((s) => disjoint(s, union(before ?? [], set)))
    if (before === null) chain = 1 + inner + (anchored || parted ? 0 : 1)
    else chain = parted ? 1 + inner : chain + 1 + inner
    longest = Math.max(longest, chain)
    before = set
    between = []
  }
  return Math.max(1, longest)
}

/** In how many ways at most a backtracking search can walk through the node at one place, unbounded repetitions aside. */
export function branching(node: Node): number {
  switch (node.is) {
    case 'sequence':
      return node.items.reduce((ways, item) => Math.min(MOST_WAYS, ways * branching(item)), 1)
    case 'choice': {
      const ways = node.items.map(branching)
      return Math.min(MOST_WAYS, choicesDiffer(node) ? Math.max(...ways) : ways.reduce((a, b) => a + b, 0))
    }
    case 'repeat': {
      const each = branching(node.of)
      if (unbounded(node)) return each
      let ways = 0
      for (let rounds = node.min; rounds <= node.max; rounds++) ways += each ** rounds
      return Math.min(MOST_WAYS, ways)
    }
    default:
      return 1
  }
}

const MOST_WAYS = 1e15

function unbounded(node: Node): boolean {
  switch (node.is) {
    case 'repeat':
      return node.max > 10 || unbounded(node.of)
    case 'sequence':
    case 'choice':
      return node.items.some(unbounded)
    default:
      return false
  }
}
