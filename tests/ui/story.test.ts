import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createJsonHost } from '../../src/cli/hosts/json.ts'
import { createPlainHost } from '../../src/cli/hosts/plain.ts'
import { eventLines } from '../../src/cli/hosts/plain-events.ts'
import { requestLines } from '../../src/cli/hosts/plain-requests.ts'
import { plainText } from '../../src/cli/hosts/text.ts'
import { initialState, type Request, type RunEvent, type RunState, reduce } from '../../src/engine/protocol/index.ts'
import { request as requestSchema, runEvent } from '../../src/engine/protocol/schema.ts'
import type { Size } from '../../src/ui/frame.ts'
import { printsFor } from '../../src/ui/history.ts'
import { lineText } from '../../src/ui/lines.ts'
import { createUi } from '../../src/ui/store.ts'
import { EVENTS, REQUESTS } from '../engine/protocol/samples.ts'
import { ROOT } from '../helpers/cli.ts'
import { frameOf, outside } from './offline.ts'

// One recorded run that has every event and every request in it, told by a screen, as lines, and as NDJSON.
const RECORDING = join(ROOT, 'tests', 'fixtures', 'recordings', 'story.ndjson')
/** The samples in an order in which they can be told: each request where it is asked. */
const STORY: RunEvent[] = [...EVENTS, ...REQUESTS.map((request): RunEvent => ({ type: 'request.opened', request }))]

const recorded = (): RunEvent[] =>
  readFileSync(RECORDING, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent) // validated below

/** Words and values; how they are set, and the signs around them, may differ. */
const words = (lines: readonly string[]): Set<string> =>
  new Set(
    lines
      .flatMap(
        (line) =>
          plainText(line)
            .toLowerCase()
            .match(/[\p{L}\p{N}][\p{L}\p{N}._/@:-]*/gu) ?? [],
      )
      .map((word) => word.replace(/[.:]+$/, '')),
  )

const WIDE: Size = { columns: 400, rows: 200 }
const LINES = { boxes: false, width: 400 } as const

/** What lines spell out and a screen shows by signs, by where it stands, or by its keys. */
const LINES_ONLY = new Set(
  'ok fulfilled ms in type score error skill or edit now it from given gate value yes no change'.split(' '),
)

const missing = (told: readonly string[], shown: ReadonlySet<string>): string[] =>
  [...words(told)].filter((word) => !shown.has(word) && !LINES_ONLY.has(word) && !/^\d+$/.test(word))

/** Everything that a request's screen shows, the changes of a file one after another. */
function screensOf(request: Request): string[] {
  const ui = createUi(outside(WIDE))
  void ui.ask(request, new AbortController().signal)
  ui.arm()
  const frames = [frameOf(ui, WIDE)]
  for (let change = 1; request.kind === 'merge' && change < request.hunks.length; change++) {
    ui.press([{ name: 'enter', text: '' }])
    frames.push(frameOf(ui, WIDE))
  }
  return frames.flat()
}

interface Told {
  event: RunEvent
  name: string
  plain: string[]
  drawn: string[]
}

function tell(event: RunEvent, state: RunState, index: number): Told {
  if (event.type === 'request.opened')
    return {
      event,
      name: `${index} ${event.request.kind} ${event.request.id}`,
      plain: requestLines(event.request, LINES).lines,
      drawn: screensOf(event.request),
    }
  return {
    event,
    name: `${index} ${event.type}`,
    plain: eventLines(event, state, LINES),
    drawn: printsFor(event, state, () => null)?.(WIDE).map(lineText) ?? [],
  }
}

function toldAll(events: readonly RunEvent[]): Told[] {
  let state = initialState
  return events.map((event, index) => {
    state = reduce(state, event)
    return tell(event, state, index)
  })
}

/** Events that are seen elsewhere: in a request, in `status`, in what moves while nobody is asked, in the count that follows. */
const SILENT: Partial<Record<RunEvent['type'], string>> = {
  'fact.set': 'status lists it',
  'chain.proposed': 'the request that follows shows it',
  'request.answered': 'it is on the screen, or was typed',
  'files.planned': 'files.settled counts what was done',
  'checks.started': 'check.finished follows for each',
  'check.started': 'check.finished follows',
}

describe('a recorded run', () => {
  test('is committed, and the schema accepts every line', async () => {
    const lines = STORY.map((event) => JSON.stringify(event))
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(RECORDING)
    for (const event of recorded()) expect(runEvent.safeParse(event).error, event.type).toBe(undefined)
  })

  const types = runEvent.options.map((one) => one.shape.type.value)

  test.each(types)('has a story for %s: in both, or in neither for a reason', (type) => {
    const told = toldAll(recorded()).filter((one) => one.event.type === type)
    expect(told.length, `no ${type} is recorded`).toBeGreaterThan(0)
    const said = [told.some((one) => one.plain.length > 0), told.some((one) => one.drawn.length > 0)]
    expect(said).toEqual(SILENT[type] === undefined ? [true, true] : [false, false])
  })

  test('has a story for every kind of request', () => {
    const kinds = requestSchema.options.map((one) => one.shape.kind.value)
    const asked = recorded().flatMap((event) => (event.type === 'request.opened' ? [event.request.kind] : []))
    for (const kind of kinds) expect(asked).toContain(kind)
  })

  test('comes out of --json as it went in', () => {
    let out = ''
    const host = createJsonHost((text) => {
      out += text
    }, '0')
    for (const event of recorded()) host.notify(event)
    expect(out.trim().split('\n').slice(1)).toEqual(readFileSync(RECORDING, 'utf8').trim().split('\n'))
  })

  test('comes out of the host of lines as its parts say it', () => {
    let out = ''
    const host = createPlainHost({
      input: new PassThrough(),
      write: (text) => {
        out += text
      },
      signal: new AbortController().signal,
      typed: false,
      ...LINES,
    })
    for (const event of recorded()) host.notify(event)
    host.close()
    const said = toldAll(recorded()).flatMap(({ event, plain }) => (event.type === 'request.opened' ? [] : plain))
    expect(out.trimEnd().split('\n')).toEqual(said.map(plainText).join('\n').trimEnd().split('\n'))
  })

  test('is printed by a screen as its parts say it', () => {
    const ui = createUi(outside(WIDE))
    for (const event of recorded()) ui.notify(event)
    ui.arm()
    const printed = ui.store.getState().prints.flatMap((print) => print.draw(WIDE).map(lineText))
    const said = toldAll(recorded()).flatMap(({ event, drawn }) => (event.type === 'request.opened' ? [] : drawn))
    expect(printed).toEqual(said)
  })

  test.each(toldAll(STORY))('$name: a screen shows every word that lines say', ({ plain, drawn }) => {
    expect(missing(plain, words(drawn))).toEqual([])
  })

  test('holds nothing that only a screen knows', () => {
    const all = toldAll(recorded())
    const lines = words(all.flatMap((one) => one.plain))
    const data = words(recorded().map((event) => JSON.stringify(event)))
    const only = [...words(all.flatMap((one) => one.drawn))].filter(
      (word) => !lines.has(word) && ![...data].some((known) => known.includes(word)) && !/^\d+$/.test(word),
    )
    // Names of keys, and the words that go with them.
    expect(only.sort()).toMatchInlineSnapshot(`
      [
        "back",
        "before",
        "choose",
        "editor",
        "enter",
        "esc",
        "keys",
        "like",
        "restart",
        "space",
        "stop",
        "tab",
        "takes",
        "toggle",
      ]
    `)
  })
})
