import { type CharSet, has, LINE_END, WORD } from './charset.ts'
import { type Node, PatternError } from './parse.ts'

type State =
  | { is: 'set'; set: CharSet; next: number }
  | { is: 'split'; a: number; b: number }
  | { is: 'assert'; what: '^' | '$' | 'b' | 'B'; next: number }
  | { is: 'match' }

export interface Automaton {
  states: readonly State[]
  start: number
}

const MOST_STATES = 5000

/** Builds the states backwards: each node is told where to go on. */
export function buildAutomaton(node: Node): Automaton {
  const states: State[] = [{ is: 'match' }]
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new PatternError('the expression is too large')
    return states.push(state) - 1
  }
  const build = (n: Node, next: number): number => {
    switch (n.is) {
      case 'set':
        return add({ is: 'set', set: n.set, next })
      case 'assert':
        return add({ is: 'assert', what: n.what, next })
      case 'sequence':
        return n.items.reduceRight((following, item) => build(item, following), next)
      case 'choice':
        return n.items.map((item) => build(item, next)).reduce((a, b) => add({ is: 'split', a, b }))
      case 'repeat': {
        let at = next
        if (n.max === Number.POSITIVE_INFINITY) {
          const loop: State = { is: 'split', a: next, b: next }
          at = add(loop)
          loop.a = build(n.of, at)
        } else {
          for (let i = n.min; i < n.max; i++) at = add({ is: 'split', a: build(n.of, at), b: next })
        }
        for (let i = 0; i < n.min; i++) at = build(n.of, at)
        return at
      }
    }
  }
  const start = build(node, 0)
  return { states, start }
}

/** Index of the leftmost match, or -1. Time is linear in text × states, whatever the expression. */
export function search(automaton: Automaton, text: string, multiline: boolean): number {
  const { states, start } = automaton
  let current = new Map<number, number>()
  let best = -1

  const enter = (into: Map<number, number>, state: number, from: number, at: number): void => {
    const todo = [state]
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      const known = into.get(id)
      if (known !== undefined && known <= from) continue
      into.set(id, from)
      const s = states[id]
      if (s?.is === 'split') todo.push(s.a, s.b)
      else if (s?.is === 'assert' && holds(s.what, text, at, multiline)) todo.push(s.next)
      else if (s?.is === 'match' && (best < 0 || from < best)) best = from
    }
  }

  for (let at = 0; at <= text.length; at++) {
    if (best < 0) enter(current, start, at, at)
    if (at === text.length) break
    const code = text.charCodeAt(at)
    const next = new Map<number, number>()
    for (const [id, from] of current) {
      const s = states[id]
      if (s?.is === 'set' && (best < 0 || from < best) && has(s.set, code)) enter(next, s.next, from, at + 1)
    }
    if (best >= 0 && next.size === 0) break
    current = next
  }
  return best
}

function holds(what: '^' | '$' | 'b' | 'B', text: string, at: number, multiline: boolean): boolean {
  if (what === '^') return at === 0 || (multiline && has(LINE_END, text.charCodeAt(at - 1)))
  if (what === '$') return at === text.length || (multiline && has(LINE_END, text.charCodeAt(at)))
  const before = at > 0 && has(WORD, text.charCodeAt(at - 1))
  const after = at < text.length && has(WORD, text.charCodeAt(at))
  return (before !== after) === (what === 'b')
}
