import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shippedChecking } from '../../src/cli/check/schemas.ts'
import { createInkHost } from '../../src/cli/hosts/ink.ts'
import { runChain } from '../../src/engine/chain/run.ts'
import { createSession } from '../../src/engine/chain/session.ts'
import { createJournal, readJournal } from '../../src/engine/journal/index.ts'
import type { Answer, AnswerTo, Host, Request } from '../../src/engine/protocol/index.ts'
import { lock } from '../../src/engine/workspace/index.ts'
import { widthOf } from '../../src/text/index.ts'
import { DEFAULTS, fixtureCatalog } from '../helpers/run.ts'
import { virtualTerminal } from './virtual.ts'

// Somebody who presses anything, in windows that never stay the same. SKILLCHAIN_MONKEY_KEYS sets how long.
const KEYS = Number(process.env.SKILLCHAIN_MONKEY_KEYS ?? 1500)
const SEEDS = [1, 2, 3]

/** A small generator with a seed, so that what was found is found again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const PRESSES = [
  '\r',
  '\r',
  '\r',
  '\u001b[A',
  '\u001b[B',
  '\u001b[C',
  '\u001b[D',
  ' ',
  '\t',
  '\u007f',
  '\u001b',
  '?',
  '/',
  'j',
  'k',
  'u',
  'y',
  'n',
  '1',
  '2',
  '3',
  'skip\r',
  'back\r',
  'status\r',
  'done\r',
  'restart\r',
  'help\r',
  'confirm\r',
  'customize\r',
  'plastic',
  '10.9.0.0/16',
  'brook',
  '日本語',
  'e\u0301',
  '👩‍👩‍👧',
  '\u0013',
  '\u0002',
  '\u0014',
  '\u0004',
  '\u0012',
  '\u0015',
  '\u0017',
  '\u001b[1;2A',
  '\u001b[1;2B',
  '\u001b[5~',
  '\u001b[6~',
  '\u001b[H',
  '\u001b[F',
  '\u001bOP',
  '\u001b[200~one\r\ntwo\u001b[201~',
  '\u001b[200~\u001b[2Jx\u001b[201~',
  '"back"\r',
  'add heating-water\r',
  'remove fitting-taps\r',
]

test.each(SEEDS)(
  'a monkey with seed %i breaks nothing',
  async (seed) => {
    const next = random(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T // the index is inside of the list
    const term = virtualTerminal(80, 24)
    const folder = mkdtempSync(join(tmpdir(), 'skillchain-monkey-'))
    let pressed = 0
    let size = { columns: 80, rows: 24 }
    let runs = 0
    while (pressed < KEYS / SEEDS.length) {
      runs++
      const controller = new AbortController()
      const catalog = fixtureCatalog()
      const host = createInkHost({
        environment: term.environment,
        signal: controller.signal,
        theme: { color: true, ascii: false },
        skills: catalog.skills,
        interrupt: () => controller.abort(),
      })
      const journalFile = join(folder, `${runs}.ndjson`)
      const journal = createJournal(journalFile, () => new Date(0))
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
      const out = join(folder, `out-${runs}`)
      const origin = { cwd: folder, out, shown: 'out', date: '2026-11-20', projectName: 'acme', repository: null }
      session.emit({
        type: 'run.started',
        run: `monkey-${runs}`,
        version: '0',
        goal: 'pipes with taps',
        options: DEFAULTS,
        origin,
      })
      let over = false
      const running = runChain(
        {
          session,
          catalog,
          checking: shippedChecking(),
          goal: 'pipes with taps',
          options: DEFAULTS,
          origin,
          signal: controller.signal,
          clock: () => 0,
        },
        (workspace) => lock(workspace, { run: 'monkey', pid: process.pid, isAlive: () => true }),
      ).catch((error: unknown) => error)
      void running.then(() => {
        over = true
      })
      while (!over && pressed < KEYS) {
        pressed++
        if (next() < 0.02) {
          size = { columns: 20 + Math.floor(next() * 140), rows: 4 + Math.floor(next() * 50) }
          term.resize(size.columns, size.rows)
        } else term.type(pick(PRESSES))
        await new Promise((resolve) => setImmediate(resolve))
        if (pressed % 50 === 0) {
          await new Promise((resolve) => setTimeout(resolve, 120))
          const screen = await term.screen()
          for (const line of screen) expect(widthOf(line), line).toBeLessThanOrEqual(size.columns)
          expect(screen.filter((line) => line.endsWith('? keys')).length, screen.join('\n')).toBeLessThanOrEqual(1)
        }
        if (pressed >= KEYS / SEEDS.length) break
      }
      if (!over) controller.abort()
      const ended = await running
      if (ended instanceof Error && ended.name !== 'AbortError' && !('hint' in ended) && ended.name !== 'Stopped')
        throw ended
      await host.close()
      journal.close()
      const recorded = readJournal(journalFile).flatMap(({ event }): [string, Answer][] =>
        event.type === 'request.answered' && event.by === 'person' ? [[event.id, event.answer]] : [],
      )
      expect(recorded).toEqual(given)
      expect(term.raw()).not.toContain('\u001b[3J')
    }
    expect(pressed).toBeGreaterThan(0)
  },
  600_000,
)
