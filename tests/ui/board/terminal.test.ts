import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { widthOf } from '../../../src/text/index.ts'
import { ROOT, shell } from '../../helpers/cli.ts'
import { openTerminal, scrub, type TerminalSession, type WindowSize } from '../../helpers/terminal.ts'
import { needTool } from '../../helpers/tools.ts'

// The real program in a real terminal. The recording is played so fast that soon all its tasks wait for a person, and nothing
// moves any more: that moment is the same each time. `vitest run --update` takes changed screens.
const SIZES: readonly [string, WindowSize][] = [
  ['120x40', { columns: 120, rows: 40 }],
  ['80x24', { columns: 80, rows: 24 }],
  ['60x20', { columns: 60, rows: 20 }],
  ['44x12', { columns: 44, rows: 12 }],
]
const NORMAL: WindowSize = { columns: 80, rows: 24 }
const SOON = ['demo', 'board', '--speed', '2000']

const open: TerminalSession[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

function start(ctx: { skip(note?: string): never }, args = SOON, size = NORMAL, env: NodeJS.ProcessEnv = {}) {
  needTool(ctx, 'tmux')
  const at = shell()
  const term = openTerminal({ ...at, env: { ...at.env, ...env } }, args, size)
  open.push(term)
  return { at, term }
}

/** Until nothing moves any more: everybody waits for a person. */
const everybodyWaits = (term: TerminalSession): Promise<string> => term.shows('GATE 1 of 5')

/** What was written last may still be on its way through the pipe that records it. */
async function soundBytes(term: TerminalSession): Promise<void> {
  const isBack = (): boolean => term.raw().lastIndexOf('\u001b[?25h') > term.raw().lastIndexOf('\u001b[?25l')
  await expect.poll(isBack, { message: 'the cursor is back', timeout: 10_000 }).toBe(true)
  expect(term.raw(), 'the scrollback is never wiped').not.toContain('\u001b[3J')
}

/** Waits until a gate can be answered, and answers it. */
async function answer(term: TerminalSession, title: string, word: string): Promise<void> {
  await term.shows(new RegExp(`GATE 1 of \\d+ .*${title}`))
  term.press('g')
  await term.shows('Your choice')
  term.type(word)
  await term.shows(word)
  term.press('Enter')
}

describe.each(SIZES)('the board at %s', (name, size) => {
  test('panes, a log, a search, a gate, keys', async (ctx) => {
    const { at, term } = start(ctx, SOON, size)
    const screens: string[] = []
    const keep = async (what: string, sign: string | RegExp): Promise<void> => {
      const screen = await term.shows(sign)
      for (const line of screen.split('\n')) expect(widthOf(line.trimEnd()), line).toBeLessThanOrEqual(size.columns)
      screens.push(`## ${what}\n${scrub(screen, at)}`)
    }
    await everybodyWaits(term)
    await keep('everybody waits', 'GATE 1 of 5')
    term.press('Tab')
    await keep('another pane has the focus', /›( |)3842/)
    term.press('Enter')
    await keep('its whole log', 'following')
    term.type('/create')
    await keep('a search', 'matches')
    term.press('Enter')
    await keep('a match', /of \d+ matches/)
    term.press('Escape', 'Escape')
    await term.shows(/›( |)3842/)
    term.type('l')
    await keep('what happened', 'following')
    term.type('g')
    await keep('a gate', 'Your choice')
    term.press('C-t')
    await term.shows('HELP')
    term.press('Escape')
    await term.shows('Your choice')
    term.press('Tab')
    await term.shows('What happened')
    term.press('Escape')
    await term.shows(/›( |)3842/)
    term.type('?')
    await keep('keys', 'HELP')
    term.press('Escape')
    await everybodyWaits(term)
    term.press('C-c')
    expect(await term.ended()).toBe(130)
    await soundBytes(term)
    await expect(screens.join('\n')).toMatchFileSnapshot(join(ROOT, 'tests', 'ui', 'screens', `board-${name}.txt`))
  }, 60_000)
})

describe('a batch on the board', () => {
  test('is played to its end by keys: gates in the order they were asked, the story above', async (ctx) => {
    const { term } = start(ctx)
    await everybodyWaits(term)
    for (const task of ['3850', '3847', '3842', '3844']) await answer(term, `IAC-TAP-${task}`, 'approve')
    await answer(term, 'DESTROY', 'destroy 3841')
    await answer(term, 'IAC-TAP-3841', 'approve')
    expect(await term.ended()).toBe(0)
    const story = term.all()
    for (const line of [
      /✓ 3850 tf-hcl · medium {2}done after .* · pull request #218/,
      /✓ 3841 tf-hcl · hard {2}done after .* · pull request #214/,
      /! 3843 pulumi-ts · hard {2}blocked after 22 s · needs a model/,
      /✗ 3851 tf-hcl · medium {2}failed after/,
      /batch backlog-w47: 5 done, 1 blocked, 1 failed/,
    ])
      expect(story).toMatch(line)
    await soundBytes(term)
  }, 60_000)

  test('Ctrl-C leaves, also from a log that is read when everything is over', async (ctx) => {
    const { term } = start(ctx)
    await everybodyWaits(term)
    for (const task of ['3850', '3847', '3842', '3844']) await answer(term, `IAC-TAP-${task}`, 'keep')
    await answer(term, 'DESTROY', 'keep')
    term.press('Enter')
    await term.shows('5 stopped')
    expect(term.screen()).toContain('following')
    term.press('C-c')
    expect(await term.ended()).toBe(130)
    await soundBytes(term)
  }, 60_000)

  test('another answer than the safe or recorded one ends the task, and nothing else', async (ctx) => {
    const { term } = start(ctx)
    await everybodyWaits(term)
    term.press('g')
    await term.shows('Your choice')
    term.press('Enter')
    await term.shows('GATE 1 of 4')
    expect(term.all()).toMatch(/– 3850 tf-hcl · medium {2}stopped after .* · keep the branch here/)
  })

  test('what is typed and pasted before a gate can be read does not answer it', async (ctx) => {
    const { term } = start(ctx)
    await everybodyWaits(term)
    term.type('gapprove\r')
    term.paste('approve\n')
    await term.shows('Your choice')
    expect(term.screen()).toMatch(/GATE 1 of 5 {3}3850/)
  })

  test('resizes at any moment leave one board, and nothing of the old ones', async (ctx) => {
    const { term } = start(ctx, ['demo', 'board', '--speed', '30', '--lines-per-second', '50'])
    await term.shows('3842')
    for (const [columns, rows] of [
      [120, 40],
      [60, 20],
      [44, 12],
      [100, 30],
      [80, 24],
    ] as const)
      term.resize({ columns, rows })
    term.type('p')
    await term.shows('PAUSED')
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab']) {
      term.press(key)
      term.type('p')
    }
    const screen = await term.shows(/paused [45]/)
    expect(screen.match(/tasks {2}queue/g)).toHaveLength(1)
    expect(screen.match(/Enter zoom/g)).toHaveLength(1)
    for (const line of screen.split('\n')) expect(widthOf(line.trimEnd())).toBeLessThanOrEqual(80)
    term.press('C-c')
    await term.ended()
    await soundBytes(term)
  })

  test('Ctrl-Z goes to the shell, fg comes back to the board', async (ctx) => {
    needTool(ctx, 'tmux')
    const { BIN } = await import('../../helpers/cli.ts')
    const term = openTerminal(shell(), ['--norc', '-i'], NORMAL, ['bash'])
    open.push(term)
    term.type(`PS1='sh> '; clear; '${process.execPath}' '${BIN}' ${SOON.join(' ')}\r`)
    await everybodyWaits(term)
    term.press('C-z')
    await term.shows(/Stopped[\s\S]*sh>\s*$/)
    term.type('fg\r')
    await everybodyWaits(term)
    term.press('C-c')
    await term.shows(/interrupted\s+sh>\s*$/)
  })

  test('--ascii draws with ASCII signs only, NO_COLOR without colours', async (ctx) => {
    const { term } = start(ctx, [...SOON, '--ascii'], NORMAL, { NO_COLOR: '1' })
    await everybodyWaits(term)
    // What a tool wrote is what it wrote: one of the recorded ones names a city.
    expect(term.screen().replace(/東京|✅|✓|✨/g, '')).toMatch(/^[\x20-\x7e\n]*$/)
    expect(term.raw()).not.toMatch(/\u001b\[(?:\d+;)*[349]\dm/)
  })

  test('a terminal that cannot be drawn on gets lines', async (ctx) => {
    const { term } = start(ctx, SOON, NORMAL, { TERM: 'dumb' })
    expect(await term.ended()).toBe(0)
    expect(term.all()).toContain('batch backlog-w47: 5 done, 1 blocked, 1 failed')
    expect(term.raw()).not.toContain('\u001b')
  })
})
