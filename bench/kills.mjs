// kill -9 at random moments of a run, then `resume`: the same bytes, the same answers, nothing left over.
// Alone: node bench/kills.mjs [runs=200] [seed]
import { killAnswered, killUnattended } from '../tests/helpers/kill/kill.ts'
import { ensureBuilt } from './program.mjs'

const RUNS = 200
const SEED = 20261120
/** Of ten runs, this many are answered line by line; the others skip all questions. */
const ANSWERED_OF_TEN = 3

export async function kills(runs = RUNS, seed = SEED) {
  const answered = Math.round((runs * ANSWERED_OF_TEN) / 10)
  return [
    row('killed at a random moment, then resume', await killUnattended(runs - answered, seed)),
    row('killed while it is answered, then resume', await killAnswered(answered, seed + 1)),
  ]
}

function row(what, { runs, same, stages, wrong }) {
  const where = Object.entries(stages).map(([stage, count]) => `${stage} ${count}`)
  return {
    what,
    ours: `${same} of ${runs} the same`,
    other: 'an undisturbed run',
    ratio: '',
    target: `${runs} of ${runs}`,
    met: same === runs && wrong.length === 0,
    note: `killed in: ${where.join(', ')}`,
    details: wrong,
  }
}

if (import.meta.main) {
  ensureBuilt()
  const [runs, seed] = process.argv.slice(2).map(Number)
  for (const { what, ours, note, details, met } of await kills(runs || RUNS, seed || SEED)) {
    console.log(`${what}: ${ours} (${note})`)
    for (const line of details) console.log(`  ${line}`)
    if (!met) process.exitCode = 1
  }
}
