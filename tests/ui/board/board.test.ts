import { describe, expect, test, vi } from 'vitest'
import { widthOf } from '../../../src/text/index.ts'
import { boardLines } from '../../../src/ui/board/view.ts'
import { lineText } from '../../../src/ui/lines.ts'
import { paint } from '../../../src/ui/theme.ts'
import { type Desk, desk, log, running } from './samples.ts'

const NORMAL = { columns: 80, rows: 24 }
const SIZES = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
  { columns: 44, rows: 12 },
  { columns: 20, rows: 6 },
  { columns: 3, rows: 2 },
]
const shown = (at: Desk): string => at.frame().join('\n')
/** Somebody answered, and whoever waited has heard. */
const heard = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the board', () => {
  test('shows a pane for each task that runs, with its phases and its last lines', () => {
    const at = desk(NORMAL)
    at.tell(...running(2), log('3841', 'aws_vpc.main: Creating...'), log('3842', 'npm ci'))
    const text = shown(at)
    expect(text).toContain(' tasks  queue 1  running 2  done 0  blocked 0')
    expect(text).toContain('│ init ● generate ○ QA ○ review ○ PR ○ ││ init ● generate ○ QA ○ review ○ PR ○ │')
    expect(text).toMatch(/aws_vpc\.main: Creating\.\.\. +││ npm ci/)
    expect(text).toContain('1 m 01 s')
  })

  test('says what was spent only when it was measured', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    expect(shown(at)).not.toMatch(/deploys|cost/)
    at.tell({ at: 0, type: 'task.spent', task: '3841', deploys: 2, usd: 0.4 })
    expect(shown(at)).toContain('deploys 2   cost $0.40')
  })

  test('a blocked task says why and keeps its pane; one that is done is printed and leaves', () => {
    const at = desk(NORMAL)
    at.tell(
      ...running(2),
      { at: 5, type: 'task.blocked', task: '3841', reason: 'no key is set' },
      { at: 9000, type: 'task.finished', task: '3842', outcome: 'done', summary: 'pull request #1' },
    )
    expect(shown(at)).toMatch(/3841 tf-hcl · hard ─+ BLOCKED ╮/)
    expect(shown(at)).toContain('no key is set')
    expect(shown(at)).toContain('x stop task · R retry')
    expect(shown(at)).not.toContain('3842')
    const printed = at.board.store.getState().prints.flatMap((print) => print.draw(NORMAL).map(lineText))
    expect(printed).toContain(' ✓ 3842 tf-hcl · hard  done after 9 s · pull request #1')
  })

  test('a wide sign in a log does not move a border', () => {
    const at = desk(NORMAL)
    at.tell(...running(2), log('3841', '東京リージョン 👩‍👩‍👧 e\u0301 配備'.repeat(4)), log('3842', '日'))
    for (const line of at.frame()) if (line.startsWith('│')) expect(widthOf(line), line).toBe(80)
  })

  test('colours of a tool do not reach the screen, whatever it writes', () => {
    const at = desk(NORMAL)
    at.tell(...running(1), log('3841', '\u001b[2J\u001b[3J\u001b[31mred\u001b[0m'), {
      at: 0,
      type: 'task.step',
      task: '3841',
      text: '\u001b]0;x\u0007step',
    })
    expect(shown(at)).toContain('red')
    expect(shown(at)).not.toContain('\u001b')
  })

  test('--ascii has a twin for every sign, without colour there is no escape code', () => {
    const at = desk(NORMAL)
    at.tell(...running(3))
    at.ask('3841')
    at.frame()
    for (const view of ['panes', 'gate']) {
      if (view === 'gate') at.press('g')
      for (const line of boardLines(at.board.store.getState(), at.board.logs, NORMAL)) {
        const ascii = paint(line, { color: false, ascii: true }).replace(/\u001b\[2?7m/g, '')
        expect(ascii).toMatch(/^[\x20-\x7e]*$/)
        expect(ascii.length).toBe(widthOf(lineText(line)))
        expect(paint(line, { color: true, ascii: false })).not.toMatch(/\u001b\[[34]8/)
      }
    }
  })

  test('no frame is wider than the window or higher than its rows less one, whatever is open', () => {
    for (const size of SIZES) {
      for (const many of [0, 1, 2, 5, 9, 30]) {
        const at = desk(size)
        at.tell(...running(many))
        for (let line = 0; line < 60; line++) at.tell(log('3841', `${line} ${'日x'.repeat(40)}`))
        const fits = (what: string): void => {
          const frame = at.frame()
          expect(frame.length, `${what} ${many} in ${size.columns}x${size.rows}`).toBeLessThanOrEqual(size.rows - 1)
          for (const line of frame) expect(widthOf(line), line).toBeLessThanOrEqual(size.columns)
        }
        fits('panes')
        at.ask('3841')
        at.ask('3842')
        fits('panes and gates')
        at.press('enter')
        fits('a log')
        at.press('/')
        at.board.paste('x'.repeat(300))
        fits('a search')
        at.press('escape', 'escape', 'g')
        fits('a gate')
        at.board.arm()
        at.press('?')
        fits('keys')
        at.press('escape')
        at.press('ctrl+c')
        fits('stopping')
      }
    }
  })
})

