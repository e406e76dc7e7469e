import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RunEvent } from '../protocol/events.ts'
import { headerLine, JournalError, type JournalRecord, parseJournal, recordLine } from './format.ts'

/** The append-only record of one run. What must survive a crash of the machine is appended durably. */
export interface Journal {
  readonly file: string
  records(): readonly JournalRecord[]
  append(event: RunEvent): void
  close(): void
}

/** Events after which the user would miss something if the machine went down; what came before them goes with them. */
const DURABLE: ReadonlySet<RunEvent['type']> = new Set([
  'request.answered',
  'chain.confirmed',
  'files.planned',
  'run.finished',
])

export function createJournal(file: string, now: () => Date): Journal {
  return guarded(file, () => {
    makeFolder(dirname(file))
    const fd = openSync(file, 'ax', 0o600)
    writeSync(fd, headerLine())
    return writer(file, fd, [], '', now)
  })
}

export function openJournal(file: string, now: () => Date): Journal {
  const parsed = parseJournal(readFileSync(file, 'utf8'), file)
  const fd = openSync(file, 'a+', 0o600)
  if (parsed.torn) ftruncateSync(fd, parsed.intact)
  return writer(file, fd, parsed.records, parsed.sum, now)
}

export function readJournal(file: string): readonly JournalRecord[] {
  return parseJournal(readFileSync(file, 'utf8'), file).records
}

function writer(file: string, fd: number, records: JournalRecord[], lastSum: string, now: () => Date): Journal {
  let last = lastSum
  let open = true
  let waiting: JournalRecord[] = []
  let failed = false

  const flush = (): void => {
    let text = ''
    let sum = last
    for (const record of waiting) {
      const line = recordLine(record, sum)
      text += line.text
      sum = line.sum
    }
    guarded(file, () => writeSync(fd, text))
    waiting = []
    last = sum
  }
  /** Written before anybody can react to what happened. Whoever appends next hears when it could not be. */
  const soon = (): void => {
    if (!open || waiting.length === 0) return
    try {
      flush()
    } catch {
      failed = true
    }
  }

  return {
    file,
    records: () => records,
    append(event) {
      if (!open) return
      const record: JournalRecord = { n: records.length + 1, at: now().toISOString(), event }
      records.push(record)
      if (waiting.push(record) === 1) setImmediate(soon)
      const durable = DURABLE.has(event.type)
      if (durable || failed) flush()
      if (durable) guarded(file, () => fsyncSync(fd))
    },
    close() {
      if (!open) return
      soon()
      closeSync(fd)
      open = false
    },
  }
}

/** One level after the other: node's own recursion does not end below a file system that refuses new names, such as /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  makeFolder(dirname(dir))
  try {
    mkdirSync(dir, { mode: 0o700 })
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!existsSync(dir)) throw error
  }
}

const WHY: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'its folder cannot be made',
}

/** A run that cannot be recorded cannot be resumed, so it does not go on. */
function guarded<T>(file: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const hint = 'Free some space, or name another place with XDG_STATE_HOME.'
    throw new JournalError(file, 0, `the journal cannot be written: ${WHY[code] ?? code}`, hint)
  }
}
