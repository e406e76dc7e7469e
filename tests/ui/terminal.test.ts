import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { widthOf } from '../../src/text/index.ts'
import { ROOT, type Shell, shell, skillchain } from '../helpers/cli.ts'
import { openTerminal, scrub, type TerminalSession, type WindowSize } from '../helpers/terminal.ts'
import { needTool } from '../helpers/tools.ts'

// The real program in a real terminal, with small skills of its own. `vitest run --update` takes changed screens.
const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills'), '--blueprint', 'none', '--out', 'house']
const SIZES: readonly [string, WindowSize][] = [
  ['120x40', { columns: 120, rows: 40 }],
  ['80x24', { columns: 80, rows: 24 }],
  ['60x20', { columns: 60, rows: 20 }],
]
const NORMAL: WindowSize = { columns: 80, rows: 24 }

const open: TerminalSession[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

function start(
  ctx: { skip(note?: string): never },
  args: string[],
  size = NORMAL,
  at: Shell = shell(),
): { at: Shell; term: TerminalSession } {
  needTool(ctx, 'tmux')
  const term = openTerminal(at, args, size)
  open.push(term)
  return { at, term }
}

const screenFile = (name: string): string => join(ROOT, 'tests', 'ui', 'screens', `terminal-${name}.txt`)

/** What must hold of every byte that was written. */
function soundBytes(term: TerminalSession): void {
  const raw = term.raw()
  expect(raw, 'the scrollback is never wiped').not.toContain('\u001b[3J')
  expect(raw.lastIndexOf('\u001b[?25h'), 'the cursor is back').toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'))
  expect(raw.lastIndexOf('\u001b[?2004l'), 'paste mode is off').toBeGreaterThan(raw.lastIndexOf('\u001b[?2004h'))
}

describe.each(SIZES)('a whole run at %s', (name, size) => {
  test('chain, every question, status, help, back, dialogs, report', async (ctx) => {
    const { at, term } = start(ctx, ['pipes with taps', ...SKILLS], size)
    const screens: string[] = []
    const keep = async (what: string, sign: string | RegExp): Promise<void> => {
      const screen = await term.shows(sign)
      for (const line of screen.split('\n')) expect(widthOf(line.trimEnd()), line).toBeLessThanOrEqual(size.columns)
      screens.push(`## ${what}\n${scrub(screen, at)}`)
    }
    await keep('the chain', 'help  ')
    term.press('Enter')
    await keep('a select', 'How much of it do you want?')
    term.press('Down', 'Enter')
    await keep('a text with its default', 'What is the project called?')
    term.type('hOuse of pipes')
    await keep('a text that is not accepted', /expected|not/)
    term.press('C-u')
    term.type('brook')
    await keep('a text that is', '✓ brook')
    term.press('C-t')
    await keep('status', 'STATUS')
    term.press('Escape')
    await term.shows('✓ brook')
    term.press('C-u')
    await term.shows('takes lower-case')
    term.type('?')
    await keep('help', 'HELP')
    term.press('Escape')
    await term.shows('takes lower-case')
    term.type('brook')
    term.press('Enter')
    await keep('a cidr', 'Which addresses do the pipes have?')
    term.press('Enter')
    await keep('a choice', 'What are they made of?')
    term.type('plastic')
    term.press('Enter')
    await term.shows('How are they joined?')
    term.press('Enter')
    await keep('the next skill', 'Which kind of taps?')
    term.press('C-b')
    await keep('back: the old answer is chosen', /your answer/)
    term.press('Enter', 'Enter', 'Enter', 'Enter', 'Enter')
    await term.shows('Which kind of taps?')
    term.press('Enter')
    await keep('yes or no', 'Hot water too?')
    term.type('yes')
    term.press('Enter')
    await term.shows('With adapters?')
    term.press('Enter')
    await keep('a dialog', /CONFLICT|WARNING|Save these answers/)
    for (let turn = 0; turn < 12 && !/REPORT/.test(term.screen()); turn++) {
      const before = term.all()
      term.press('Enter')
      await changed(term, before)
      await term.shows(/Enter (?:choose|answer|open)/)
    }
    await keep('the report', 'REPORT')
    term.press('Enter')
    await term.shows('REPORT › deliverables')
    term.press('Escape')
    await term.shows('next steps')
    term.press('Down', 'Down', 'Enter')
    await keep('checks', 'REPORT › checks')
    term.press('Escape')
    await term.shows('next steps')
    term.press('Down', 'Down', 'Enter')
    await keep('files', 'REPORT › files')
    term.press('End', 'Enter')
    await keep('a file', /REPORT › files › \S+/)
    term.press('q')
    expect([0, 6]).toContain(await term.ended())
    expect(term.all()).toContain('Completeness: 100%')
    soundBytes(term)
    expect(existsSync(join(at.cwd, 'house', 'pipes.conf'))).toBe(true)
    await expect(screens.join('\n')).toMatchFileSnapshot(screenFile(name))
  }, 90_000)
})

/** Until the answer has been taken: what was asked is not asked any more. */
async function changed(term: TerminalSession, before: string): Promise<void> {
  const deadline = Date.now() + 20_000
  while (term.all() === before) {
    if (Date.now() > deadline) throw new Error(`nothing happens any more:\n${term.screen()}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

describe('a terminal is left as it was found', () => {
  test('Ctrl-C stops cleanly, says how to go on, and resume asks only what is open', async (ctx) => {
    const { at, term } = start(ctx, ['pipes', ...SKILLS])
    await term.shows('OPTIONS:')
    term.press('Enter')
    await term.shows('How much of it do you want?')
    term.type('advanced')
    term.press('Enter')
    await term.shows('What is the project called?')
    term.press('C-c')
    expect(await term.ended()).toBe(130)
    expect(term.all()).toMatch(/interrupted; go on with: skillchain resume \d{8}-\d{6}-\w+/)
    soundBytes(term)
    expect(existsSync(join(at.cwd, 'house'))).toBe(false)
    const again = start(ctx, ['resume'], NORMAL, at)
    const screen = await again.term.shows('What is the project called?')
    expect(screen).not.toContain('How much of it do you want?')
  })

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s restores it and keeps the answers', async (signal) => {
    const at = shell()
    const term = openTerminal(at, ['pipes', ...SKILLS], NORMAL)
    open.push(term)
    await term.shows('OPTIONS:')
    process.kill(term.pid(), signal)
    expect(await term.ended()).toBe(130)
    soundBytes(term)
  })

  test('a paste with line breaks is one answer, not many', async (ctx) => {
    const { term } = start(ctx, ['pipes', ...SKILLS, '--maturity', 'starter'])
    await term.shows('OPTIONS:')
    term.press('Enter')
    await term.shows('What is the project called?')
    term.paste('one\ntwo\nthree\n')
    const screen = await term.shows('one↵two↵three')
    expect(screen).toContain('What is the project called?')
  })

  test('keys typed in one burst reach the questions one after another', async (ctx) => {
    const { at, term } = start(ctx, ['pipes', ...SKILLS, '--maturity', 'starter'])
    await term.shows('OPTIONS:')
    term.type('confirm\rbrook\r10.3.0.0/16\rplastic\r')
    await term.shows('How are they joined?')
    term.press('C-c')
    await term.ended()
    const run = /resume (\S+)/.exec(term.all())?.[1] ?? ''
    const journal = readFileSync(join(at.env.XDG_STATE_HOME ?? '', 'skillchain', 'runs', run, 'journal.ndjson'), 'utf8')
    for (const value of ['brook', '10.3.0.0/16', 'plastic']) expect(journal).toContain(`"value":"${value}"`)
  })

  test('resizes at any moment leave one frame, and nothing of the old ones', async (ctx) => {
    const { term } = start(ctx, ['pipes with taps', ...SKILLS], { columns: 120, rows: 40 })
    await term.shows('OPTIONS:')
    for (const [columns, rows] of [
      [100, 30],
      [60, 20],
      [40, 12],
      [61, 21],
      [130, 45],
      [80, 24],
    ] as const)
      term.resize({ columns, rows })
    const screen = await term.shows(/^╭─{78}╮\n(?:.*\n)*.*Enter choose/m)
    expect(screen.match(/OPTIONS:/g)).toHaveLength(1)
    expect(screen.match(/SKILL CHAIN DETECTED/g)).toHaveLength(1)
    expect(screen.match(/╭/g)).toHaveLength(1)
    term.press('Enter')
    await term.shows('How much of it do you want?')
    for (const [columns, rows] of [
      [50, 15],
      [90, 30],
    ] as const) {
      term.resize({ columns, rows })
      const now = await term.shows(columns === 50 ? /\^B back · \? keys/ : /\^R restart/)
      expect(now.match(/How much of it/g), `${columns}x${rows}\n${now}`).toHaveLength(1)
      for (const line of now.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns)
    }
    term.press('C-c')
    await term.ended()
    soundBytes(term)
  })

  test('Ctrl-Z goes to the shell, fg comes back to the same question', async (ctx) => {
    const at = shell()
    needTool(ctx, 'tmux')
    const term = openTerminal(at, ['--norc', '-i'], NORMAL, ['bash'])
    open.push(term)
    const { BIN } = await import('../helpers/cli.ts')
    term.type(
      `PS1='sh> '; clear; '${process.execPath}' '${BIN}' pipes ${SKILLS.map((word) => `'${word}'`).join(' ')}\r`,
    )
    await term.shows('OPTIONS:')
    term.press('C-z')
    await term.shows(/Stopped[\s\S]*sh>\s*$/)
    term.type('fg\r')
    await term.shows('Enter choose')
    term.press('Enter')
    await term.shows('How much of it do you want?')
    term.press('C-c')
    await term.shows(/resume[\s\S]*sh>\s*$/)
  })
})

describe('a terminal that cannot be drawn on gets lines', () => {
  test.each([
    ['TERM=dumb', { TERM: 'dumb' }, []],
    ['--plain', {}, ['--plain']],
    ['--screen-reader', {}, ['--screen-reader']],
    ['CI', { CI: 'true' }, []],
  ] as const)('%s', async (_, env, flags) => {
    const at = shell()
    const term = openTerminal({ ...at, env: { ...at.env, ...env } }, ['pipes', ...SKILLS, ...flags], NORMAL)
    open.push(term)
    await term.shows('confirm, skip, customize or help')
    expect(term.raw()).not.toContain('\u001b[?25l')
  })

  test('NO_COLOR: no colour, the same words', async () => {
    const at = shell()
    const term = openTerminal({ ...at, env: { ...at.env, NO_COLOR: '1' } }, ['pipes', ...SKILLS], NORMAL)
    open.push(term)
    await term.shows('OPTIONS:')
    expect(term.raw()).not.toMatch(/\u001b\[(?:\d+;)*3\dm/)
  })

  test('--ascii draws with ASCII signs only', async () => {
    const at = shell()
    const term = openTerminal(at, ['pipes', ...SKILLS, '--ascii'], NORMAL)
    open.push(term)
    await term.shows('OPTIONS:')
    expect(term.screen()).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

describe('the first screen', () => {
  test('understands while it is typed; a recent run can be resumed from it', async (ctx) => {
    const { at, term } = start(ctx, SKILLS)
    await term.shows('What do you want to build?')
    term.type('pipes with taps, no boiler')
    const screen = await term.shows('fitting-taps')
    expect(screen).toContain('laying-pipes')
    expect(screen).toContain('heating-water')
    term.press('Enter')
    await term.shows('SKILL CHAIN DETECTED FOR')
    term.press('C-c')
    expect(await term.ended()).toBe(130)
    const again = start(ctx, SKILLS, NORMAL, at)
    await again.term.shows('Recent')
    again.term.press('Down', 'Down', 'Down', 'Down', 'Enter')
    await again.term.shows('resuming run')
    soundBytes(term)
  })

  test('without a terminal it says what to type', () => {
    expect(skillchain(shell(), []).code).toBe(2)
  })
})
