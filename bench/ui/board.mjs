// Five panes, each with 200 lines a second, in a window of 120 × 40: processor time and bytes written, beside a naive app
// on the same lines. Then a million lines: what stays in memory.
import { join } from 'node:path'
import { build } from 'esbuild'
import { BIN, inTemp, median, NODE, ROOT, times } from '../program.mjs'
import { openPty, pause } from './pty.mjs'

const RATE = 200
const ROUNDS = 3
const WARM_UP = 2000
const MEASURED = 5000
const MOST_CPU = 25
const RECORDING = join(ROOT, 'skillchain', 'recordings', 'board.ndjson')
const BOARD = [BIN, 'demo', 'board', '--speed', '1', '--lines-per-second']

export function board() {
  return inTemp(async (dir) => {
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
        what: `board, 5 panes × ${RATE} lines/s`,
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
  })
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
    program.signal(9)
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

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`
