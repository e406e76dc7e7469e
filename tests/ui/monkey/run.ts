import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { shippedChecking } from '../../../src/cli/check/schemas.ts'
import { createInkHost, openScreens } from '../../../src/cli/hosts/ink.ts'
import { runChain } from '../../../src/engine/chain/run.ts'
import { createSession } from '../../../src/engine/chain/session.ts'
import { createJournal, readJournal } from '../../../src/engine/journal/index.ts'
import type { Answer, AnswerTo, Host, Request } from '../../../src/engine/protocol/index.ts'
import { lock } from '../../../src/engine/workspace/index.ts'
import { DEFAULTS, fixtureCatalog } from '../../helpers/run.ts'
import { cage } from './cage.ts'
import type { Chance } from './hands.ts'

const GOALS = ['pipes with taps', 'pipes', 'hot water, taps and pipes', 'something else']

/** The engine asks, the monkey answers; then again over what was written, some of it edited meanwhile. */
export async function monkeyRuns(by: Chance, keys: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'skillchain-monkey-'))
  const box = cage(by)
  let left = keys
  for (let turn = 1; left > 0; turn++) {
    const controller = new AbortController()
    const catalog = fixtureCatalog()
    const options = {
      environment: box.term.environment,
      signal: controller.signal,
      theme: { color: by.often(50), ascii: false },
      skills: catalog.skills,
      interrupt: () => controller.abort(),
      edit: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return `edited in turn ${turn}\n`
      },
    }
    const screens = openScreens(options)
    const host = createInkHost(options, screens)
    const file = join(folder, `${turn}.ndjson`)
    const journal = createJournal(file, () => new Date(0))
    const given: [string, Answer][] = []
    const watched: Host = {
      notify: (event) => host.notify(event),
      async ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
        const answer = await host.ask(request)
        given.push([request.id, answer])
        return answer
      },
    }
    const session = createSession(watched, journal, DEFAULTS)
    const goal = by.pick(GOALS)
    const origin = {
      cwd: folder,
      out: join(folder, 'out'),
      shown: 'out',
      date: '2026-11-20',
      projectName: 'acme',
      repository: null,
    }
    session.emit({ type: 'run.started', run: `monkey-${turn}`, version: '0', goal, options: DEFAULTS, origin })
    let over = false
    const context = {
      session,
      catalog,
      checking: shippedChecking(),
      goal,
      options: DEFAULTS,
      origin,
      signal: controller.signal,
      clock: () => 0,
    }
    const running = runChain(context, (workspace) =>
      lock(workspace, { run: 'monkey', pid: process.pid, isAlive: () => true }),
    )
      .catch((error: unknown) => error)
      .finally(() => {
        over = true
      })
    const inmate = {
      drawing: screens.drawing,
      ascii: false,
      stage: screens.stage,
      moving: () => screens.ui.store.getState().screen === null || over,
    }
    while (!over && left-- > 0) await box.poke(inmate)
    controller.abort()
    const ended = await box.soon(running, 'the end of the run')
    if (ended instanceof Error && ended.name !== 'AbortError' && !('hint' in ended) && ended.name !== 'Stopped')
      throw ended
    await box.soon(host.close(), 'the end of the screen')
    journal.close()
    const recorded = readJournal(file).flatMap(({ event }): [string, Answer][] =>
      event.type === 'request.answered' && event.by === 'person' ? [[event.id, event.answer]] : [],
    )
    expect(recorded, 'what was answered is in the journal').toEqual(given)
    expect(box.term.wiped(), 'the scrollback was wiped').toBe(false)
    meddle(by, join(folder, 'out'))
  }
  rmSync(folder, { recursive: true, force: true })
}

/** Somebody edits some of the files between two runs. */
function meddle(by: Chance, folder: string): void {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  } catch {
    return
  }
  for (const name of names) {
    const path = join(folder, name)
    if (name.startsWith('.skillchain') || !by.often(30) || !statSync(path).isFile()) continue
    if (by.often(20)) rmSync(path)
    else appendFileSync(path, `a line of mine ${by.below(1000)}\n`)
  }
}
