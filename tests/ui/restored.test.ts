import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { BIN, ROOT, type Shell, shell } from '../helpers/cli.ts'
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
  sound(term)
}

function sound(term: TerminalSession): void {
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

describe('behind a launcher on an older Node', () => {
  /** The launcher believes that it runs on Node 20, and starts the pinned one. */
  function launched(at: Shell, args: string[]): TerminalSession {
    const file = join(at.cwd, 'old.cjs')
    writeFileSync(file, "Object.defineProperty(process.versions, 'node', { value: '20.19.0' })\n")
    return start(at, args, [process.execPath, '--require', file, BIN])
  }
  const childOf = (pid: number): number =>
    Number(execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' }).trim())

  test('the terminal is given back when the program is killed', async () => {
    const term = launched(shell(), ['pipes', ...SKILLS])
    await term.shows('OPTIONS:')
    expect(term.modes()).toMatchObject({ cooked: false })
    process.kill(childOf(term.pid()), 'SIGKILL')
    expect(await term.ended()).toBe(137)
    restored(term)
  })

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s reaches the program, which stops cleanly', async (signal) => {
    const term = launched(shell(), ['pipes', ...SKILLS])
    await term.shows('OPTIONS:')
    process.kill(term.pid(), signal)
    expect(await term.ended()).toBe(130)
    expect(term.all()).toMatch(/interrupted; go on with: skillchain resume/)
    restored(term)
  })

  test('Ctrl-Z stops both, fg brings both back', async (ctx) => {
    needTool(ctx, 'tmux')
    const at = shell()
    const term = start(at, ['--norc', '-i'], ['bash'])
    writeFileSync(join(at.cwd, 'old.cjs'), "Object.defineProperty(process.versions, 'node', { value: '20.19.0' })\n")
    const words = [process.execPath, '--require', './old.cjs', BIN, 'pipes', ...SKILLS].map((word) => `'${word}'`)
    term.type(`PS1='sh> '; clear; ${words.join(' ')}\r`)
    await term.shows('OPTIONS:')
    term.press('C-z')
    await term.shows(/Stopped[\s\S]*sh>\s*$/)
    expect(term.modes()).toMatchObject({ cursor: true, alternate: false })
    term.type('echo still here\r')
    await term.shows(/^still here\n[\s\S]*sh>\s*$/m)
    term.type('fg\r')
    await term.shows('Enter choose')
    term.press('Enter')
    await term.shows('How much of it do you want?')
    term.press('C-c')
    await term.shows(/resume[\s\S]*sh>\s*$/)
    // A shell that edits lines has modes of its own; a command has those the shell was given.
    term.type('clear; stty -a\r')
    expect(await term.shows(/sh>\s*$/)).toMatch(/\bisig icanon\b[\s\S]*[^-]echo /)
  })
})
