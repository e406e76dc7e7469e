import { describe, expect, test } from 'vitest'
import type {
  Answer,
  ChainRequest,
  DialogRequest,
  GateRequest,
  MergeRequest,
  QuestionRequest,
} from '../../src/engine/protocol/index.ts'
import type { Press } from '../../src/ui/keys.ts'
import { createUi } from '../../src/ui/store.ts'
import { REQUESTS } from '../engine/protocol/samples.ts'
import { answered, ask, burst, key, SIZE, sample } from './asked.ts'
import { frameOf, outside } from './offline.ts'

const chain: ChainRequest = sample('chain')
const select: QuestionRequest = sample('question', (one) => one.spec.type === 'choice' && one.previous === undefined)
const again: QuestionRequest = sample('question', (one) => one.previous !== undefined)
const multi: QuestionRequest = sample('question', (one) => one.spec.type === 'multi-choice')
const integer: QuestionRequest = sample('question', (one) => one.spec.type === 'integer')
const list: QuestionRequest = sample('question', (one) => one.spec.type === 'list')
const dialog: DialogRequest = sample('dialog', (one) => one.dialog === 'missing-critical')
const merge: MergeRequest = sample('merge', (one) => one.reason === 'both-changed')
const gate: GateRequest = sample('gate', (one) => one.typed === undefined)
const destructive: GateRequest = sample('gate', (one) => one.typed !== undefined)

