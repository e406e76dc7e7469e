import { render } from 'ink-testing-library'
import { expect, test } from 'vitest'
import { boardOf } from '../../../src/ui/components/index.ts'
import type { Terminal } from '../../../src/ui/terminal.ts'
import { desk, log, running } from './samples.ts'

// ink-testing-library has a window of 100 columns and no rows: Ink takes 24.
const SIZE = { columns: 100, rows: 24 }
const nothing = (): void => {}
/** A window of the size above that is never handed to anybody else. */
const ALONE: Terminal = {
  stdout: process.stdout,
  size: () => SIZE,
  drawFirst: () => false,
  printed: () => 0,
  drawing: nothing,
  drawn: nothing,
  held: () => false,
  reach: () => 0,
  whenBack: () => nothing,
  attach: nothing,
  lend: async () => false,
  close: nothing,
}

const Shown = boardOf

function mounted() {
  const at = desk(SIZE)
  const app = render(<Shown board={at.board} theme={{ color: false, ascii: false }} terminal={ALONE} />)
  // An empty write is how Ink learns that all before it was written.
  const frame = (): string => app.frames.findLast((one) => one !== '') ?? ''
  return {
    ...at,
    ...app,
    /** Waits until the frame shows this. */
    async shows(what: RegExp): Promise<string> {
      for (let turn = 0; turn < 500; turn++) {
        if (what.test(frame())) return frame()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`never saw ${what} in:\n${frame()}`)
    },
  }
}

test('draws what arrives, without being told to', async () => {
  const { tell, shows, unmount } = mounted()
  tell(...running(2), log('3841', 'aws_vpc.main: Creating...'))
  await shows(/3842 tf-hcl · hard[\s\S]*aws_vpc\.main: Creating\.\.\./)
  tell(log('3841', 'aws_vpc.main: Creation complete after 2s'))
  await shows(/Creation complete/)
  unmount()
})

test('what is over is printed above the board', async () => {
  const { tell, shows, unmount } = mounted()
  tell(...running(2), { at: 5000, type: 'task.finished', task: '3841', outcome: 'done', summary: 'pull request #7' })
  const frame = await shows(/✓ 3841 .*done after 5 s · pull request #7/)
  expect(frame.indexOf('✓ 3841')).toBeLessThan(frame.indexOf('tasks  queue'))
  unmount()
})

test('keys go to the board: focus, zoom, search, back', async () => {
  const { tell, shows, stdin, unmount } = mounted()
  tell(...running(2), log('3842', 'first'), log('3842', 'Error: quota'), log('3842', 'last'))
  await shows(/›3841/)
  stdin.write('\u001b[C')
  await shows(/›3842/)
  stdin.write('\r')
  await shows(/lines 1–3 of 3 · following/)
  stdin.write('/error')
  await shows(/1 match$/m)
  stdin.write('\r')
  await shows(/1 of 1 match/)
  stdin.write('\u001b')
  await shows(/following|below(?! .*match)/)
  stdin.write('\u001b')
  await shows(/›3842/)
  unmount()
})

test('a gate takes no key of the burst that opened it', async () => {
  const { board, tell, ask, shows, stdin, unmount } = mounted()
  tell(...running(1))
  const gate = ask('3841')
  await shows(/GATE 1 of 1/)
  stdin.write('g\u001b[B\r')
  await shows(/What was typed before this appeared is not used/)
  expect(gate.answer()).toBe(null)
  // The window of this library never says that something was written; a real one does, see terminal.test.ts.
  board.arm()
  await shows(/Your choice/)
  stdin.write('approve')
  await shows(/Your choice: approve/)
  stdin.write('\r')
  await shows(/gate answered: approve \(person\)/)
  expect(gate.answer()).toBe('approve')
  unmount()
})

test('pasted text goes into the search, line breaks and all on one line', async () => {
  const { tell, shows, stdin, unmount } = mounted()
  tell(...running(1), log('3841', 'one two'))
  await shows(/›3841/)
  stdin.write('\r')
  await shows(/following/)
  stdin.write('/')
  await shows(/^ \//m)
  stdin.write('\u001b[200~one\ntwo\u001b[201~')
  await shows(/ \/ one two.*1 match/)
  unmount()
})
