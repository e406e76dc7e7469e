// The program in a window whose screen is known: what it shows, and when it showed it.
import xterm from '@xterm/headless'
import { BIN, NODE } from '../program.mjs'
import { clock, openPty } from './pty.mjs'

const PATIENCE = 30_000

/** Starts the program. `at` says where, as `workplace` of program.mjs does. */
export async function openScreen(args, at, { columns = 80, rows = 24 } = {}) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 5000 })
  let text = ''
  let last = 0
  let wake = () => {}
  const pty = await openPty(NODE, [BIN, ...args], {
    ...at,
    columns,
    rows,
    onData(data) {
      last = clock()
      text += data.toString('latin1')
      terminal.write(data)
      wake()
    },
  })
  const lines = () => {
    const { active } = terminal.buffer
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    )
  }
  return {
    ...pty,
    /** When the last output came. */
    lastOutput: () => last,
    /** The moment this is in the output, read from where `shows` was called last. */
    async shows(sign) {
      const deadline = clock() + PATIENCE
      while (!text.includes(sign)) {
        if (clock() > deadline) throw new Error(`never saw ${JSON.stringify(sign)} in:\n${lines().join('\n')}`)
        await new Promise((resolve) => {
          wake = resolve
          setTimeout(resolve, 200)
        })
      }
      text = text.slice(text.indexOf(sign) + sign.length)
      return last
    },
    /** From now on `shows` reads what comes. */
    forget() {
      text = ''
    },
    resize(toColumns, toRows) {
      terminal.resize(toColumns, toRows)
      pty.resize(toColumns, toRows)
    },
    /** The lines of the window, when nothing has come for a while. */
    async settled() {
      while (clock() - last < 400) await new Promise((resolve) => setTimeout(resolve, 50))
      await new Promise((resolve) => terminal.write('', resolve))
      return lines()
    },
    async leave() {
      pty.type('\u0003')
      await pty.ended
    },
  }
}
