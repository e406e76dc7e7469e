import { PassThrough } from 'node:stream'
import xterm from '@xterm/headless'
import type { Environment } from '../../src/cli/environment.ts'

const { Terminal } = xterm

export interface VirtualTerminal {
  environment: Environment
  type(text: string | Uint8Array): void
  resize(columns: number, rows: number): void
  /** What the window shows, line by line. */
  screen(): Promise<string[]>
  /** The same, as far as it has been read. */
  now(): string[]
  /** The lines of the window above the cursor. */
  aboveCursor(): Promise<string[]>
  /** Whether the scrollback was ever wiped. */
  wiped(): boolean
}

/** A terminal in this process: fast enough for thousands of keys, with the semantics of a real one. */
export function virtualTerminal(columns: number, rows: number): VirtualTerminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 20_000, convertEol: true })
  let wiped = false
  const stdout = new PassThrough() as unknown as NodeJS.WriteStream // the parts of a terminal that are used are added below
  Object.assign(stdout, {
    isTTY: true,
    columns,
    rows,
    write(text: string, ...rest: unknown[]) {
      wiped ||= text.includes('\u001b[3J')
      terminal.write(text)
      const done = rest.find((one): one is () => void => typeof one === 'function')
      if (done !== undefined) setImmediate(done)
      return true
    },
  })
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream // as above
  Object.assign(stdin, { isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin })
  const drained = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve))
  const now = (): string[] => {
    const { active } = terminal.buffer
    return Array.from(
      { length: terminal.rows },
      (_, index) => active.getLine(active.baseY + index)?.translateToString(true) ?? '',
    )
  }
  return {
    environment: {
      cwd: '/',
      home: '/',
      stateDir: '/',
      configDir: '/',
      env: { TERM: 'xterm-256color' },
      stdin,
      stdout,
      stderr: stdout,
      now: () => new Date(0),
      pid: process.pid,
      restores: new Set(),
    },
    type(text) {
      stdin.push(text)
    },
    resize(nextColumns, nextRows) {
      terminal.resize(nextColumns, nextRows)
      Object.assign(stdout, { columns: nextColumns, rows: nextRows })
      stdout.emit('resize')
    },
    now,
    async screen() {
      await drained()
      return now()
    },
    async aboveCursor() {
      await drained()
      return now().slice(0, terminal.buffer.active.cursorY)
    },
    wiped: () => wiped,
  }
}
