import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { initialState, type Request, reduce } from '../../src/engine/protocol/index.ts'
import { widthOf } from '../../src/text/index.ts'
import type { Size } from '../../src/ui/frame.ts'
import { printsFor } from '../../src/ui/history.ts'
import { lineText } from '../../src/ui/lines.ts'
import { liveLines, motionAt } from '../../src/ui/live.ts'
import { createUi, type Ui } from '../../src/ui/store.ts'
import { paint } from '../../src/ui/theme.ts'
import { EVENTS, REQUESTS } from '../engine/protocol/samples.ts'
import { ROOT } from '../helpers/cli.ts'
import { frameOf, outside, TOOLS } from './offline.ts'

// Every screen at every size, word for word; `vitest run -u` takes a changed one.
const SIZES: readonly [string, Size][] = [
  ['120x40', { columns: 120, rows: 40 }],
  ['80x24', { columns: 80, rows: 24 }],
  ['60x20', { columns: 60, rows: 20 }],
  ['44x12', { columns: 44, rows: 12 }],
]
const screenFile = (name: string): string => join(ROOT, 'tests', 'ui', 'screens', `${name}.txt`)

function shown(request: Request, size: Size): Ui {
  const ui = createUi(outside(size))
  for (const event of EVENTS.slice(0, 12)) ui.notify(event)
  void ui.ask(request, new AbortController().signal)
  ui.arm()
  return ui
}

function fits(lines: readonly string[], { columns, rows }: Size): void {
  expect(lines.length).toBeLessThanOrEqual(rows - 1)
  for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns)
}

describe.each(SIZES)('at %s', (name, size) => {
  test('every request has its screen, inside of the window', async () => {
    const all = REQUESTS.map((request, index) => {
      const lines = frameOf(shown(request, size), size)
      fits(lines, size)
      return [`# ${index + 1} ${request.kind} ${request.id}`, ...lines, ''].join('\n')
    })
    await expect(all.join('\n')).toMatchFileSnapshot(screenFile(`requests-${name}`))
  })

  test('status and help lie over the question and stay inside of the window', async () => {
    const question = REQUESTS.find((one) => one.kind === 'question')
    if (question === undefined) throw new Error('no question among the samples')
    const pages = ['ctrl+t', 'f1'].map((key) => {
      const ui = shown(question, size)
      ui.press([{ name: key, text: '' }])
      const lines = frameOf(ui, size)
      fits(lines, size)
      return [`# ${key}`, ...lines, ''].join('\n')
    })
    await expect(pages.join('\n')).toMatchFileSnapshot(screenFile(`pages-${name}`))
  })

  test('what is printed once stays inside of the window', async () => {
    let state = initialState
    const printed = EVENTS.flatMap((event) => {
      state = reduce(state, event)
      const lines = (printsFor(event, state, () => null)?.(size) ?? []).map((line) => lineText(line).trimEnd())
      for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(size.columns)
      return [`# ${event.type}`, ...lines]
    })
    await expect(`${printed.join('\n')}\n`).toMatchFileSnapshot(screenFile(`story-${name}`))
  })

  test('progress stays inside of the window at every moment of a run', () => {
    const ui = createUi(outside(size))
    for (const event of EVENTS) {
      ui.notify(event)
      ui.arm()
      fits(frameOf(ui, size), size)
    }
  })
})

describe('the theme', () => {
  const size = { columns: 80, rows: 24 }
  const lines = REQUESTS.flatMap((request) =>
    liveLines(shown(request, size).store.getState(), size, TOOLS, motionAt(0, 0)),
  )

  test('ASCII has a twin of the same width for every sign', () => {
    for (const line of lines) {
      const ascii = paint(line, { color: false, ascii: true }).replace(/\u001b\[2?7m/g, '')
      expect(ascii).not.toMatch(/[─-╿⠀-⣿✓✗○●›·…–→←↑↓█]/)
      expect(widthOf(ascii)).toBe(widthOf(lineText(line)))
    }
  })

  test('without colour there is no escape code, but for the caret', () => {
    for (const line of lines)
      expect(paint(line, { color: false, ascii: false }).replace(/\u001b\[2?7m/g, '')).not.toContain('\u001b')
  })

  test('only the sixteen colours of the palette are used', () => {
    for (const line of lines) expect(paint(line, { color: true, ascii: false })).not.toMatch(/\u001b\[[34]8/)
  })
})