describe('the focus', () => {
  const focused = (at: Desk): string => /›(\d+)/.exec(shown(at))?.[1] ?? ''

  test('moves with arrows, h j k and Tab', () => {
    const at = desk(NORMAL)
    at.tell(...running(4))
    const path = ['right', 'down', 'h', 'k', 'tab', 'shift+tab', 'j'].map((key) => {
      at.press(key)
      return focused(at)
    })
    expect(path).toEqual(['3842', '3844', '3843', '3841', '3842', '3841', '3843'])
  })

  test('goes to a neighbour when its task is done', () => {
    const at = desk(NORMAL)
    at.tell(...running(3))
    at.press('right')
    at.tell({ at: 1, type: 'task.finished', task: '3842', outcome: 'done', summary: '' })
    expect(focused(at)).toBe('3843')
  })

  test('stays on its task when another one is done', () => {
    const at = desk(NORMAL)
    at.tell(...running(3))
    at.press('right')
    at.tell({ at: 1, type: 'task.finished', task: '3841', outcome: 'done', summary: '' })
    expect(focused(at)).toBe('3842')
  })

  test('Enter shows the whole log of the task, l what happened; Esc comes back and never leaves', () => {
    const at = desk(NORMAL)
    at.tell(...running(2))
    for (let number = 0; number < 100; number++) at.tell(log('3842', `line ${number}`))
    at.press('right', 'enter')
    expect(shown(at)).toMatch(/3842 tf-hcl · hard {2}init ●[\s\S]*line 99[\s\S]*lines \d+–100 of 100 · following/)
    at.press('escape', 'l')
    expect(shown(at)).toContain('[3841] init: running')
    expect(shown(at)).not.toContain('line 99')
    at.press('escape', 'escape', 'escape')
    expect(focused(at)).toBe('3842')
    expect(at.orders).toEqual([])
  })
})

describe('orders', () => {
  test('p pauses, and lets go on', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    at.press('p')
    at.tell({ at: 1, type: 'task.paused', task: '3841' })
    expect(shown(at)).toContain('PAUSED')
    at.press('p')
    expect(at.orders).toEqual(['pause 3841', 'resume 3841'])
  })

  test('R begins only a task again that cannot go on', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    at.press('R')
    at.tell({ at: 1, type: 'task.blocked', task: '3841', reason: 'x' })
    at.press('R', 'p')
    expect(at.orders).toEqual(['retry 3841'])
  })

  test('x asks first; the safe answer is chosen, and keys of the same burst do not count', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    at.press('x', 's', 't', 'o', 'p', 'enter')
    expect(shown(at)).toMatch(/GATE: Stop task 3841[\s\S]*› keep: let it run/)
    at.board.arm()
    at.press('enter')
    expect(at.orders).toEqual([])
    at.press('x')
    at.board.arm()
    at.press('s', 't', 'o', 'p', 'enter')
    expect(at.orders).toEqual(['stop 3841'])
  })

  test('Ctrl-C and Ctrl-Z work wherever one is', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    at.press('enter', '/', 'a', 'ctrl+z', 'ctrl+c')
    expect(at.orders).toEqual(['suspend', 'interrupt'])
    expect(shown(at)).toContain('Stopping')
  })
})

