import { describe, expect, test } from 'vitest'
import { eventLines } from '../../src/cli/hosts/plain-events.ts'
import { requestLines } from '../../src/cli/hosts/plain-requests.ts'
import { plainText } from '../../src/cli/hosts/text.ts'
import { initialState, reduce } from '../../src/engine/protocol/index.ts'
import type { Size } from '../../src/ui/frame.ts'
import { printsFor } from '../../src/ui/history.ts'
import { lineText } from '../../src/ui/lines.ts'
import { createUi } from '../../src/ui/store.ts'
import { EVENTS, REQUESTS } from '../engine/protocol/samples.ts'
import { frameOf, outside } from './offline.ts'

// The samples hold every type of event and request there is; `tests/engine/protocol/recording.test.ts` proves that.

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

/** What lines need and a screen shows by other means. */
const LINES_ONLY = new Set([
  'ok',
  'fulfilled',
  'ms',
  'in',
  'type',
  'score',
  'error',
  'skill',
  'or',
  'edit',
  'now',
  'it',
  'from',
])

describe('a screen tells the same story as lines', () => {
  let state = initialState
  const told = EVENTS.map((event) => {
    state = reduce(state, event)
    return {
      event,
      plain: eventLines(event, state, { boxes: false, width: 400 }),
      drawn: printsFor(event, state, () => null)?.(WIDE).map(lineText) ?? [],
    }
  })

  test.each(told.map((one, index) => ({ ...one, name: `${index} ${one.event.type}` })))(
    'event $name',
    ({ plain, drawn }) => {
      const shown = words(drawn)
      expect(
        [...words(plain)].filter((word) => !shown.has(word) && !LINES_ONLY.has(word) && !/^\d+$/.test(word)),
      ).toEqual([])
    },
  )

  test.each(REQUESTS.map((request) => ({ request, name: request.id })))('request $name', ({ request }) => {
    const ui = createUi(outside(WIDE))
    void ui.ask(request, new AbortController().signal)
    ui.arm()
    // The changes of a file are shown one after another.
    const frames = [frameOf(ui, WIDE)]
    for (let change = 1; request.kind === 'merge' && change < request.hunks.length; change++) {
      ui.press([{ name: 'enter', text: '' }])
      frames.push(frameOf(ui, WIDE))
    }
    const shown = words(frames.flat())
    const { lines } = requestLines(request, { boxes: false, width: 400 })
    expect(
      [...words(lines)].filter((word) => !shown.has(word) && !LINES_ONLY.has(word) && !/^\d+$/.test(word)),
    ).toEqual([])
  })
})
