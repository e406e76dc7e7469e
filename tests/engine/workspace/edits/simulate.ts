import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import {
  apply,
  lock,
  type OutFile,
  openWorkspace,
  type Plan,
  plan,
  type Workspace,
} from '../../../../src/engine/workspace/index.ts'
import { isAlive } from '../alive.ts'
import { type FileState, type Generated, judge, type TreeState, type Verdict } from './oracle.ts'
import { Random } from './random.ts'
import { Templates } from './templates.ts'
import { EDITS, type EditKind, User } from './user.ts'

export interface Choices {
  conflicts: Map<string, { is: 'mine' | 'new' | 'both' }>
  remove: Set<string>
}
export type Regenerate = (workspace: Workspace, files: OutFile[], decide: (made: Plan) => Choices) => Promise<void>

export interface Outcome extends Verdict {
  edits: number
  kinds: Map<EditKind, number>
  actions: Map<string, number>
  asked: number
}

/** Generates, edits at random, changes the templates, generates again, and lets the oracle look; many rounds on one project. */
export async function simulate(
  root: string,
  seed: number,
  edits: number,
  rounds: number,
  regenerate: Regenerate = honest,
): Promise<Outcome> {
  const simulation = new Simulation(root, new Random(seed), regenerate)
  await simulation.begin()
  for (let round = 1; round <= rounds; round++) await simulation.round(round, Math.ceil((edits * round) / rounds))
  return simulation.outcome
}

class Simulation {
  readonly outcome: Outcome = { lost: [], overwritten: [], edits: 0, kinds: new Map(), actions: new Map(), asked: 0 }
  readonly #root: string
  readonly #random: Random
  readonly #regenerate: Regenerate
  readonly #templates: Templates
  readonly #user: User
  /** Generated path → where the user has it. */
  #places = new Map<string, string>()
  /** Generated path → what was generated last. */
  #known = new Map<string, OutFile>()
  /** Generated paths at which the user was asked, and kept a file of his own. */
  readonly #disowned = new Set<string>()
  constructor(root: string, random: Random, regenerate: Regenerate) {
    this.#root = root
    this.#random = random
    this.#regenerate = regenerate
    this.#templates = new Templates(random, 200)
    this.#user = new User(root, random)
  }

  async begin(): Promise<void> {
    const files = this.#templates.output()
    await this.#regenerate(openWorkspace(this.#root), files, () => ({ conflicts: new Map(), remove: new Set() }))
    this.#known = new Map(files.map((file) => [file.path, file]))
    this.#places = new Map(files.map(({ path }) => [path, path]))
  }

