import { matchGoal } from '../src/engine/chain/match/index.ts'
import { emptyTallies, judgeGoal, loadGoals, loadSkills, precision, recall } from '../tests/engine/chain/goal-table.ts'

const skills = loadSkills()
const goals = loadGoals()
const options = { knownFacts: new Set(goals.flatMap((line) => Object.keys(line.facts))) }
const tallies = emptyTallies()
const started = performance.now()
const misses = goals.flatMap((line) =>
  judgeGoal(line, matchGoal(line.goal, skills, [], options), tallies).map((text) => `${line.goal}: ${text}`),
)
const perGoal = (performance.now() - started) / goals.length

const percent = (share) => `${(share * 100).toFixed(1)} %`
for (const [what, tally] of Object.entries(tallies)) {
  const of = tally.right + tally.missed
  console.log(
    `${what}: precision ${percent(precision(tally))}, recall ${percent(recall(tally))} (${tally.right} of ${of}, ${tally.wrong} too much)`,
  )
}
console.log(`${goals.length} goals, ${perGoal.toFixed(2)} ms each`)
if (process.argv.includes('--misses')) for (const miss of misses) console.log(miss)
