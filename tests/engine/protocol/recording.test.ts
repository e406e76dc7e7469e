import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventLines, type PlainStyle, statusLines } from '../../../src/cli/hosts/plain-events.ts'
import { requestLines } from '../../../src/cli/hosts/plain-requests.ts'
import { plainText } from '../../../src/cli/hosts/text.ts'
import { initialState, type RunEvent, reduce } from '../../../src/engine/protocol/index.ts'
import { dialogRequest, jsonLine, mergeRequest, request, runEvent } from '../../../src/engine/protocol/schema.ts'
import { lines, ROOT, type Shell, shell, skillchain } from '../../helpers/cli.ts'
import { EVENTS, REQUESTS } from './samples.ts'

// What a run says, word for word. A change of words shows up here; `vitest run -u` takes the new ones.
const RECORDINGS = join(ROOT, 'tests', 'fixtures', 'recordings')
const recording = (name: string): string => join(RECORDINGS, name)

/** Times, run names and folders differ from run to run and from machine to machine. */
function scrubbed(text: string, at: Shell): string {
  return text
    .replaceAll(join(ROOT, 'tests', 'fixtures'), '/fixtures')
    .replaceAll(at.cwd, '/home/acme')
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]{4}/g, '20261120-120000-abcd')
    .replaceAll(/"ms":[\d.]+/g, '"ms":1')
    .replaceAll(/ in \d+ ms/g, ' in 1 ms')
}

const STYLES: [string, PlainStyle][] = [
  ['plain', { boxes: false, width: 80 }],
  ['boxes', { boxes: true, width: 80 }],
]

describe('a real run', () => {
  const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills'), '--blueprint', 'none']
  const values = ['--set', 'pipes.range=10.9.0.0/16', '--maturity', 'starter', '--out', 'house']

  test('as NDJSON', async () => {
    const at = shell()
    const done = skillchain(at, ['plastic taps', '--json', '--skip-all', ...SKILLS, ...values])
    expect(done.code, done.err).toBe(0)
    await expect(scrubbed(done.out, at)).toMatchFileSnapshot(recording('run.ndjson'))
  })

  test('as lines, with answers from a pipe', async () => {
    const at = shell()
    const typed = [
      'help',
      'confirm',
      'house',
      'wood',
      'plastic',
      'status',
      '',
      'back',
      '',
      '',
      '',
      'plastic',
      'no',
      'no',
      '',
    ].join('\n')
    const done = skillchain(at, ['taps', ...SKILLS, ...values], typed)
    expect(done.code, done.out + done.err).toBe(0)
    await expect(scrubbed(done.out, at)).toMatchFileSnapshot(recording('run.txt'))
  })

  test('is a committed file that validates and replays to a finished run', () => {
    const recorded = lines(readFileSync(recording('run.ndjson'), 'utf8'))
    for (const line of recorded) expect(jsonLine.safeParse(line).error).toBe(undefined)
    const events = recorded.slice(1, -1).map((line) => line as unknown as RunEvent) // validated the line before
    expect(events.reduce(reduce, initialState)).toMatchObject({ phase: 'finished', finished: { outcome: 'done' } })
  })
})

describe('every event and every request as a person reads it', () => {
  test.each(STYLES)('events, %s', async (name, style) => {
    let state = initialState
    const told = EVENTS.flatMap((event) => {
      state = reduce(state, event)
      return [`# ${event.type}`, ...eventLines(event, state, style).map(plainText)]
    })
    told.push('# status', ...statusLines(state, style).map(plainText))
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(recording(`events.${name}.txt`))
  })

  test.each(STYLES)('requests, %s', async (name, style) => {
    const told = REQUESTS.flatMap((one) => {
      const { lines: text, prompt } = requestLines(one, style)
      return [`# ${one.kind} ${one.id}`, ...text.map(plainText), `${plainText(prompt)}|`]
    })
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(recording(`requests.${name}.txt`))
  })

  test('leaves out none: the unions have no type, kind, dialog or reason that is not recorded', () => {
    const sorted = (all: readonly unknown[]): unknown[] => [...new Set(all)].sort()
    expect(sorted(EVENTS.map((event) => event.type))).toEqual(
      sorted(runEvent.options.map((one) => one.shape.type.value)),
    )
    expect(sorted(REQUESTS.map((one) => one.kind))).toEqual(sorted(request.options.map((one) => one.shape.kind.value)))
    expect(sorted(REQUESTS.flatMap((one) => (one.kind === 'dialog' ? [one.dialog] : [])))).toEqual(
      sorted(dialogRequest.shape.dialog.options),
    )
    expect(sorted(REQUESTS.flatMap((one) => (one.kind === 'merge' ? [one.reason] : [])))).toEqual(
      sorted(mergeRequest.shape.reason.options),
    )
  })

  test('is made of samples that the schema accepts', () => {
    for (const event of EVENTS) expect(runEvent.safeParse(event).error, event.type).toBe(undefined)
    for (const one of REQUESTS) expect(request.safeParse(one).error, one.id).toBe(undefined)
  })
})
