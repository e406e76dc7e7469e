// Five panes, each with 200 lines a second, in a window of 120 × 40: processor time and bytes written.
import { join } from 'node:path'
import { build } from 'esbuild'
import { inTemp, NODE, ROOT } from '../program.mjs'
import { openPty, pause } from './pty.mjs'

const RATE = 200
const WARM_UP = 2000
const MEASURED = 5000

export function board() {
  return inTemp(async (dir) => {
    const naive = await costOfRunning(NODE, [await bundled('naive', dir), String(RATE)])
    return [
      {
        what: `naive Ink, 5 panes × ${RATE} lines/s`,
        ours: '',
        other: `${naive.cpu.toFixed(1)} % of a core`,
        note: `${kilobytes(naive.bytes)}/s written by the naive app`,
      },
    ]
  })
}

/** Share of a core in per cent and bytes a second, once it has warmed up. */
async function costOfRunning(command, args, options) {
  const running = await openPty(command, args, options)
  try {
    await pause(WARM_UP)
    const [before, bytes, started] = [running.cost(), running.bytes(), performance.now()]
    await pause(MEASURED)
    const wall = performance.now() - started
    const after = running.cost()
    return { cpu: (100 * (after.cpu - before.cpu)) / wall, bytes: ((running.bytes() - bytes) * 1000) / wall }
  } finally {
    running.signal(9)
    await running.ended
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
