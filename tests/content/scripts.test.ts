import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { filesBelow } from './estate.ts'
import { renderRepository, writeRepository } from './render.ts'
import { run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const PLATFORM = ['writing-infrastructure-code', 'architecting-networks', 'operating-kubernetes', 'managing-dns']

const CHAINS: readonly (readonly [string, readonly string[], Maturity, Record<string, FactValue>])[] = [
  ['alone', [], 'starter', {}],
  [
    'hosts',
    ['administering-linux', 'configuring-nginx'],
    'intermediate',
    { 'linux.platform': 'existing', 'scripts.confirm': 'flag' },
  ],
  ['platform', PLATFORM, 'advanced', { 'scripts.logs': 'json' }],
  ['state alone', ['writing-infrastructure-code'], 'intermediate', {}],
]

describe('the scripts of a repository', () => {
  for (const [name, others, maturity, set] of CHAINS) {
    toolTest(
      `${name}: their tests pass, and no linter finds anything`,
      ['bats', 'shellcheck', 'shfmt', 'actionlint'],
      () => {
        const dir = join(folder, name.replaceAll(' ', '-'))
        const repository = renderRepository({ skills: [...others, 'shell-scripting'], maturity, set })
        expect(repository.problems).toEqual([])
        writeRepository(repository, dir)
        const scripts = filesBelow(dir).filter((file) =>
          /^(?:scripts|tests\/scripts)\/.*\.(?:sh|bash|bats)$/.test(file),
        )
        const linted = run('shellcheck', ['-x', ...scripts], { cwd: dir })
        expect(linted.stdout).toBe('')
        expect(run('shfmt', ['-d', '-i', '2', '-ci', ...scripts], { cwd: dir }).stdout).toBe('')
        const tested = run('bats', ['tests/scripts'], { cwd: dir })
        expect(tested.stdout.split('\n').filter((line) => line.startsWith('not ok'))).toEqual([])
        expect(tested.status, tested.stdout + tested.stderr).toBe(0)
        for (const workflow of filesBelow(dir).filter((file) => file.startsWith('.github/workflows/'))) {
          const judged = run('actionlint', [workflow], { cwd: dir })
          expect(judged.status, judged.stdout).toBe(0)
        }
      },
    )
  }
})
