import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ROOT, type Shell, shell } from '../helpers/cli.ts'
import { openTerminal, type TerminalSession } from '../helpers/terminal.ts'
import { needTool } from '../helpers/tools.ts'

// However the program ends, the terminal is as it was: in a real one, with the real program.
const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills'), '--blueprint', 'none', '--out', 'house']
const WINDOW = { columns: 80, rows: 24 }

const open: TerminalSession[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

function start(at: Shell, args: string[], command?: string[]): TerminalSession {
  const term = openTerminal(at, args, WINDOW, command)
  open.push(term)
  return term
}

function restored(term: TerminalSession): void {
  expect(term.modes()).toEqual({ cursor: true, alternate: false, cooked: true })
  const raw = term.raw()
  expect(raw.lastIndexOf('\u001b[?2004l'), 'paste mode is off').toBeGreaterThan(raw.lastIndexOf('\u001b[?2004h'))
  expect(raw.lastIndexOf('\u001b[?7h'), 'lines wrap').toBeGreaterThan(raw.lastIndexOf('\u001b[?7l'))
  expect(raw, 'the scrollback is never wiped').not.toContain('\u001b[3J')
  expect(raw, 'no other screen is used').not.toContain('\u001b[?1049h')
}

/** A program that breaks when it hears SIGUSR2, in one way or another. */
function breaking(at: Shell, how: string): Shell {
  const file = join(at.cwd, 'break.cjs')
  writeFileSync(file, `process.on('SIGUSR2', () => { ${how}; require('node:fs').writeFileSync('heard', '') })\n`)
  return { ...at, env: { ...at.env, NODE_OPTIONS: `--require ${file}` } }
}

const CRASHES: [string, string][] = [
  ['in a callback', "setImmediate(() => { throw new Error('it broke') })"],
  ['in a promise', "Promise.reject(new Error('it broke'))"],
  [
    'while it is drawn',
    "const { map } = Array.prototype; Array.prototype.map = function (...given) { if (new Error().stack.includes('at Lines')) throw new Error('it broke'); return map.apply(this, given) }",
  ],
]

describe.each([
  ['at a question', ['pipes', ...SKILLS], 'OPTIONS:'],
  ['at the first screen', SKILLS, 'What do you want to build?'],
  ['at the board', ['demo', 'board'], 'keys'],
] as const)('%s', (_, args, sign) => {
  test.each(CRASHES)('a crash %s gives the terminal back and says what happened', async (_how, script) => {
    const at = shell()
    const term = start(breaking(at, script), [...args])
    await term.shows(sign)
    process.kill(term.pid(), 'SIGUSR2')
    await vi.waitUntil(() => existsSync(join(at.cwd, 'heard')), 10_000)
    term.press('Down')
    expect(await term.ended()).toBe(1)
    expect(term.all()).toMatch(/^skillchain: internal error: Error: it broke\n\s+at /m)
    restored(term)
  })

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s gives the terminal back', async (signal) => {
    const term = start(shell(), [...args])
    await term.shows(sign)
    process.kill(term.pid(), signal)
    expect(await term.ended()).toBe(130)
    restored(term)
  })

  test('Ctrl-C twice in one burst ends it at once', async (ctx) => {
    needTool(ctx, 'tmux')
    const term = start(shell(), [...args])
    await term.shows(sign)
    term.press('C-c', 'C-c')
    expect(await term.ended()).toBe(130)
    restored(term)
  })
})
