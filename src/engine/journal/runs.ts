import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RunEvent } from '../protocol/events.ts'
import { type JournalRecord, parseJournal, recordIn } from './format.ts'

/** Runs that are finished and older than these many newer ones are forgotten. */
const KEEP = 200

export interface RunEntry {
  run: string
  file: string
}

export const journalFile = (stateDir: string, run: string): string => join(stateDir, 'runs', run, 'journal.ndjson')

/** `20261120-221503-4f2a`: sorts by time, and is short enough to type. */
export function newRunId(now: Date, random: string): string {
  const digits = now.toISOString().replace(/[-:T]/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${random}`
}

/** All runs, newest first. */
export function listRuns(stateDir: string): RunEntry[] {
  let names: string[]
  try {
    names = readdirSync(join(stateDir, 'runs'))
  } catch {
    return []
  }
  return names
    .filter((name) => /^\d{8}-\d{6}-[0-9a-f]+$/.test(name))
    .sort()
    .reverse()
    .map((run) => ({ run, file: journalFile(stateDir, run) }))
}

export interface RunSummary extends RunEntry {
  started: Extract<RunEvent, { type: 'run.started' }>
  at: string
  finished: Extract<RunEvent, { type: 'run.finished' }> | null
  /** Id of the request that has no answer yet. */
  waits: string | null
}

/** Beginning and end of a run; null for a journal that cannot be read (its own command will say why). */
export function summarize(entry: RunEntry): RunSummary | null {
  let records: readonly JournalRecord[]
  try {
    records = parseJournal(readFileSync(entry.file, 'utf8'), entry.file).records
  } catch {
    return null
  }
  const first = records[0]
  if (first?.event.type !== 'run.started') return null
  let finished: RunSummary['finished'] = null
  let waits: string | null = null
  for (const { event } of records) {
    if (event.type === 'request.opened') waits = event.request.id
    if (event.type === 'request.answered') waits = null
    if (event.type === 'run.finished') finished = event
    if (event.type === 'run.resumed') finished = null
  }
  return { ...entry, started: first.event, at: first.at, finished, waits }
}

/** What a list of runs shows of one: its beginning, and its end when it has one. Nothing is verified; whoever takes the run up does. */
export interface RunGlance extends Pick<RunSummary, 'run' | 'file' | 'started' | 'at' | 'finished'> {
  /** The step of the chain that its questions had reached; null before the first. */
  reached: { step: number; of: number } | null
}

/** Reads no more than it must; null for what is no journal. */
export function glance(entry: RunEntry, started: (event: RunSummary['started']) => boolean): RunGlance | null {
  try {
    const first = recordIn(firstRecord(entry.file))
    if (first?.event.type !== 'run.started' || !started(first.event)) return null
    const lines = readFileSync(entry.file, 'utf8').split('\n')
    const last = lines.findLast(
      (line) => line.includes('"type":"run.finished"') || line.includes('"type":"run.resumed"'),
    )
    const end = last === undefined ? null : recordIn(last)
    const finished = end?.event.type === 'run.finished' ? end.event : null
    const step = lines.findLast((line) => line.includes('"type":"skill.started"'))
    const asked = step === undefined ? null : recordIn(step)
    const reached = asked?.event.type === 'skill.started' ? { step: asked.event.step, of: asked.event.of } : null
    return { ...entry, started: first.event, at: first.at, finished, reached }
  } catch {
    return null
  }
}

/** More than the beginning of a run takes, unless its goal is a book. */
const BEGINNING = 64 * 1024

/** The line behind the header. */
function firstRecord(file: string): string {
  const fd = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(BEGINNING)
    const text = bytes.toString('utf8', 0, readSync(fd, bytes))
    const lines = text.split('\n', 3)
    return (lines.length === 3 ? lines : readFileSync(file, 'utf8').split('\n', 3))[1] ?? ''
  } finally {
    closeSync(fd)
  }
}

/** Values that contradict each other do so again: such a run has to be started anew. */
const USAGE = 2

/** A run that ended without finishing its work can go on: it was killed, interrupted, waits for an answer, or met an obstacle such as a full disk. */
export function isUnfinished({ finished }: Pick<RunSummary, 'finished'>): boolean {
  if (finished === null) return true
  if (finished.outcome === 'failed') return finished.exitCode !== USAGE
  return finished.outcome === 'unanswered' || finished.outcome === 'interrupted'
}

/** Runs whose name begins like this, newest first; one whose name is exactly this stands alone. */
export function runsNamed(stateDir: string, name: string): RunEntry[] {
  const runs = listRuns(stateDir)
  const exact = runs.find((entry) => entry.run === name)
  if (exact !== undefined) return [exact]
  return name === '' ? [] : runs.filter((entry) => entry.run.startsWith(name))
}

export function latestUnfinished(stateDir: string, cwd: string): RunSummary | null {
  const overtaken = new Set<string>()
  for (const entry of listRuns(stateDir)) {
    const run = summarize(entry)
    if (run === null || run.started.origin.cwd !== cwd) continue
    const { out } = run.started.origin
    if (!isUnfinished(run)) overtaken.add(out)
    // A run that failed is not taken up again where a later one has done its work.
    else if (run.finished?.outcome !== 'failed' || !overtaken.has(out)) return run
  }
  return null
}

export function forgetOldRuns(stateDir: string): void {
  for (const entry of listRuns(stateDir).slice(KEEP)) {
    const run = summarize(entry)
    if (run === null || !isUnfinished(run)) rmSync(join(entry.file, '..'), { recursive: true, force: true })
  }
}