describe('the chain', () => {
  test.each<[string, Press[][], Answer]>([
    ['Enter confirms', [key('enter')], { is: 'confirm' }],
    ['the word confirm', [burst('confirm\r')], { is: 'confirm' }],
    ['c and Enter', [burst('c'), key('enter')], { is: 'confirm' }],
    ['down and Enter skips', [key('down'), key('enter')], { is: 'skip' }],
    ['the word skip', [burst('skip\r')], { is: 'skip' }],
    ['Ctrl-S skips', [key('ctrl+s')], { is: 'skip' }],
    ['j and Enter skips', [burst('j'), key('enter')], { is: 'skip' }],
    ['custom goes without the blueprint', [burst('custom\r')], { is: 'blueprint', name: null }],
    [
      'add SKILL',
      [burst('add heating-water\r')],
      { is: 'customize', skills: ['laying-pipes', 'fitting-taps', 'heating-water'] },
    ],
  ])('%s', async (_, keys, answer) => expect(await answered(chain, ...keys)).toEqual(answer))

  test('a word that is no answer is refused where it was typed, and the chain stays', async () => {
    const { ui, answer } = ask(chain)
    ui.press(burst('perhaps\r'))
    await Promise.resolve()
    expect(answer()).toBe(null)
    expect(frameOf(ui, SIZE).join('\n')).toMatch(/Type confirm, skip/)
  })

  test('customize is the list as check boxes: toggle, move, Enter', async () => {
    expect(await answered(chain, burst('customize\r'), burst('j '), key('enter'))).toEqual({
      is: 'customize',
      skills: ['laying-pipes'],
    })
  })

  test('a move that dependencies forbid says why and changes nothing', () => {
    const { ui } = ask(chain)
    ui.press(burst('u'))
    ui.press(key('shift+down'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('fitting-taps builds on laying-pipes, so it comes after it')
  })

  test('taking out what others need says who needs it', () => {
    const { ui } = ask(chain)
    ui.press(burst('u '))
    expect(frameOf(ui, SIZE).join('\n')).toContain('fitting-taps needs laying-pipes')
  })

  test('/ filters all skills; Esc goes up one level at a time', () => {
    const { ui } = ask(chain)
    ui.press(burst('u/heat'))
    expect(frameOf(ui, SIZE).join('\n')).not.toContain('fitting-taps')
    ui.press(key('escape'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('fitting-taps')
    ui.press(key('escape'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('OPTIONS:')
    ui.press(key('escape'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('OPTIONS:')
  })
})

describe('a question', () => {
  test.each<[string, QuestionRequest, Press[][], Answer]>([
    ['Enter on the untouched default takes it as the default', select, [key('enter')], { is: 'skip' }],
    ['a choice below', select, [key('down'), key('enter')], { is: 'value', value: 'plastic' }],
    ['a choice by the beginning of its name', select, [burst('pl'), key('enter')], { is: 'value', value: 'plastic' }],
    ['an old answer is chosen on the way back', again, [key('enter')], { is: 'value', value: 'plastic' }],
    [
      'Space toggles, Enter takes what is chosen',
      multi,
      [burst(' '), key('down'), burst(' '), key('enter')],
      { is: 'value', value: ['copper', 'plastic'] },
    ],
    ['a typed value', integer, [burst('2\r')], { is: 'value', value: '2' }],
    ['Enter on nothing takes the default', integer, [key('enter')], { is: 'skip' }],
    ['Tab brings the default into the line', integer, [key('tab'), key('enter')], { is: 'value', value: '3' }],
    ['the word skip', integer, [burst('skip\r')], { is: 'skip' }],
    ['the word back', integer, [burst('back\r')], { is: 'back' }],
    ['the words skip all', select, [burst('skip all\r')], { is: 'skip-all' }],
    ['the word done', select, [burst('done\r')], { is: 'done' }],
    ['the word restart', multi, [burst('restart\r')], { is: 'restart' }],
    ['Ctrl-S', integer, [key('ctrl+s')], { is: 'skip' }],
    ['Ctrl-B', integer, [burst('12'), key('ctrl+b')], { is: 'back' }],
    ['Ctrl-D', multi, [key('ctrl+d')], { is: 'done' }],
    ['Ctrl-R', select, [key('ctrl+r')], { is: 'restart' }],
  ])('%s', async (_, request, keys, answer) => expect(await answered(request, ...keys)).toEqual(answer))

  test('is checked while it is typed, and a wrong value is not sent', async () => {
    const { ui, answer } = ask(integer)
    ui.press(burst('9'))
    expect(frameOf(ui, SIZE).join('\n')).toMatch(/expected/)
    ui.press(key('enter'))
    await Promise.resolve()
    expect(answer()).toBe(null)
    ui.press(key('backspace'))
    ui.press(burst('3'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('✓ 3')
  })

  test('a word that steers says so before Enter, and how it would be a value', () => {
    const { ui } = ask({ ...integer, spec: { type: 'text' } })
    ui.press(burst('back'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('Enter: back; as a value, put it in quotes')
    ui.press([...key('home'), ...burst('"'), ...key('end'), ...burst('"')])
    expect(frameOf(ui, SIZE).join('\n')).not.toContain('Enter: back')
  })

  test('pasted line breaks are text, never Enter', async () => {
    const { ui, answer } = ask(list)
    ui.paste('10.0.0.0/8\r\n10.9.0.0/16\n')
    await Promise.resolve()
    expect(answer()).toBe(null)
    ui.press(key('enter'))
    await Promise.resolve()
    expect(answer()).toEqual({ is: 'value', value: '10.0.0.0/8\n10.9.0.0/16' })
  })

  test('? helps until something is typed, then it is a character', () => {
    const { ui } = ask({ ...integer, spec: { type: 'text' } })
    ui.press(burst('?'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('HELP')
    ui.press(key('escape'))
    ui.press(burst('what?'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('what?')
  })

  test('status shows progress and comes back to what was being typed', () => {
    const { ui } = ask(integer)
    ui.press(burst('2'))
    ui.press(key('ctrl+t'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('STATUS')
    ui.press(key('escape'))
    expect(frameOf(ui, SIZE).join('\n')).toContain('✓ 2')
  })
})

describe('a dialog', () => {
  test.each<[string, Press[][], Answer]>([
    ['Enter takes the safe choice', [key('enter')], '1'],
    ['its number and Enter', [burst('3\r')], '3'],
    ['down and Enter', [key('down'), key('enter')], '2'],
  ])('%s', async (_, keys, answer) => expect(await answered(dialog, ...keys)).toBe(answer))

  test('a key alone decides nothing', async () => expect(await answered(dialog, burst('3'))).toBe(null))

  test('what was typed before it appeared is gone', async () => {
    const { ui, answer } = ask(dialog, false)
    ui.press(burst('3\r'))
    ui.paste('3')
    ui.arm()
    await Promise.resolve()
    expect(answer()).toBe(null)
    ui.press(key('enter'))
    await Promise.resolve()
    expect(answer()).toBe('1')
  })

  test('keys that ran ahead of a question are not used for a dialog', async () => {
    const { ui } = ask(integer)
    ui.press(burst('2\r3\r3\r'))
    let given: Answer | null = null
    ui.ask(dialog, new AbortController().signal).then((answer) => {
      given = answer
    })
    ui.arm()
    await Promise.resolve()
    expect(given).toBe(null)
  })
})

describe('a gate', () => {
  test('Enter and Esc are safe', async () => {
    expect(await answered(gate, key('enter'))).toBe(gate.safe)
    expect(await answered(gate, key('escape'))).toBe(gate.safe)
    expect(await answered(destructive, key('enter'))).toBe(destructive.safe)
    expect(await answered(destructive, key('escape'))).toBe(destructive.safe)
  })

  test('a destructive one wants its words, typed', async () => {
    expect(await answered(destructive, key('down'), key('enter'))).toBe(null)
    expect(await answered(destructive, burst('drain\r'))).toBe(null)
    expect(await answered(destructive, burst(`${destructive.typed}\r`))).toBe('drain')
  })

  test('its words cannot be pasted', async () => {
    const { ui, answer } = ask(destructive)
    ui.paste(destructive.typed ?? '')
    ui.press(key('enter'))
    await Promise.resolve()
    expect(answer()).toBe(destructive.safe)
  })
})

/** What was promised has been done. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a merge', () => {
  test.each<[string, Press[][], Answer]>([
    ['Enter keeps mine', [key('enter')], { is: 'mine' }],
    ['new', [burst('new\r')], { is: 'new' }],
    ['2', [burst('2\r')], { is: 'new' }],
    ['both', [burst('both\r')], { is: 'both' }],
  ])('%s', async (_, keys, answer) => expect(await answered(merge, ...keys)).toEqual(answer))

  test('edit opens the editor; what it leaves is the answer', async () => {
    const { ui, answer } = ask(merge)
    ui.press(burst('edit\r'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(answer()).toEqual({ is: 'edited', text: 'edited' })
  })

  test('an editor that fails says why, and the file is asked about again', async () => {
    const { ui, answer, shown } = ask(merge, true, {
      edit: () => Promise.reject(new Error('vi ended with exit code 1')),
    })
    ui.press(burst('edit\r'))
    await turn()
    expect(shown()).toContain('vi ended with exit code 1')
    ui.press(burst('mine\r'))
    await turn()
    expect(answer()).toEqual({ is: 'mine' })
  })

  test('keys that were typed behind "edit" answer nothing while the editor is open', async () => {
    const editor = Promise.withResolvers<string>()
    const { ui, answer } = ask(merge, true, { edit: () => editor.promise })
    ui.press(burst('edit\rnew\r\r'))
    await turn()
    expect(answer()).toBeNull()
    editor.resolve('by hand')
    await turn()
    expect(answer()).toEqual({ is: 'edited', text: 'by hand' })
  })

  test('keys that were typed behind Ctrl-Z were meant for the shell', async () => {
    let stopped = 0
    const { ui, answer } = ask(merge, true, {
      suspend() {
        stopped++
      },
    })
    ui.press([...key('ctrl+z'), ...burst('new\r')])
    await turn()
    expect(stopped).toBe(1)
    expect(answer()).toBeNull()
  })
})

describe('keys', () => {
  test('a burst is its keys, one after another', () => {
    expect(burst('yn\r').map((one) => one.name)).toEqual(['y', 'n', 'enter'])
    expect(burst('a b').map((one) => one.text)).toEqual(['a', ' ', 'b'])
    expect(burst('日本語').map((one) => one.text)).toEqual(['日', '本', '語'])
    expect(burst('e\u0301👩‍👩‍👧').map((one) => one.text)).toEqual(['e\u0301', '👩‍👩‍👧'])
  })

  test('that run ahead of the next question wait for it', async () => {
    const { ui } = ask(integer)
    ui.notify({ type: 'skill.started', skill: 'laying-pipes', title: 'Pipes', step: 1, of: 2 })
    ui.press(burst('2\rpl\r'))
    const next = ui.ask(select, new AbortController().signal)
    expect(await next).toEqual({ is: 'value', value: 'plastic' })
  })

  test('Ctrl-C is heard everywhere', () => {
    for (const request of REQUESTS) {
      let stopped = 0
      const ui = createUi(outside(SIZE, { interrupt: () => stopped++ }))
      void ui.ask(request, new AbortController().signal)
      ui.press(key('ctrl+c'))
      expect(stopped).toBe(1)
    }
  })

  test('an interrupted question lets go of whoever waits for it', async () => {
    const controller = new AbortController()
    const ui = createUi(outside(SIZE))
    const asked = ui.ask(integer, controller.signal)
    controller.abort()
    await expect(asked).rejects.toThrow()
    expect(ui.store.getState().screen).toBe(null)
  })

  test('the help overlay lists every key that works, on every screen', () => {
    for (const request of REQUESTS) {
      const tall = { columns: 120, rows: 80 }
      const ui = createUi(outside(tall))
      void ui.ask(request, new AbortController().signal)
      ui.arm()
      ui.press(key('f1'))
      const shown = frameOf(ui, tall).join('\n')
      expect(shown).toContain('Ctrl-C')
      expect(shown).toContain('these keys')
    }
  })
})
