import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/engine/protocol/index.ts'
import type { Press } from '../../src/ui/keys.ts'
import { MERGE, TWO_CHANGES } from '../engine/protocol/samples.ts'
import { answered, ask, burst, key } from './asked.ts'

describe('a file with one change', () => {
  test('shows what was, what is yours, what is new', () => {
    expect(ask(MERGE).shown()).toMatch(
      /lines 2–3[\s\S]*was +hot = false[\s\S]*yours +hot = maybe[\s\S]*new +hot = true/,
    )
  })

  test.each<[string, Press[][], Answer]>([
    ['Enter keeps mine', [key('enter')], { is: 'mine' }],
    ['↓ Enter takes new', [key('down'), key('enter')], { is: 'new' }],
    ['the word both', [burst('both\r')], { is: 'both' }],
  ])('%s', async (_, keys, answer) => expect(await answered(MERGE, ...keys)).toEqual(answer))
})

describe('a file with several changes', () => {
  test('is shown change by change, with the lines around each', () => {
    const { ui, shown } = ask(TWO_CHANGES)
    expect(shown()).toMatch(/62 files: 57 same · 1 new · 1 yours kept · 3 need you +2\/3/)
    expect(shown()).toMatch(/change 1 of 2 +● ○/)
    expect(shown()).toMatch(
      /head = 1\s[\s\S]*was +litres = 1[\s\S]*yours +litres = 2[\s\S]*new +litres = 3[\s\S]*length = 4/,
    )
    expect(shown()).not.toContain('joints')
    ui.press(key('enter'))
    expect(shown()).toMatch(/change 2 of 2 +✓ mine +●/)
    expect(shown()).toMatch(/width = 5[\s\S]*yours +joints = press[\s\S]*new +\(nothing\)[\s\S]*foot = 7/)
  })

  test.each<[string, Press[][], Answer]>([
    ['Enter twice keeps mine', [key('enter'), key('enter')], { is: 'mine' }],
    ['each its own', [burst('new\r'), key('enter')], { is: 'hunks', sides: ['new', 'mine'] }],
    ['by numbers', [burst('3\r'), burst('2\r')], { is: 'hunks', sides: ['both', 'new'] }],
    ['Tab takes one side for all', [key('down'), key('tab')], { is: 'new' }],
    ['Tab leaves what was decided', [key('enter'), key('down'), key('tab')], { is: 'hunks', sides: ['mine', 'new'] }],
    ['← goes back to the change before', [burst('new\r'), key('left'), key('enter'), key('enter')], { is: 'mine' }],
    ['as one line of words', [burst('new both\r')], { is: 'hunks', sides: ['new', 'both'] }],
  ])('%s', async (_, keys, answer) => expect(await answered(TWO_CHANGES, ...keys)).toEqual(answer))

  test('a word that is no side is refused, and nothing is decided', async () => {
    const { ui, answer, shown } = ask(TWO_CHANGES)
    ui.press(burst('nwe\r'))
    await Promise.resolve()
    expect(answer()).toBe(null)
    expect(shown()).toMatch(/"nwe" is no answer here; did you mean new\?/)
    expect(shown()).toContain('change 1 of 2')
  })

  test('the editor opens on the whole file at any change', async () => {
    const { ui, answer } = ask(TWO_CHANGES)
    ui.press([...key('enter'), ...burst('edit\r')])
    await new Promise((resolve) => setImmediate(resolve))
    expect(answer()).toEqual({ is: 'edited', text: 'edited' })
  })
})
