import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Shell, shell } from '../helpers/cli.ts'
import { openTerminal, type TerminalSession } from '../helpers/terminal.ts'
import { type Run, readScreen, textOf } from './cells.ts'
import { DARK, type Frame, picture, recording } from './svg.ts'

/** A drawing of what the program showed, by the name of its file in docs/pictures. */
export type Pictures = Record<string, string>

const SIZE = { columns: 100, rows: 30 }
const FIRST = 'production kubernetes on AWS'
const REST = ' with dns, 3 AZs in eu-west-1'

/** All pictures, from the real program in a real terminal. The same program draws the same bytes. */
export async function takePictures(): Promise<Pictures> {
  const [run, board] = await Promise.all([takeRun(), takeBoard()])
  return { ...run, ...board }
}

async function takeRun(): Promise<Pictures> {
  return inTerminal([], async (term) => {
    const frames: Frame[] = []
    const keep = async (sign: string | RegExp, ms: number): Promise<readonly Run[][]> => {
      const screen = readScreen(await settled(term, sign))
      frames.push({ screen, ms })
      return screen
    }
    await keep(/Examples[\s\S]*\^C stop/, 1200)
    term.type(FIRST)
    await keep(/› production kubernetes on AWS\n[\s\S]*skills +operating-kubernetes/, 1600)
    term.type(REST)
    const start = await keep(/network\.azs 3[\s\S]*blueprint +platform/, 3200)
    term.press('Enter')
    const chain = await keep(/OPTIONS:[\s\S]*\^C stop/, 4500)
    term.press('Enter')
    const question = await keep(/How much of it do you want\?[\s\S]*\^C stop/, 3500)
    term.press('Enter')
    await term.shows('What is the project called?')
    term.type('shop')
    await keep(/✓ shop[\s\S]*\^C stop/, 3000)
    term.press('Enter')
    await term.shows(/step 3\/6[\s\S]*\^C stop/)
    term.type('skip all')
    await term.shows('skip all')
    term.press('Enter')
    const report = await keep(/REPORT[\s\S]*next steps[\s\S]*\^C stop/, 4500)
    term.press('Enter')
    await keep('REPORT › deliverables', 3000)
    await open(term, 'Network with private nodes')
    const evidence = await keep('REPORT › deliverables › Network', 4500)
    term.press('Escape')
    await term.shows(/REPORT › deliverables ─/)
    term.press('Escape')
    await term.shows('next steps')
    await open(term, 'files')
    await term.shows('REPORT › files')
    await goTo(term, 'terraform/')
    term.press('Right')
    await term.shows('▾ terraform/')
    await goTo(term, 'main.tf')
    await keep(/│ terraform\/main\.tf/, 4500)
    return {
      start: still(start),
      chain: still(chain),
      question: still(question, '══'),
      report: still(report),
      evidence: still(evidence, '╭─ REPORT'),
      session: recording({ title: 'skillchain', ...SIZE, palette: DARK }, frames),
    }
  })
}

/** Played so fast that all tasks wait for a person, one is approved and the last one fails: nothing moves any more. */
async function takeBoard(): Promise<Pictures> {
  return inTerminal(['demo', 'board', '--speed', '2000'], async (term) => {
    await term.shows('GATE 1 of 5')
    term.press('g')
    await term.shows('Your choice')
    term.type('approve')
    await term.shows(/Your choice: *approve/)
    term.press('Enter')
    const board = await settled(term, /3851.*FAILED[\s\S]*GATE 1 of 4/)
    return { board: still(readScreen(board), '', 'skillchain demo board') }
  })
}

async function open(term: TerminalSession, entry: string): Promise<void> {
  await goTo(term, entry)
  term.press('Enter')
}

/** Down to an entry of a list, wherever in it that is. */
async function goTo(term: TerminalSession, entry: string): Promise<void> {
  const chosen = (): boolean =>
    term
      .screen()
      .split('\n')
      .some((line) => /^│ *›/.test(line) && line.includes(` ${entry} `))
  const deadline = Date.now() + 20_000
  while (!chosen()) {
    const before = term.screen()
    if (Date.now() > deadline) throw new Error(`no ${entry} in:\n${before}`)
    term.press('Down')
    while (term.screen() === before && Date.now() < deadline) await soon(15)
  }
}

async function inTerminal<T>(args: string[], take: (term: TerminalSession) => Promise<T>): Promise<T> {
  const term = openTerminal(folder(), args, SIZE)
  try {
    return await take(term)
  } finally {
    term.close()
  }
}

/** Where it works has a name that the screen shows. */
function folder(): Shell {
  const at = shell()
  const cwd = join(dirname(at.cwd), 'acme-platform')
  mkdirSync(cwd)
  return { cwd, env: { ...at.env, TERM: 'tmux-256color' } }
}

/** What the window shows once it has shown the same for a while: between two writes it is still too. */
async function settled(term: TerminalSession, sign: string | RegExp): Promise<string> {
  let before = ''
  for (;;) {
    await term.shows(sign)
    const now = term.colours()
    if (now === before) return scrubbed(now)
    before = now
    await soon(80)
  }
}

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What differs from run to run, by something as wide. */
const scrubbed = (text: string): string =>
  text.replace(/\d{8}-\d{6}-[0-9a-f]{4}/g, '20261120-120000-abcd').replace(/\d+ ms\b/g, '40 ms')

/** A picture is as high as what it shows, `from` the line that begins so. */
function still(screen: readonly Run[][], from = '', title = 'skillchain'): string {
  const lines = textOf(screen).split('\n')
  const first = lines.findIndex((line) => line.startsWith(from))
  const shown = screen.slice(first, lines.findLastIndex((line) => line !== '') + 1)
  return picture({ title, columns: SIZE.columns, rows: shown.length, palette: DARK }, shown)
}
