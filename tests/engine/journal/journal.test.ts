import { appendFileSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { JOURNAL_VERSION, parseJournal } from '../../../src/engine/journal/format.ts'
import { createJournal, JournalError, openJournal, readJournal } from '../../../src/engine/journal/index.ts'
import type { RunEvent } from '../../../src/engine/protocol/index.ts'

const now = () => new Date('2026-11-20T10:00:00Z')
const note = (text: string): RunEvent => ({ type: 'note', level: 'info', text })
let file = ''

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'journal-')), 'runs', 'r', 'journal.ndjson')
})

function written(texts: string[]): void {
  const journal = createJournal(file, now)
  for (const text of texts) journal.append(note(text))
  journal.close()
}

describe('an append-only record', () => {
  test('what was appended is read back, in order', () => {
    written(['a', 'b', 'c'])
    expect(readJournal(file).map((r) => r.event)).toEqual([note('a'), note('b'), note('c')])
  })

  test('is readable by its owner alone', () => {
    written([])
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('opened again, it goes on where it stopped', () => {
    written(['a'])
    const again = openJournal(file, now)
    again.append(note('b'))
    again.close()
    expect(readJournal(file).map((r) => r.n)).toEqual([1, 2])
  })

  test('a second writer cannot create it anew', () => {
    written(['a'])
    expect(() => createJournal(file, now)).toThrow(/EEXIST/)
  })
})

describe('damage', () => {
  test('a line torn anywhere by a kill loses that line and nothing else', () => {
    written(['first', 'second', 'third'])
    const whole = readFileSync(file)
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1
    for (let cut = start; cut < whole.length; cut++) {
      writeFileSync(file, whole.subarray(0, cut))
      const journal = openJournal(file, now)
      journal.append(note('after'))
      journal.close()
      expect(readJournal(file).map((r) => r.event)).toEqual([note('first'), note('second'), note('after')])
    }
  })

  test('a changed line is an error that names the line', () => {
    written(['one', 'two', 'three'])
    writeFileSync(file, readFileSync(file, 'utf8').replace('"two"', '"TWO"'))
    expect(() => openJournal(file, now)).toThrow(`${file}:3: the journal was changed here`)
  })

  test('a removed line is an error, so is a swapped pair', () => {
    written(['one', 'two', 'three'])
    const [header, one, two, three] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, `${header}\n${one}\n${three}\n`)
    expect(() => readJournal(file)).toThrow(JournalError)
    writeFileSync(file, `${header}\n${two}\n${one}\n${three}\n`)
    expect(() => readJournal(file)).toThrow(JournalError)
  })

  test('something that is no journal is refused', () => {
    written([])
    writeFileSync(file, '{"hello":1}\n')
    expect(() => readJournal(file)).toThrow(/not a journal/)
    truncateSync(file, 0)
    expect(() => readJournal(file)).toThrow(/not a journal/)
  })

  test('any appended rubbish is either dropped as torn or refused, never read', () => {
    written(['a'])
    const intact = readFileSync(file, 'utf8')
    fc.assert(
      fc.property(fc.string(), (rubbish) => {
        writeFileSync(file, intact)
        appendFileSync(file, rubbish)
        try {
          expect(readJournal(file).map((r) => r.event)).toEqual([note('a')])
        } catch (error) {
          expect(error).toBeInstanceOf(JournalError)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('versions', () => {
  test('a newer journal is refused with a word on what to do', () => {
    written(['a'])
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(`"version":${JOURNAL_VERSION}`, `"version":${JOURNAL_VERSION + 1}`),
    )
    expect(() => readJournal(file)).toThrow(/newer than this program reads/)
  })

  test('an older journal is brought up, step by step', () => {
    written(['a'])
    const text = readFileSync(file, 'utf8')
    const steps = {
      [JOURNAL_VERSION]: (event: Record<string, unknown>) => ({ ...event, text: `${event.text}!` }),
      [JOURNAL_VERSION + 1]: (event: Record<string, unknown>) => ({ ...event, text: `${event.text}?` }),
    }
    const parsed = parseJournal(text, file, steps, JOURNAL_VERSION + 2)
    expect(parsed.records.map((r) => r.event)).toEqual([note('a!?')])
  })
})
