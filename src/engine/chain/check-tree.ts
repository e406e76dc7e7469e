import {
  type CheckEntry,
  type CheckOutcome,
  factView,
  type RunChecksOptions,
  runCatalog,
  type Schemas,
  type Tree,
  treeSurroundings,
} from '../checks/index.ts'
import type { Fact } from '../protocol/index.ts'

/** What a result is judged with: the checks that there are, and the schemas they read. */
export interface Checking {
  entries: readonly CheckEntry[]
  schemas: Schemas
  /** Judges beside us, where there is a thread for it. */
  beside?: Beside
}

/** A result as it is to be judged; plain data, for it may go to another thread. */
export interface CheckWork {
  paths: readonly string[]
  texts: ReadonlyMap<string, string>
  facts: readonly Fact[]
  /** The day it is judged for: what is supported has an end. */
  today: string
}

export interface Beside {
  /** Begins; the same work begun before goes on. Null when it can judge nothing any more. */
  begin(work: CheckWork): BegunWork | null
}

export interface BegunWork {
  /** Calls what it did so far and what it does from now on. Rejects when it broke: then nothing is known. */
  follow(steps: CheckSteps): Promise<CheckOutcome[]>
}

/** What can be told of checks at work. */
export type CheckSteps = Pick<RunChecksOptions, 'planned' | 'started' | 'finished'>

/** Every offline check on a result, which is all there is: nothing outside of it is looked at. */
export async function checkTree(checking: Checking, work: CheckWork, steps: CheckSteps = {}): Promise<CheckOutcome[]> {
  const begun = checking.beside?.begin(work) ?? null
  const outcomes = begun === null ? null : await begun.follow(steps).catch(() => null)
  return [...(outcomes ?? (await checkHere(checking, work, steps))), OUTSIDE]
}

/** The same on this thread. */
export function checkHere(
  { entries, schemas }: Pick<Checking, 'entries' | 'schemas'>,
  { paths, texts, facts, today }: CheckWork,
  steps: CheckSteps,
): Promise<CheckOutcome[]> {
  const tree: Tree = { paths: () => [...paths], text: (path) => texts.get(path) }
  const context = { tree, facts: factView(facts), surroundings: treeSurroundings(tree), schemas, today }
  return runCatalog(entries, context, steps)
}

export function workOf(tree: Tree, facts: readonly Fact[], today: string): CheckWork {
  const paths = tree.paths()
  const texts = new Map<string, string>()
  for (const path of paths) {
    const text = tree.text(path)
    if (text !== undefined) texts.set(path, text)
  }
  return { paths, texts, facts, today }
}

/** Whether two pieces of work are one. */
export function sameWork(a: CheckWork, b: CheckWork): boolean {
  return (
    a.today === b.today &&
    a.paths.length === b.paths.length &&
    a.paths.every((path, at) => path === b.paths[at] && a.texts.get(path) === b.texts.get(path)) &&
    JSON.stringify(a.facts) === JSON.stringify(b.facts)
  )
}

/** A run does not wait for other programs. */
const OUTSIDE: CheckOutcome = {
  check: 'outside tools',
  status: 'not-run',
  diagnostics: [],
  note: 'skillchain check runs those that are installed',
  outside: true,
}
