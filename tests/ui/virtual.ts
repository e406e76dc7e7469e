import { PassThrough } from 'node:stream'
import xterm from '@xterm/headless'
import type { Environment } from '../../src/cli/environment.ts'

const { Terminal } = xterm

export interface VirtualTerminal {
  environment: Environment
  type(text: string): void
  resize(columns: number, rows: number): void
  /** What the window shows, line by line. */
  screen(): Promise<string[]>
  raw(): string
}

/** A terminal in this process: fast enough for thousands of keys, with the semantics of a real one. */
export function virtualTerminal(columns: number, rows: number): VirtualTerminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 20_000, convertEol: true })
  let raw = ''
  const stdout = new PassThrough() as unknown as NodeJS.WriteStream // the parts of a terminal that are used are added below
  Object.assign(stdout, {
    isTTY: true,
    columns,
    rows,
    write(text: string, ...rest: unknown[]) {
      raw = (raw + text).slice(-200_000)
      terminal.write(text)
      const done = rest.find((one): one is () => void => typeof one === 'function')
      if (done !== undefined) setImmediate(done)
      return true
    },
  })
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream // as above
  Object.assign(stdin, { isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin })
  const drained = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve))
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
    },
    type(text) {
      stdin.push(text)
    },
    resize(nextColumns, nextRows) {
      terminal.resize(nextColumns, nextRows)
      Object.assign(stdout, { columns: nextColumns, rows: nextRows })
      stdout.emit('resize')
    },
    async screen() {
      await drained()
      const buffer = terminal.buffer.active
      return Array.from(
        { length: terminal.rows },
        (_, index) => buffer.getLine(buffer.baseY + index)?.translateToString(true) ?? '',
      )
    },
    raw: () => raw,
  }
}
