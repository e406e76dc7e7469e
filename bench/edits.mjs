// Regenerate after 500 random user edits: what was lost, what was overwritten without a question. An oracle that knows
// nothing of the merge counts it; that it can count is shown by a generator that is wrong on purpose.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { honest, simulate } from '../tests/engine/workspace/edits/simulate.ts'

const EDITS = 500
const seed = Number(process.argv[2] ?? 20260101)

async function inTemp(run) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-edits-'))
  try {
    return await run(join(dir, 'infra'))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Takes the new text wherever there is a question, and asks nobody. */
async function careless(workspace, files, decide) {
  let conflicts = []
  await honest(workspace, files, (made) => {
    conflicts = made.files.filter((file) => file.conflict?.merged)
    return decide(made)
  })
  for (const { at, conflict } of conflicts) writeFileSync(join(workspace.root, at), conflict.ours)
}

const started = performance.now()
const atOnce = await inTemp((root) => simulate(root, seed, EDITS, 1))
const inRounds = await inTemp((root) => simulate(root, seed + 1, EDITS, 10))
const wrong = await inTemp((root) => simulate(root, seed, EDITS, 1, careless))
const lost = atOnce.lost.length + inRounds.lost.length
const overwritten = atOnce.overwritten.length + inRounds.overwritten.length
const seen = wrong.lost.length + wrong.overwritten.length

for (const line of [...atOnce.lost, ...atOnce.overwritten, ...inRounds.lost, ...inRounds.overwritten]) console.log(line)
console.log(`${EDITS} edits, then one regeneration: ${describe(atOnce)}`)
console.log(`${EDITS} edits in ten rounds: ${describe(inRounds)}`)
console.log(`a generator that is wrong on purpose: ${seen} losses seen`)
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s, seed ${seed}`)
console.log(`${lost} edits lost, ${overwritten} silent overwrites`)
process.exitCode = lost + overwritten === 0 && seen > 0 ? 0 : 1

function describe({ actions, asked }) {
  const merged = actions.get('merge') ?? 0
  const kept = (actions.get('keep-yours') ?? 0) + (actions.get('keep-orphan') ?? 0) + (actions.get('stay-deleted') ?? 0)
  return `${merged} files merged, ${kept} kept or left deleted, ${asked} conflicts asked`
}
