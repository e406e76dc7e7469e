import { expect } from 'vitest'
import { reportSheet, startSheet } from '../../../src/cli/hosts/sheets.ts'
import { matchGoal } from '../../../src/engine/chain/match/index.ts'
import type { Report } from '../../../src/engine/protocol/index.ts'
import { openSheet, type Sheet } from '../../../src/ui/index.ts'
import { EVENTS } from '../../engine/protocol/samples.ts'
import { fixtureCatalog } from '../../helpers/run.ts'
import { cage } from './cage.ts'
import type { Chance } from './hands.ts'

/** The first screen, over and over. */
export function monkeyStart(by: Chance, keys: number): Promise<void> {
  const { skills } = fixtureCatalog()
  const recent = Array.from({ length: 4 }, (_, index) => ({
    run: `run-${index}`,
    out: 'infrastructure',
    when: '2026-11-20',
    goal: ['pipes', '水道 with taps', 'x'.repeat(200), ''][index] ?? '',
    state: ['stopped', 'done', 'incomplete', 'failed'][index] ?? '',
    resumable: index !== 1,
  }))
  const tools = {
    understand: (goal: string) => matchGoal(goal, skills, []),
    recent,
    examples: ['pipes with taps', 'hot water'],
    folder: 'acme',
    edited: async () => ({ 'run-1': 3 }),
  }
  return monkeySheet(by, keys, () => startSheet(tools))
}

/** The report after a run, down to every file it names. */
export function monkeyReport(by: Chance, keys: number): Promise<void> {
  const reports = EVENTS.flatMap((event): Report[] => (event.type === 'report.ready' ? [event.report] : []))
  const diagnostics = EVENTS.flatMap((event) => (event.type === 'check.finished' ? event.diagnostics : []))
  const read = (path: string): string | null =>
    path.length % 5 === 0
      ? null
      : Array.from({ length: path.length * 3 }, (_, line) => `${path}:${line}\t日本 = "${line}"`).join('\n')
  return monkeySheet(by, keys, () =>
    reportSheet({ report: by.pick(reports), diagnostics, read }, { openHtml: () => 'written: report.html' }),
  )
}

async function monkeySheet<M, R>(by: Chance, keys: number, sheet: () => Sheet<M, R>): Promise<void> {
  const box = cage(by)
  const { stdin, stdout } = box.term.environment
  for (let left = keys; left > 0; ) {
    const ascii = by.often(30)
    const opened = openSheet(sheet(), {
      stdin,
      stdout,
      theme: { color: true, ascii },
      stop: () => {},
      signal: new AbortController().signal,
    })
    let over = false
    const ended = opened.result.finally(() => {
      over = true
    })
    const inmate = { drawing: opened.drawing, stage: opened.stage, moving: () => over, ascii }
    while (!over && left-- > 0) await box.poke(inmate)
    if (!over) box.term.type('\u0003')
    await box.soon(ended, 'the end of the sheet')
    await box.soon(opened.stage.close(), 'the end of the screen')
    expect(box.term.wiped(), 'the scrollback was wiped').toBe(false)
  }
}
