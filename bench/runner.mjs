// What `npm run bench` and `npm run bench:ui` share: each line is a figure beside something that is not ours, from the same
// run, with its target. A missed target is printed as MISSED; the exit code is 1 only when something broke.
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { ensureBuilt, NODE } from './program.mjs'
import { table } from './table.mjs'

/** Runs the benchmarks that the command line names, or all of them, and prints their table. */
export async function runBenchmarks(benchmarks) {
  if (realpathSync(process.execPath) !== realpathSync(NODE)) {
    // All figures belong to one Node: the pinned one.
    process.exit(spawnSync(NODE, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)
  }
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !(name in benchmarks))
  if (unknown.length > 0) {
    console.error(`there is no benchmark ${unknown.join(', ')}; known: ${Object.keys(benchmarks).join(', ')}`)
    process.exit(2)
  }

  ensureBuilt()
  const load = loadavg()[0].toFixed(1)
  const rows = []
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue
    if (process.stderr.isTTY) process.stderr.write(`${name} …\n`)
    try {
      rows.push(...(await measure()))
    } catch (error) {
      rows.push({ what: name, broke: error.message })
      process.exitCode = 1
    }
  }
  console.log(table(rows).join('\n'))
  console.log(`\nNode ${process.versions.node}, ${availableParallelism()} cores, load ${load} when it began.`)
}
