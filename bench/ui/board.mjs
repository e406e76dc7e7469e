// Five panes, each with 200 lines a second, in a window of 120 × 40: processor time and bytes written, beside a naive app
// on the same lines. Then a million lines: what stays in memory. Then all tasks wait at gates: what it costs to wait.
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { BIN, inTemp, median, NODE, ROOT, times } from '../program.mjs'
import { openPty, pause } from './pty.mjs'

const RATE = 200
const ROUNDS = 3
const WARM_UP = 2000
const MEASURED = 5000
const MOST_CPU = 25
const PANES = 5
const MANY = 1e6
/** So many lines a second that a million take ten seconds. */
const FLOOD = 20_000
const MOST_GROWTH = 30e6
/** V8 itself looks every eight seconds whether it can give memory back: the time at rest is a multiple of that. */
const REST = 16_000
const SOME_WORK = 'Array.from({ length: 1e6 }, (_, index) => ({ index })); process.stdin.resume()'
const RECORDING = join(ROOT, 'skillchain', 'recordings', 'board.ndjson')
const BOARD = [BIN, 'demo', 'board', '--speed', '1', '--lines-per-second']

export const board = () => inTemp(async (dir) => [...(await load(dir)), ...(await memory(dir)), await atRest()])

async function load(dir) {
  const naiveApp = await bundled('naive', dir)
  const ours = []
  const naive = []
  // Interleaved, so that whatever else the machine does hits both.
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await running([...BOARD, String(RATE)]))
    naive.push(await running([naiveApp, RECORDING, String(RATE)]))
  }
  const [cpu, other] = [ours, naive].map((all) => median(all.map((one) => one.cpu)))
  const [written, otherWritten] = [ours, naive].map((all) => median(all.map((one) => one.bytes)))
  return [
    {
      what: `board, ${PANES} panes × ${RATE} lines/s`,
      ours: `${cpu.toFixed(1)} % of a core`,
      other: `naive Ink ${other.toFixed(1)} %`,
      ratio: times(cpu / other),
      target: `≤ ${MOST_CPU} %`,
      met: cpu <= MOST_CPU,
    },
    {
      what: 'the same, bytes written',
      ours: `${kilobytes(written)}/s`,
      other: `naive Ink ${kilobytes(otherWritten)}/s`,
      ratio: times(written / otherWritten),
    },
  ]
}

/** Growth between two moments with a million lines between them, a million after the start. */
async function memory(dir) {
  const file = join(dir, 'memory')
  const env = { ...process.env, SKILLCHAIN_BENCH_MEMORY: file }
  let shown = ''
  const onData = (data) => {
    shown = (shown + data).slice(-20_000)
  }
  const preload = ['--expose-gc', '--require', join(ROOT, 'bench', 'ui', 'memory.cjs')]
  const program = await openPty(
    NODE,
    [...preload, BIN, 'demo', 'board', '--speed', '0.5', '--lines-per-second', String(FLOOD)],
    { env, onData },
  )
  const million = (MANY / (FLOOD * PANES)) * 1000
  try {
    await pause(1000 + million)
    const resident = program.cost().rss
    program.signal(constants.signals.SIGUSR2)
    await pause(million)
    const residentThen = program.cost().rss
    program.signal(constants.signals.SIGUSR2)
    await pause(500)
    // The log of one task says how many lines there were.
    program.type('\r')
    await pause(1000)
    const lines = PANES * Number(/ of ([\d,]+)/.exec(shown)?.[1]?.replaceAll(',', '') ?? Number.NaN)
    if (!(lines >= 2 * MANY)) throw new Error(`only ${lines} lines went through the board`)
    const [before, after] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).heapUsed)
    const row = (what, from, to) => ({
      what,
      ours: `+ ${megabytes(to - from)}`,
      other: `${megabytes(from)} after the first million`,
      ratio: times(to / from),
      target: `≤ + ${megabytes(MOST_GROWTH)}`,
      met: to - from <= MOST_GROWTH,
    })
    return [
      row('a million lines more, heap after a collection', before, after),
      row('the same, resident memory', resident, residentThen),
    ]
  } finally {
    program.signal(constants.signals.SIGKILL)
    await program.ended
  }
}

/** Everybody waits for a person: gates are open, and no line arrives. Beside it a Node that only reads its input, after some work. */
async function atRest() {
  const ours = await openPty(NODE, [BIN, 'demo', 'board', '--speed', '2000'])
  const bare = await openPty(NODE, ['-e', SOME_WORK])
  const both = [ours, bare]
  try {
    await pause(4000)
    const before = both.map((one) => one.cost())
    const bytes = ours.bytes()
    await pause(REST)
    const [own, other] = both.map((one, index) => {
      const { cpu, wakeUps } = one.cost()
      return { cpu: cpu - before[index].cpu, wakeUps: wakeUps - before[index].wakeUps }
    })
    const shown = ({ cpu, wakeUps }) => `${((100 * cpu) / REST).toFixed(1)} %, ${wakeUps} wake-ups`
    return {
      what: `board, everybody waits at a gate, ${REST / 1000} s`,
      ours: `${shown(own)}, ${ours.bytes() - bytes} bytes`,
      other: `bare node ${shown(other)}`,
      ratio: '',
      target: 'the same',
      met: own.cpu <= other.cpu && own.wakeUps <= other.wakeUps && ours.bytes() === bytes,
    }
  } finally {
    for (const one of both) one.signal(constants.signals.SIGKILL)
    await Promise.all(both.map((one) => one.ended))
  }
}

/** Share of a core in per cent and bytes a second, once it has warmed up. */
async function running(args) {
  const program = await openPty(NODE, args)
  try {
    await pause(WARM_UP)
    const [before, bytes, started] = [program.cost(), program.bytes(), performance.now()]
    await pause(MEASURED)
    const wall = performance.now() - started
    const after = program.cost()
    return { cpu: (100 * (after.cpu - before.cpu)) / wall, bytes: ((program.bytes() - bytes) * 1000) / wall }
  } finally {
    program.signal(constants.signals.SIGKILL)
    await program.ended
  }
}

/** As the program itself is built: React for production, one file. */
async function bundled(name, dir) {
  const outfile = join(dir, `${name}.mjs`)
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'bench', 'ui', `${name}.mjs`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minifyWhitespace: true,
    minifySyntax: true,
    mainFields: ['module', 'main'],
    alias: { 'react-devtools-core': join(ROOT, 'bench', 'ui', 'nothing.mjs') },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    logLevel: 'warning',
  })
  return outfile
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`
