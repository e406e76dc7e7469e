// How long each check takes on the platform at advanced, in this process: the first time and once it is warm.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../../src/cli/check/disk.ts'
import { knownFacts } from '../../src/cli/check/known-facts.ts'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import { CHECKS, factView, runCatalog } from '../../src/engine/checks/index.ts'

const program = fileURLToPath(new URL('../../bin/skillchain.cjs', import.meta.url))
const ROUNDS = 7
/** What is judged across languages and files, and may take 100 ms together. */
const CROSS = new Set(['iam', 'security', 'cost', 'portability', 'consistency'])

export async function eachCheck() {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-each-'))
  try {
    spawnSync(process.execPath, [
      program,
      'platform',
      '--blueprint',
      'platform',
      '--maturity',
      'advanced',
      '--skip-all',
      '--out',
      dir,
    ])
    const times = new Map(CHECKS.map(({ id }) => [id, []]))
    for (let round = 0; round < ROUNDS; round++) {
      const context = { ...diskFiles(dir), facts: factView(knownFacts(dir)), schemas: shippedSchemas() }
      for (const entry of CHECKS) {
        const started = performance.now()
        const [outcome] = await runCatalog([entry], context)
        if (outcome !== undefined) times.get(entry.id).push(performance.now() - started)
      }
    }
    const rows = [...times].filter(([, all]) => all.length > 0).map(([id, all]) => [id, all[0], median(all.slice(1))])
    const [, , terraform] = rows.find(([id]) => id === 'terraform') ?? ['', 0, 1]
    for (const [id, first, warm] of rows) {
      console.log(
        `${id.padEnd(16)} first ${first.toFixed(0).padStart(5)} ms, warm ${warm.toFixed(0).padStart(4)} ms, ${(warm / terraform).toFixed(2)} x terraform`,
      )
    }
    const sum = (index) => rows.filter(([id]) => CROSS.has(id)).reduce((all, row) => all + row[index], 0)
    console.log(
      `${[...CROSS].join(' + ')}: first ${sum(1).toFixed(0)} ms, warm ${sum(2).toFixed(0)} ms, ${(sum(2) / terraform).toFixed(2)} x terraform`,
    )
    return 0
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