  async round(round: number, edits: number): Promise<void> {
    const renames = this.#templates.evolve()
    const next = new Map(this.#templates.output().map((file) => [file.path, file]))
    this.#edit(
      edits,
      [...next.keys()].filter((path) => !this.#known.has(path)),
    )
    const before = readTree(this.#root)
    const asked = new Map<string, NonNullable<Generated['asked']>>()
    const agreed = new Set<string>()
    await this.#regenerate(openWorkspace(this.#root), [...next.values()], (made) => this.#decide(made, asked, agreed))
    const after = readTree(this.#root)
    const files = this.#expected(next, renames, before, after).map(
      ({ path, ...file }): Generated => ({ ...file, asked: asked.get(path) ?? null, mayGo: agreed.has(path) }),
    )
    const verdict = judge(before, after, files)
    this.outcome.lost.push(...verdict.lost.map((text) => `round ${round}: ${text}`))
    this.outcome.overwritten.push(...verdict.overwritten.map((text) => `round ${round}: ${text}`))
    for (const [path, file] of this.#known) if (!next.has(path) && !agreed.has(path)) next.set(path, file)
    this.#known = next
    for (const path of agreed) this.#places.delete(path)
    for (const path of this.#disowned) if (!before.has(path)) this.#disowned.delete(path)
  }

  #edit(until: number, fresh: readonly string[]): void {
    while (this.outcome.edits < until) {
      const [path, place] = this.#random.pick([...this.#places])
      const kind = this.#random.pick(EDITS)
      const moved = this.#user.edit(kind, place, this.#random.pick(fresh))
      if (moved === null) continue
      if (!this.#disowned.has(path)) this.#places.set(path, moved)
      this.outcome.edits++
      this.outcome.kinds.set(kind, (this.outcome.kinds.get(kind) ?? 0) + 1)
    }
  }

  #decide(made: Plan, asked: Map<string, NonNullable<Generated['asked']>>, agreed: Set<string>): Choices {
    const choices: Choices = { conflicts: new Map(), remove: new Set() }
    for (const { path, action, conflict } of made.files) {
      this.outcome.actions.set(action, (this.outcome.actions.get(action) ?? 0) + 1)
      if (conflict) {
        const answer = this.#random.pick(['mine', 'new', 'both'] as const)
        this.outcome.asked++
        choices.conflicts.set(path, { is: answer })
        asked.set(path, { hunks: conflict.hunks, answer, whole: conflict.reason !== 'both-changed' })
        if (answer === 'mine' && conflict.fresh) this.#disowned.add(path)
      } else if (action === 'remove' && this.#random.chance(50)) {
        choices.remove.add(path)
        agreed.add(path)
      }
    }
    return choices
  }

  /** For each file that is or was generated: where the user had it, and where it has to be now. */
  #expected(
    next: ReadonlyMap<string, OutFile>,
    renames: ReadonlyMap<string, string>,
    before: TreeState,
    after: TreeState,
  ): (Pick<Generated, 'was' | 'now' | 'before' | 'after'> & { path: string })[] {
    const formers = new Map([...renames].map(([from, to]) => [to, from]))
    const carriedFrom = (path: string) => {
      const former = formers.get(path)
      const free = former !== undefined && !before.has(path) && !this.#disowned.has(former)
      return free && this.#places.has(former) ? former : null
    }
    const carried = new Set([...next.keys()].map(carriedFrom))
    const places = new Map<string, string>()
    const files = [...new Set([...this.#places.keys(), ...next.keys()])]
      .filter((path) => !carried.has(path))
      .map((path) => {
        const former = carriedFrom(path)
        const key = former ?? path
        const was = this.#places.get(key) ?? path
        const wanted = former !== null && was === former ? path : was
        const now = after.has(wanted) || !after.has(was) ? wanted : was
        const known = this.#disowned.has(key) ? undefined : this.#known.get(key)
        places.set(path, now)
        const base = known ? { text: known.text, executable: known.executable === true } : null
        return { path, was, now, before: base, after: next.get(path)?.text ?? null }
      })
    this.#places = places
    return files
  }
}

export const honest: Regenerate = async (workspace, files, decide) => {
  const held = lock(workspace, { run: 'simulation', pid: process.pid, isAlive })
  try {
    const made = plan(workspace, files)
    const { postponed } = await apply(workspace, made, { ...decide(made), lock: held, project: {}, skills: {} })
    if (postponed.length > 0) throw new Error(`postponed: ${postponed.join(', ')}`)
    const again = plan(workspace, files).files.filter(
      ({ write, conflict, from, action }) => write || conflict || from || action === 'remove',
    )
    if (again.length > 0)
      throw new Error(`a second plan is not empty: ${again.map(({ at, action }) => `${action} ${at}`).join(', ')}`)
  } finally {
    held.release()
  }
}

export function readTree(root: string): TreeState {
  const found = new Map<string, FileState>()
  const walk = (dir: string, above: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = above + entry.name
      const file = join(dir, entry.name)
      if (path === '.skillchain') continue
      if (entry.isDirectory()) walk(file, `${path}/`)
      else if (entry.isSymbolicLink()) found.set(path, { kind: 'link', content: readlinkSync(file), mode: 0 })
      else {
        const content = readFileSync(file).toString('latin1')
        found.set(path, { kind: 'file', content, mode: lstatSync(file).mode & 0o777 })
      }
    }
  }
  walk(root, '')
  return found
}
