import { createRing, type Ring } from './ring.ts'

/** The last lines of a task, as they stood when the board was drawn. */
export type Tail = readonly string[]

/** The lines of all tasks. They live outside of React and of the state: a thousand a second change nothing there. */
export interface Logs {
  push(task: string, text: string): void
  /** The lines of a task; empty when there were none. */
  of(task: string): Ring
  /** The last lines of these tasks. A task without new lines keeps the very same list. */
  tails(tasks: readonly string[], count: number): ReadonlyMap<string, Tail>
}

interface Kept {
  ring: Ring
  tail: Tail
  /** What the tail was copied at. */
  end: number
  count: number
}

export function createLogs(): Logs {
  const all = new Map<string, Kept>()
  const kept = (task: string): Kept => {
    const known = all.get(task)
    if (known !== undefined) return known
    const fresh: Kept = { ring: createRing(), tail: [], end: 0, count: 0 }
    all.set(task, fresh)
    return fresh
  }
  return {
    push: (task, text) => kept(task).ring.push(text),
    of: (task) => kept(task).ring,
    tails: (tasks, count) =>
      new Map(
        tasks.map((task) => {
          const one = kept(task)
          const end = one.ring.end()
          if (one.end !== end || one.count !== count) {
            one.tail = one.ring.tail(count)
            one.end = end
            one.count = count
          }
          return [task, one.tail]
        }),
      ),
  }
}
