import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GOAL, shell, skillchain, tree } from '../helpers/cli.ts'
import { platform, type Result } from './result.ts'

const OWNER = ['--set', 'project.owner=network-team']

const executable = (path: string): boolean => (statSync(path).mode & 0o111) !== 0

/** The paths a printed diff touches. */
const touched = (out: string): string[] =>
  [...out.matchAll(/^\+\+\+ (?:b\/)?(\S+)/gm)].flatMap((match) => match[1] ?? []).sort()

describe('your edits', () => {
  /** Edited, deleted, moved, made executable, added: one of each. */
  function disturbed(): Result {
    const at = platform()
    appendFileSync(at.file('terraform/network.tf'), '\n# Reviewed by the network team.\n')
    at.edit('README.md', '## Before you start', '## Before you begin')
    rmSync(at.file('docs/adr/state-in-s3.md'))
    mkdirSync(at.file('handbook'))
    renameSync(at.file('docs/runbooks/nat-failure.md'), at.file('handbook/nat-failure.md'))
    chmodSync(at.file('terraform/kms.tf'), 0o755)
    writeFileSync(at.file('terraform/own.tf'), 'locals {\n  own = true\n}\n')
    return at
  }

  test('diff shows what would change and writes nothing; regenerate then changes exactly that', () => {
    const at = disturbed()
    const before = tree(at.cwd)
    const shown = skillchain(at, ['diff', ...OWNER])
    expect(shown.out).toContain('-  default     = "platform"')
    expect(shown.out).toContain('+  default     = "network-team"')
    expect(tree(at.cwd)).toEqual(before)
    expect(skillchain(at, ['status', '--json']).out).not.toContain('network-team')

    const was = tree(at.dir)
    at.again(...OWNER)
    const now = tree(at.dir)
    const changed = Object.keys({ ...was, ...now }).filter((path) => now[path] !== was[path])
    expect(changed.length).toBeGreaterThan(3)
    expect(touched(shown.out)).toEqual(changed.sort())
    expect(touched(skillchain(at, ['diff', ...OWNER]).out)).toEqual([])
  })

  test('are merged, kept, and followed', () => {
    const at = disturbed()
    const done = at.again(...OWNER)
    expect(done.out).not.toMatch(/unanswered|error/)
    expect(at.read('README.md')).toContain('## Before you begin')
    expect(at.read('README.md')).toContain('network-team')
    expect(at.read('terraform/network.tf')).toContain('# Reviewed by the network team.')
    expect(existsSync(at.file('docs/adr/state-in-s3.md'))).toBe(false)
    expect(existsSync(at.file('docs/runbooks/nat-failure.md'))).toBe(false)
    expect(at.read('handbook/nat-failure.md')).toContain('Owner: network-team')
    expect(executable(at.file('terraform/kms.tf'))).toBe(true)
    expect(at.read('terraform/own.tf')).toBe('locals {\n  own = true\n}\n')
  })

  test('status DIR names every one of them', () => {
    const at = disturbed()
    expect(at.again(...OWNER).out).toContain('files: ')
    const { out, code } = skillchain(at, ['status', 'infrastructure'])
    expect(code).toBe(0)
    expect(out).toMatch(/2 edited by you\n +README\.md\n +terraform\/network\.tf\n/)
    expect(out).toMatch(/1 rights changed by you\n +terraform\/kms\.tf\n/)
    expect(out).toMatch(/1 deleted by you\n +docs\/adr\/state-in-s3\.md\n/)
    expect(out).toMatch(/1 moved by you\n +docs\/runbooks\/nat-failure\.md → handbook\/nat-failure\.md\n/)
    expect(out).toMatch(/1 not ours\n +terraform\/own\.tf\n/)
    const { result: found } = JSON.parse(skillchain(at, ['status', 'infrastructure', '--json']).out)
    expect(found).toMatchObject({ goal: GOAL, maturity: 'starter' })
    expect(Object.fromEntries(found.counts)['edited by you']).toEqual(['README.md', 'terraform/network.tf'])
  })

  test('nothing changed, nothing to do', () => {
    const at = platform()
    const before = tree(at.dir)
    const done = at.again()
    expect(done.code).toBe(0)
    expect(done.out).toContain('files: 0 written')
    expect(tree(at.dir)).toEqual(before)
  })

  test('a folder that no run wrote is refused', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'other'))
    for (const command of ['regenerate', 'diff', 'report']) {
      const done = skillchain(at, [command, 'other'])
      expect(done.code).toBe(2)
      expect(done.err).toMatch(/other is not a result of skillchain/)
    }
  })
})

describe('a git repository', () => {
  const git = (at: Result, ...args: string[]): void => {
    const done = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: at.dir,
      env: at.env,
      encoding: 'utf8',
    })
    expect(done.status, done.stderr).toBe(0)
  }

  test('with uncommitted changes in files the run would change is refused; committed or with --allow-dirty it goes on', () => {
    const at = platform()
    git(at, 'init', '-q')
    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'first')
    appendFileSync(at.file('README.md'), '\nNot committed.\n')
    const before = tree(at.dir)
    const refused = at.again(...OWNER)
    expect(refused.code).toBe(1)
    expect(refused.out).toMatch(/README\.md: changed and not committed[\s\S]*--allow-dirty\. Nothing was changed\./)
    expect(tree(at.dir)).toEqual(before)

    expect(at.again(...OWNER, '--allow-dirty').code).toBe(0)
    expect(at.read('README.md')).toMatch(/network-team[\s\S]*Not committed\./)

    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'second')
    expect(at.again('--set', 'project.owner=third-team').code).toBe(0)
    expect(at.read('README.md')).toMatch(/third-team[\s\S]*Not committed\./)
  })

  test('uncommitted changes elsewhere do not matter', () => {
    const at = platform()
    git(at, 'init', '-q')
    git(at, 'add', '-A')
    git(at, 'commit', '-qm', 'first')
    appendFileSync(at.file('terraform/kms.tf'), '\n# Not committed.\n')
    writeFileSync(at.file('own.txt'), 'mine')
    expect(at.again(...OWNER).code).toBe(0)
  })
})
