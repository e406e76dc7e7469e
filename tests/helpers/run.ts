import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shippedChecking } from '../../src/cli/check/schemas.ts'
import type { Catalog } from '../../src/engine/chain/context.ts'
import { type RunResult, runChain } from '../../src/engine/chain/run.ts'
import { createSession, type Session } from '../../src/engine/chain/session.ts'
import type { CheckEntry } from '../../src/engine/checks/index.ts'
import type { Journal } from '../../src/engine/journal/index.ts'
import {
  type Answer,
  type AnswerTo,
  type Host,
  parseAnswer,
  type Request,
  type RunEvent,
  type RunOptions,
  Unanswered,
} from '../../src/engine/protocol/index.ts'

import { lock } from '../../src/engine/workspace/index.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { findSkills } from '../../src/skills/search.ts'

const fixtures = fileURLToPath(new URL('../fixtures/skills', import.meta.url))

/** Small skills of their own, so that the flow is tested apart from the content. */
export function fixtureCatalog(): Catalog {
  const { skills } = findSkills([{ dir: fixtures, source: 'flag' }], loadSkillFolder)
  return { skills, shared: [], blueprints: [], known: [], versions: { podinfo: '6.9.0' }, complete: (skill) => skill }
}

export const DEFAULTS: RunOptions = {
  ask: 'everything',
  maturity: null,
  blueprint: null,
  set: {},
  answers: {},
  answersFile: null,
  preferences: {},
  skills: [],
  skillDirs: [],
  onConflict: 'ask',
  approve: {},
  dryRun: false,
  allowDirty: false,
  removeOrphans: false,
}

/** What a person would type, by request id; `*` is typed at everything else. Several lines are typed one after another. */
export type Script = Record<string, string | string[]>

export interface Driven {
  events: RunEvent[]
  requests: Request[]
  asked: string[]
  result: RunResult
  out: string
  session: Session
}

export interface Drive {
  goal: string
  script?: Script
  options?: Partial<RunOptions>
  out?: string
  catalog?: Catalog
  journal?: Journal
  /** Instead of the checks that come with the program. */
  checks?: readonly CheckEntry[]
}

/** Runs the engine with somebody typing. */
export async function drive(input: Drive): Promise<Driven> {
  const out = input.out ?? join(mkdtempSync(join(tmpdir(), 'skillchain-')), 'infra')
  const options = { ...DEFAULTS, ...input.options }
  const events: RunEvent[] = []
  const requests: Request[] = []
  const host = scripted(input.script ?? {}, requests, events)
  const session = createSession(host, input.journal ?? null, options)
  const origin = { cwd: join(out, '..'), out, shown: out, date: '2026-11-20', projectName: 'acme', repository: null }
  session.emit({ type: 'run.started', run: 'test', version: '0', goal: input.goal, options, origin })
  const result = await runChain(
    {
      session,
      catalog: input.catalog ?? fixtureCatalog(),
      checking: { ...shippedChecking(), ...(input.checks ? { entries: input.checks } : {}) },
      goal: input.goal,
      options,
      origin,
      signal: new AbortController().signal,
      clock: () => 0,
    },
    (workspace) => lock(workspace, { run: 'test', pid: process.pid, isAlive: () => true }),
  )
  return { events, requests, asked: requests.map((request) => request.id), result, out, session }
}

function scripted(script: Script, requests: Request[], events: RunEvent[]): Host {
  const left = new Map(Object.entries(script).map(([id, typed]) => [id, Array.isArray(typed) ? [...typed] : [typed]]))
  return {
    notify: (event) => events.push(event),
    async ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
      requests.push(request)
      const base = request.id.replace(/#\d+$/, '')
      const typed = left.get(request.id)?.shift() ?? left.get(base)?.shift() ?? script['*']
      if (typeof typed !== 'string') throw new Unanswered(request, 'the script says nothing')
      const parsed = parseAnswer(request, typed)
      if (parsed.is !== 'answer') throw new Error(`${request.id}: '${typed}' is no answer: ${JSON.stringify(parsed)}`)
      const answer: Answer = parsed.answer
      return answer as AnswerTo<R>
    },
  }
}