describe('gates', () => {
  test('wait in one queue, the first one asked first', async () => {
    const at = desk(NORMAL)
    at.tell(...running(3))
    const first = at.ask('3842')
    const second = at.ask('3841')
    expect(shown(at)).toMatch(/GATE 1 of 2 {3}3842 Open a pull request for 3842 +g look/)
    at.press('g')
    at.board.arm()
    at.press('down', 'enter')
    await heard()
    expect([first.answer(), second.answer()]).toEqual(['approve', null])
    expect(shown(at)).toMatch(/GATE 1 of 1 {3}3841/)
  })

  test('the safe choice is chosen: Enter alone approves nothing', async () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    const gate = at.ask('3841')
    at.press('g')
    at.board.arm()
    at.press('enter')
    await heard()
    expect(gate.answer()).toBe('keep')
  })

  test('no key and no paste counts that came before it could be read', async () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    const gate = at.ask('3841')
    at.press('g', 'a', 'p', 'p', 'r', 'o', 'v', 'e', 'enter')
    at.board.paste('approve\n')
    await heard()
    expect(gate.answer()).toBe(null)
    expect(shown(at)).toContain('What was typed before this appeared is not used.')
  })

  test('a destructive one needs its words, and they cannot be pasted', async () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    const gate = at.ask('3841', { typed: 'destroy 3841' })
    at.press('g')
    at.board.arm()
    at.board.paste('destroy 3841')
    at.press('a', 'enter')
    await heard()
    expect(gate.answer()).toBe(null)
    at.press('ctrl+u', ...'destroy'.split(''), 'space', ...'3841'.split(''), 'enter')
    await heard()
    expect(gate.answer()).toBe('approve')
  })

  test('never cover what is being typed', () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    at.press('enter', '/', 'a', 'b')
    at.ask('3841')
    at.press('g', 'c')
    expect(shown(at)).toMatch(/\/ abgc[\s\S]*GATE 1 of 1 {3}3841 .* waits/)
  })

  test('nobody’s silence is an answer: an hour later it waits, and no timer runs', async () => {
    vi.useFakeTimers()
    try {
      const at = desk(NORMAL)
      at.tell(...running(1))
      const gate = at.ask('3841')
      at.press('g')
      at.board.arm()
      await vi.advanceTimersByTimeAsync(3_600_000)
      expect(gate.answer()).toBe(null)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('Tab leaves it for later; it keeps waiting', async () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    const gate = at.ask('3841')
    at.press('g')
    at.board.arm()
    at.press('tab')
    await heard()
    expect(gate.answer()).toBe(null)
    expect(shown(at)).toMatch(/GATE 1 of 1 .* g look/)
  })

  test('one that is gone closes, and its keys reach nobody else', async () => {
    const at = desk(NORMAL)
    at.tell(...running(2))
    const gone = at.ask('3841')
    const other = at.ask('3842')
    at.press('g')
    at.board.arm()
    gone.drop(new Error('stopped'))
    at.tell({ at: 1, type: 'task.finished', task: '3841', outcome: 'stopped', summary: '' })
    expect(shown(at)).toContain('Task 3841 does not wait for this answer any more.')
    at.press(...'approve'.split(''), 'enter')
    await heard()
    expect([gone.answer(), other.answer(), ...at.orders]).toEqual([null, null])
    expect(shown(at)).toMatch(/GATE 1 of 1 {3}3842/)
    at.press('?')
    expect(shown(at)).toContain('HELP')
  })

  test('work goes on behind one, and can be seen', () => {
    const at = desk({ columns: 120, rows: 40 })
    at.tell(...running(2))
    at.ask('3841')
    at.press('g')
    at.tell(log('3842', 'still at work'))
    expect(shown(at)).toMatch(/still at work[\s\S]*╔═ GATE/)
  })

  test('when the screen breaks, whoever waits hears why', async () => {
    const at = desk(NORMAL)
    at.tell(...running(1))
    const asked = at.board.ask('3841', { ...gate, id: 'g' }, new AbortController().signal)
    at.board.over.catch(() => {})
    at.board.fail(new Error('broken'))
    await expect(asked).rejects.toThrow('broken')
    await expect(at.board.ask('3841', gate, new AbortController().signal)).rejects.toThrow('broken')
  })
})

const gate = {
  kind: 'gate' as const,
  id: 'g',
  gate: 'g',
  title: 't',
  lines: [],
  evidence: [],
  choices: [{ key: 'keep', label: 'k' }],
  safe: 'keep',
}

describe('at rest', () => {
  test('a running task counts its seconds, and nothing else moves', () => {
    vi.useFakeTimers()
    try {
      const at = desk(NORMAL)
      let frames = 0
      at.board.store.subscribe(() => frames++)
      at.tell(...running(1))
      vi.advanceTimersByTime(10_000)
      expect(frames).toBeGreaterThanOrEqual(9)
      expect(frames).toBeLessThanOrEqual(12)
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    ['every task is blocked', { at: 1, type: 'task.blocked', task: '3841', reason: 'x' }],
    ['the only task is paused', { at: 1, type: 'task.paused', task: '3841' }],
    ['it is over', { at: 1, type: 'task.finished', task: '3841', outcome: 'done', summary: '' }],
  ] as const)('no timer runs when %s', (_what, event) => {
    vi.useFakeTimers()
    try {
      const at = desk(NORMAL)
      at.tell(...running(1), event)
      vi.advanceTimersByTime(2000)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('beside a question lines are drawn as they come, and no timer runs between them', () => {
    vi.useFakeTimers()
    try {
      const at = desk(NORMAL)
      at.tell(...running(1))
      at.ask('3841')
      vi.advanceTimersByTime(2000)
      expect(vi.getTimerCount()).toBe(0)
      at.tell(log('3841', 'new'))
      vi.advanceTimersByTime(1)
      expect(at.board.store.getState().tails.get('3841')).toEqual(['new'])
    } finally {
      vi.useRealTimers()
    }
  })
})

test('the board is over with its batch, but not while somebody reads a log', async () => {
  const at = desk(NORMAL)
  let over = false
  at.board.over.then(() => {
    over = true
  })
  at.tell(...running(1))
  at.press('enter')
  at.tell({ at: 1, type: 'batch.finished', message: 'batch b: all done' })
  at.frame()
  await heard()
  expect(over).toBe(false)
  expect(shown(at)).toContain('batch b: all done')
  at.press('escape')
  await heard()
  expect(over).toBe(true)
})
