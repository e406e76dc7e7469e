// What a check holds at most on a tree of some 10,000 files: the platform at advanced, many times over.
//   node bench/checks.mjs memory [CHECK…]         each of them alone; without names the whole check
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow } from '../../src/cli/check/walk.ts'

const program = fileURLToPath(new URL('../../bin/skillchain.cjs', import.meta.url))
const hook = fileURLToPath(new URL('peak.cjs', import.meta.url))
const FILES = 10_000
const MOST = 200e6

export function memory(checks) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-memory-'))
  try {
    const tree = join(dir, 'tree')
    const first = join(tree, 'a0')
    const made = ['platform', '--blueprint', 'platform', '--maturity', 'advanced', '--skip-all', '--out', first]
    spawnSync(process.execPath, [program, ...made])
    // With its manifest a folder would be our own, and judged by its facts.
    rmSync(join(first, '.skillchain'), { recursive: true, force: true })
    const copies = Math.ceil(FILES / filesBelow(first).length)
    for (let copy = 1; copy < copies; copy++) cpSync(first, join(tree, `a${copy}`), { recursive: true })
    const count = filesBelow(tree).length
    let met = true
    for (const check of checks.length === 0 ? [null] : checks) {
      const peak = peakOf(dir, tree, check)
      met &&= peak <= MOST
      console.log(`${check ?? 'the whole check'}: ${(peak / 1e6).toFixed(0)} MB on ${count} files`)
    }
    return met ? 0 : 1
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function peakOf(dir, tree, check) {
  const file = join(dir, 'peak')
  const only = check === null ? [] : ['--only', check]
  spawnSync(process.execPath, ['--require', hook, program, 'check', tree, '--offline', '--json', ...only], {
    stdio: 'ignore',
    // Nothing that was remembered from another run.
    env: { ...process.env, SKILLCHAIN_BENCH_PEAK: file, XDG_CACHE_HOME: join(dir, `cache-${check}`) },
  })
  return Number(readFileSync(file, 'utf8'))
}
