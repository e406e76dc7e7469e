import { createHash } from 'node:crypto'
import type { RunEvent } from '../protocol/events.ts'

/** Version of the lines in a journal. Older ones are brought up by MIGRATIONS, newer ones refused. */
export const JOURNAL_VERSION = 1

export interface JournalRecord {
  n: number
  at: string
  event: RunEvent
}

interface Line {
  n: number
  at: string
  e: unknown
  /** Sum over this line and the sum before it: an edited or missing line breaks the chain. */
  s: string
}

/** `MIGRATIONS[v]` turns an event of version v into one of version v + 1. */
export type Migrations = Record<number, (event: Record<string, unknown>) => Record<string, unknown>>
export const MIGRATIONS: Migrations = {}

export class JournalError extends Error {
  readonly file: string
  readonly line: number
  readonly hint: string
  constructor(file: string, line: number, message: string, hint: string) {
    super(line > 0 ? `${file}:${line}: ${message}` : `${file}: ${message}`)
    this.name = 'JournalError'
    this.file = file
    this.line = line
    this.hint = hint
  }
}

export const headerLine = (version = JOURNAL_VERSION): string =>
  `${JSON.stringify({ journal: 'skillchain', version })}\n`

export function sumOf(previous: string, n: number, at: string, event: unknown): string {
  return createHash('sha256')
    .update(`${previous}\n${n}\n${at}\n${JSON.stringify(event)}`)
    .digest('hex')
    .slice(0, 24)
}

export function recordLine(record: JournalRecord, previous: string): { text: string; sum: string } {
  const sum = sumOf(previous, record.n, record.at, record.event)
  const line: Line = { n: record.n, at: record.at, e: record.event, s: sum }
  return { text: `${JSON.stringify(line)}\n`, sum }
}

export interface ParsedJournal {
  records: JournalRecord[]
  sum: string
  /** Bytes that hold whole, intact lines; a torn last line lies behind them. */
  intact: number
  torn: boolean
}

const EDITED = 'A journal is written by skillchain alone. Start the command again; it begins a new run.'

/** Reads a journal's text. A torn last line (the writer was killed) is dropped; any other damage is an error that names its line. */
export function parseJournal(
  text: string,
  file: string,
  migrations: Migrations = MIGRATIONS,
  current = JOURNAL_VERSION,
): ParsedJournal {
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const header = lines[0] === undefined ? null : asObject(lines[0])
  if (header === null || header.journal !== 'skillchain' || typeof header.version !== 'number') {
    throw new JournalError(file, 1, 'this is not a journal of skillchain', EDITED)
  }
  const version = header.version
  if (version > current) {
    throw new JournalError(
      file,
      1,
      `journal version ${version} is newer than this program reads (${current})`,
      'Update skillchain, then resume.',
    )
  }
  const records: JournalRecord[] = []
  let sum = ''
  let intact = Buffer.byteLength(`${lines[0]}\n`)
  for (const [index, raw] of lines.slice(1).entries()) {
    const line = asObject(raw)
    const last = index === lines.length - 2
    if (line === null && last) return { records, sum, intact, torn: true }
    if (line === null || typeof line.n !== 'number' || typeof line.at !== 'string' || typeof line.s !== 'string') {
      throw new JournalError(file, index + 2, 'the line is damaged', EDITED)
    }
    if (line.n !== records.length + 1 || line.s !== sumOf(sum, line.n, line.at, line.e)) {
      throw new JournalError(file, index + 2, 'the journal was changed here (its check sum does not hold)', EDITED)
    }
    sum = line.s
    intact += Buffer.byteLength(`${raw}\n`)
    records.push({ n: line.n, at: line.at, event: migrate(line.e, version, current, migrations) })
  }
  return { records, sum, intact, torn }
}

/** One line by itself: what it says, not whether it is true. */
export function recordIn(line: string): JournalRecord | null {
  const { n, at, e } = asObject(line) ?? {}
  if (typeof n !== 'number' || typeof at !== 'string' || typeof e !== 'object' || e === null || !('type' in e))
    return null
  // Nobody but skillchain writes events; a run that is taken up has its sums checked.
  return { n, at, event: e as unknown as RunEvent }
}

function migrate(event: unknown, from: number, to: number, migrations: Migrations): RunEvent {
  let now = event as Record<string, unknown>
  for (let v = from; v < to; v++) now = migrations[v]?.(now) ?? now
  // The sum proves that skillchain wrote this line, and the migrations bring it to today's shape.
  return now as unknown as RunEvent
}

function asObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
