import { describe, expect, test, vi } from 'vitest'
import type { Request } from '../../src/engine/protocol/index.ts'
import { footer } from '../../src/ui/footer.ts'
import { BINDINGS, type Where } from '../../src/ui/keys.ts'
import { lineText, lineWidth } from '../../src/ui/lines.ts'
import { REQUESTS } from '../engine/protocol/samples.ts'
import { answered, ask, burst, key, sample } from './asked.ts'

const chain = sample('chain')
const dialog = sample('dialog', (one) => one.dialog === 'missing-critical')
const integer = sample('question', (one) => one.spec.type === 'integer')
const select = sample('question', (one) => one.spec.type === 'choice' && one.previous === undefined)

describe('a word that is no answer', () => {
  test('stays to be corrected, says what was probably meant, and chooses nothing', async () => {
    const { ui, answer, shown } = ask(chain)
    ui.press(burst('s'))
    expect(shown()).toMatch(/› skip/)
    ui.press(burst('kp\r'))
    await Promise.resolve()
    expect(answer()).toBe(null)
    expect(shown()).toContain('"skp" is no answer here; did you mean skip?')
    expect(shown()).toMatch(/› confirm/)
    ui.press([...key('backspace'), ...burst('ip\r')])
    await Promise.resolve()
    expect(answer()).toEqual({ is: 'skip' })
  })

  test.each<[string, Request, unknown]>([
    ['at the chain', chain, { is: 'confirm' }],
    ['in a dialog', dialog, '1'],
    ['at a question', select, { is: 'skip' }],
  ])('%s: erased, Enter takes what stood there before', async (_, request, answer) =>
    expect(await answered(request, burst('zz\r'), key('ctrl+u'), key('enter'))).toEqual(answer),
  )

  test('and an arrow leaves it for what it points at', async () =>
    expect(await answered(chain, burst('zz'), key('down'), key('enter'))).toEqual({ is: 'skip' }))
})

describe('status and help as words', () => {
  test.each(REQUESTS.map((request) => [request.id, request] as const))(
    '%s comes back with nothing typed',
    async (_, request) => {
      for (const word of ['status', 'help']) {
        const { ui, answer, shown } = ask(request)
        ui.press(burst(`${word}\r`))
        expect(shown()).toContain(word.toUpperCase())
        ui.press(key('escape'))
        await Promise.resolve()
        expect(answer()).toBe(null)
        expect(shown()).not.toContain(` ${word}\n`)
      }
    },
  )
})

describe('customize', () => {
  test('Space takes in what the filter shows; Enter goes back to the whole list', async () => {
    const { ui, answer, shown } = ask(chain)
    ui.press(burst('u/heat '))
    expect(shown()).toMatch(/› +3\. \[x\] heating-water/)
    ui.press(key('enter'))
    expect(shown()).toContain('laying-pipes')
    ui.press(key('enter'))
    await Promise.resolve()
    expect(answer()).toEqual({ is: 'customize', skills: ['laying-pipes', 'fitting-taps', 'heating-water'] })
  })

  test('the estimate follows', () => {
    const { ui, shown } = ask(chain)
    ui.press(burst('u'))
    expect(shown()).toContain('2 skills   Estimated: 1 min · 4 questions (4 have a default)')
    ui.press(burst('/heat '))
    expect(shown()).toContain('3 skills   Estimated: 2 min · 6 questions (5 have a default)')
  })

  test('a skill brings what it builds on, and says so', async () => {
    const { ui, answer, shown } = ask(chain)
    ui.press(burst('u'))
    // Both out, then the one that builds on the other in again.
    ui.press(burst(' '))
    ui.press(burst('/taps'))
    ui.press(burst(' '))
    expect(shown()).toMatch(/\[ \] fitting-taps/)
    ui.press(burst(' '))
    expect(shown()).toContain('fitting-taps builds on laying-pipes: taken in, too')
    ui.press([...key('enter'), ...key('enter')])
    await Promise.resolve()
    expect(answer()).toEqual({ is: 'customize', skills: ['laying-pipes', 'fitting-taps'] })
  })

  test('K and J move as Shift-↑↓ do', () => {
    const { ui, shown } = ask(chain)
    ui.press(burst('uJ'))
    expect(shown()).toContain('fitting-taps builds on laying-pipes, so it comes after it')
  })
})

describe('a refused value', () => {
  test('is said once', () => {
    const { ui, shown } = ask(integer)
    ui.press(burst('9'))
    const before = shown().match(/expected/g)?.length
    ui.press(key('enter'))
    expect(before).toBe(1)
    expect(shown().match(/expected/g)).toHaveLength(1)
    expect(shown()).toMatch(/! /)
  })
})

describe('silence', () => {
  test.each(REQUESTS.map((request) => [request.id, request] as const))('answers nothing: %s', async (_, request) => {
    vi.useFakeTimers()
    try {
      const { answer } = ask(request)
      await vi.advanceTimersByTimeAsync(24 * 3_600_000)
      expect(answer()).toBe(null)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the footer', () => {
  const places = [...new Set(BINDINGS.map((one) => one.where))].map((where): readonly Where[] => [where])
  const real: (readonly Where[])[] = [
    ['question', 'line'],
    ['question', 'list'],
    ['question', 'checks', 'list'],
    ['chain', 'list'],
    ['checks', 'customize', 'list'],
    ['gate', 'dialog', 'list'],
    ['list', 'report'],
  ]

  test.each([...places, ...real].map((of) => [of.join(' '), of] as const))('at %s fits any window', (_, of) => {
    for (let width = 8; width <= 120; width++) expect(lineWidth(footer(of, width))).toBeLessThanOrEqual(width)
  })

  test.each(real.map((of) => [of.join(' '), of] as const))('at %s says where the other keys are listed', (_, of) => {
    for (const width of [20, 60, 80, 120]) expect(lineText(footer(of, width))).toContain('? keys')
  })

  test('names keys that do one thing in two directions once', () => {
    expect(lineText(footer(['checks', 'customize', 'list'], 100))).toBe(
      ' ↑↓ move · Space toggle · Enter take · Shift-↑↓ reorder · / filter · Esc leave · ? keys · ^C stop',
    )
  })

  test('has the steering words of a question at 80 columns', () => {
    for (const word of ['skip', 'back', 'status', 'done', 'restart'])
      expect(lineText(footer(['question', 'list'], 80))).toContain(` ${word}`)
  })
})
