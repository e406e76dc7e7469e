import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, type Shell } from './cli.ts'

export interface WindowSize {
  columns: number
  rows: number
}

/** A program in a real terminal: keys in, what a person sees out. */
export interface TerminalSession {
  /** Keys by their tmux names: Enter, Escape, Up, C-c, S-Up. */
  press(...keys: string[]): void
  /** Characters as they are typed, all at once. */
  type(text: string): void
  /** As the terminal pastes: in brackets where the program asked for them. */
  paste(text: string): void
  /** What the window shows now. */
  screen(): string
  /** The same with its colours, as tmux writes them. */
  colours(): string
  /** That and what scrolled away. */
  all(): string
  /** Every byte the program wrote. */
  raw(): string
  /** Waits until the window shows this, and nothing changes any more. */
  shows(what: string | RegExp): Promise<string>
  resize(size: WindowSize): void
  /** Exit code, once the program ended. */
  ended(): Promise<number>
  pid(): number
  /** How the terminal itself stands. */
  modes(): TerminalModes
  close(): void
}

export interface TerminalModes {
  cursor: boolean
  /** The screen of editors and pagers, instead of the one with a scrollback. */
  alternate: boolean
  /** Lines are edited and echoed by the terminal, as a shell leaves it. */
  cooked: boolean
}

const PATIENCE = 20_000
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Starts the real program. `command` replaces it by another one. */
export function openTerminal(
  at: Shell,
  args: string[],
  size: WindowSize,
  command: string[] = [process.execPath, BIN],
): TerminalSession {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-tmux-'))
  const socket = join(dir, 'socket')
  const raw = join(dir, 'raw')
  const exit = join(dir, 'exit')
  const pidFile = join(dir, 'pid')
  const tmux = (...words: string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    })
  const env = Object.entries({ TERM: 'screen-256color', ...at.env }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  const line = ['env', '-i', ...env, ...command, ...args].map(quote).join(' ')
  const script = join(dir, 'run.sh')
  // The pipe must be there before the first byte is written.
  writeFileSync(
    script,
    `cd ${quote(at.cwd)}\nuntil [ -e ${quote(raw)} ]; do :; done\necho $$ >${quote(pidFile)}\n${line}\necho $? >${quote(exit)}\nexec tail -f /dev/null\n`,
  )
  tmux('new-session', '-d', '-x', String(size.columns), '-y', String(size.rows), `sh ${quote(script)}`)
  tmux('set', '-g', 'history-limit', '50000')
  tmux('pipe-pane', `cat >>${quote(raw)}`)
  appendFileSync(raw, '')

  const capture = (...more: string[]): string => tmux('capture-pane', '-p', ...more)
  const session: TerminalSession = {
    press: (...keys) => void tmux('send-keys', ...keys),
    type: (text) => void tmux('send-keys', '-l', text),
    paste(text) {
      spawnSync('tmux', ['-S', socket, 'load-buffer', '-'], { input: text })
      tmux('paste-buffer', '-p', '-r')
    },
    screen: () => capture(),
    colours: () => capture('-e'),
    all: () => capture('-S', '-'),
    raw: () => readFileSync(raw, 'utf8'),
    async shows(what) {
      const found = (text: string): boolean => (typeof what === 'string' ? text.includes(what) : what.test(text))
      let before = ''
      await until(
        () => {
          const now = capture()
          const still = now === before && found(now)
          before = now
          return still
        },
        () => `never saw ${String(what)} in:\n${capture()}`,
      )
      return before
    },
    resize: ({ columns, rows }) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    async ended() {
      await until(
        () => existsSync(exit) && readFileSync(exit, 'utf8') !== '',
        () => `did not end:\n${capture()}`,
      )
      return Number(readFileSync(exit, 'utf8'))
    },
    pid() {
      const parent = readFileSync(pidFile, 'utf8').trim()
      return Number(execFileSync('ps', ['--ppid', parent, '-o', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/)[0])
    },
    modes() {
      const [cursor, alternate, tty] = tmux('display', '-p', '#{cursor_flag} #{alternate_on} #{pane_tty}')
        .trim()
        .split(' ')
      const stty = execFileSync('stty', ['-F', tty ?? '', '-a'], { encoding: 'utf8' })
      return {
        cursor: cursor === '1',
        alternate: alternate === '1',
        cooked: ['icanon', 'echo', 'isig', 'opost'].every((flag) => stty.split(/[\s;]+/).includes(flag)),
      }
    },
    close() {
      spawnSync('tmux', ['-S', socket, 'kill-server'])
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return session
}

async function until(holds: () => boolean, or: () => string): Promise<void> {
  const deadline = Date.now() + PATIENCE
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(or())
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

/** Run names, folders, times and dates differ from run to run. */
export const scrub = (text: string, at: Shell): string =>
  text
    .replaceAll(at.cwd, '/home/acme')
    .replace(/\d{8}-\d{6}-[0-9a-f]{4}/g, '20261120-120000-abcd')
    .replace(/\d+ ms\b/g, '1 ms')
    .replace(/\d{4}-\d\d-\d\d/g, '2026-11-20')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '\n')
