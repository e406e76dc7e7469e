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

const MOST_STATES = 1000

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

/** The states a search stands in, each with the earliest start that leads there. */
class Threads {
  readonly ids: Int32Array
  readonly from: Int32Array
  length = 0

  constructor(size: number) {
    this.ids = new Int32Array(size)
    this.from = new Int32Array(size).fill(NOWHERE)
  }

  /** False when the state was known with a start that is as early. */
  add(id: number, from: number): boolean {
    const known = this.from[id] ?? NOWHERE
    if (known <= from) return false
    if (known === NOWHERE) this.ids[this.length++] = id
    this.from[id] = from
    return true
  }

  clear(): void {
    for (let i = 0; i < this.length; i++) this.from[this.ids[i] ?? 0] = NOWHERE
    this.length = 0
  }
}

const NOWHERE = 0x7fffffff

/** Index of the leftmost match, or -1. Time is linear in text × states, whatever the expression. */
export function search(automaton: Automaton, text: string, multiline: boolean): number {
  const { states, start } = automaton
  let current = new Threads(states.length)
  let next = new Threads(states.length)
  const todo: number[] = []
  let best = NOWHERE

  const enter = (into: Threads, state: number, from: number, at: number): void => {
    todo.push(state)
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (!into.add(id, from)) continue
      const s = states[id]
      if (s?.is === 'split') todo.push(s.a, s.b)
      else if (s?.is === 'assert' && holds(s.what, text, at, multiline)) todo.push(s.next)
      else if (s?.is === 'match' && from < best) best = from
    }
  }

  for (let at = 0; at <= text.length; at++) {
    if (best === NOWHERE) enter(current, start, at, at)
    if (at === text.length || (best !== NOWHERE && current.length === 0)) break
    const code = text.charCodeAt(at)
    for (let i = 0; i < current.length; i++) {
      const id = current.ids[i] ?? 0
      const from = current.from[id] ?? NOWHERE
      const s = states[id]
      if (s?.is === 'set' && from < best && has(s.set, code)) enter(next, s.next, from, at + 1)
    }
    current.clear()
    const spent = current
    current = next
    next = spent
  }
  return best === NOWHERE ? -1 : best
}

function holds(what: '^' | '$' | 'b' | 'B', text: string, at: number, multiline: boolean): boolean {
  if (what === '^') return at === 0 || (multiline && has(LINE_END, text.charCodeAt(at - 1)))
  if (what === '$') return at === text.length || (multiline && has(LINE_END, text.charCodeAt(at)))
  const before = at > 0 && has(WORD, text.charCodeAt(at - 1))
  const after = at < text.length && has(WORD, text.charCodeAt(at))
  return (before !== after) === (what === 'b')
}
