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

export type Answer = 'mine' | 'new' | 'both'
export interface Choices {
  conflicts: Map<string, { is: Answer }>
  remove: Set<string>
}
export type Regenerate = (workspace: Workspace, files: OutFile[], decide: (made: Plan) => Choices) => Promise<void>

export interface Outcome extends Verdict {
  edits: number
  rounds: number
  files: number
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
  const random = new Random(seed)
  const workspace = openWorkspace(root)
  const templates = new Templates(random, 120)
  const user = new User(root, random)
  const outcome: Outcome = {
    lost: [],
    overwritten: [],
    edits: 0,
    rounds,
    files: 0,
    kinds: new Map(),
    actions: new Map(),
    asked: 0,
  }
  /** Generated path → where the user has it. */
  let places = new Map<string, string>()
  let previous = new Map<string, OutFile>()
  await regenerate(workspace, templates.output(), () => ({ conflicts: new Map(), remove: new Set() }))
  for (const file of templates.output()) {
    places.set(file.path, file.path)
    previous.set(file.path, file)
  }
  /** Paths that no longer belong to a generated file although one has that name: the user was asked and kept his own. */
  const disowned = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const renames = templates.evolve()
    const next = new Map(templates.output().map((file) => [file.path, file]))
    const fresh = [...next.keys()].filter((path) => !previous.has(path))
    const quota = Math.ceil((edits * (round + 1)) / rounds)
    while (outcome.edits < quota) {
      const [path, place] = random.pick([...places])
      const kind = random.pick(EDITS)
      const before = fingerprint(readTree(root))
      const moved = user.edit(kind, place, random.pick(fresh))
      if (moved) places.set(path, moved)
      if (fingerprint(readTree(root)) === before) continue
      outcome.edits++
      outcome.kinds.set(kind, (outcome.kinds.get(kind) ?? 0) + 1)
    }
    const before = readTree(root)
    const asked = new Map<string, Generated['asked']>()
    const agreed = new Set<string>()
    await regenerate(workspace, [...next.values()], (made) => {
      const choices: Choices = { conflicts: new Map(), remove: new Set() }
      for (const file of made.files) {
        outcome.actions.set(file.action, (outcome.actions.get(file.action) ?? 0) + 1)
        if (file.conflict) {
          const answer = random.pick(['mine', 'new', 'both'] as const)
          outcome.asked++
          choices.conflicts.set(file.path, { is: answer })
          asked.set(file.path, { hunks: file.conflict.hunks, answer, whole: file.conflict.reason !== 'both-changed' })
          if (answer === 'mine' && file.conflict.fresh) disowned.add(file.path)
        } else if (file.action === 'remove' && random.chance(50)) {
          choices.remove.add(file.path)
          agreed.add(file.path)
        }
      }
      return choices
    })
    const after = readTree(root)
    const files: Generated[] = []
    const nextPlaces = new Map<string, string>()
    for (const path of new Set([...places.keys(), ...next.keys()])) {
      const successor = renames.get(path)
      if (successor !== undefined && !before.has(successor)) continue
      const former = [...renames].find(([, to]) => to === path)?.[0]
      const carried = former !== undefined && !before.has(path) && places.has(former) ? former : null
      const key = carried ?? path
      const was = places.get(key) ?? path
      const now = was === key && carried !== null ? path : was
      const known = previous.get(key)
      files.push({
        was,
        now: after.has(now) || !after.has(was) ? now : was,
        before: known && !disowned.has(key) ? { text: known.text, executable: known.executable === true } : null,
        after: next.get(path)?.text ?? null,
        asked: asked.get(path) ?? null,
        mayGo: agreed.has(path),
      })
      nextPlaces.set(path, now)
    }
    const verdict = judge(before, after, files)
    outcome.lost.push(...verdict.lost.map((text) => `round ${round}: ${text}`))
    outcome.overwritten.push(...verdict.overwritten.map((text) => `round ${round}: ${text}`))
    for (const [path, file] of previous) if (!next.has(path) && !agreed.has(path)) next.set(path, file)
    previous = next
    places = nextPlaces
    for (const path of agreed) places.delete(path)
    outcome.files = after.size
  }
  return outcome
}

export const honest: Regenerate = async (workspace, files, decide) => {
  const held = lock(workspace, { run: 'simulation', pid: process.pid, isAlive })
  try {
    const made = plan(workspace, files)
    const { postponed } = await apply(workspace, made, { ...decide(made), lock: held, project: {}, skills: {} })
    if (postponed.length > 0) throw new Error(`postponed: ${postponed.join(', ')}`)
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
      else
        found.set(path, {
          kind: 'file',
          content: readFileSync(file).toString('latin1'),
          mode: lstatSync(file).mode & 0o777,
        })
    }
  }
  walk(root, '')
  return found
}

function fingerprint(tree: TreeState): string {
  return JSON.stringify([...tree])
}
