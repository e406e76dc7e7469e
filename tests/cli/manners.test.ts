import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BIN, type Finished, lines, type Shell, shell, skillchain } from '../helpers/cli.ts'

const GOAL = 'vpc network'
const skipAll = (at: Shell, ...args: string[]): Finished => skillchain(at, [GOAL, '--skip-all', ...args])
const said = (done: Finished): string => `${done.out}${done.err}`
const STACK = /internal error|\n\s+at .+:\d+:\d+/

/** The same through a shell, for what only a shell can do. */
function sh(at: Shell, script: string): Finished {
  const done = spawnSync('sh', ['-c', script], {
    cwd: at.cwd,
    env: { ...at.env, BIN, NODE: process.execPath },
    encoding: 'utf8',
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

describe('the folder of the result', () => {
  test.each([
    ['.', 'scripts/setup.sh'],
    ['infra/', 'infra/scripts/setup.sh'],
    ['a b/c/d', "'a b/c/d/scripts/setup.sh'"],
    ['../beside', '../beside/scripts/setup.sh'],
  ])('--out %s: the next steps can be typed as they stand', (out, command) => {
    const at = shell()
    const done = skipAll(at, '--out', out)
    expect(done.code, said(done)).toBe(0)
    expect(done.out).toContain(`Initialize: ${command}\n`)
    expect(sh(at, `ls -l ${command}`).code).toBe(0)
  })

  test('--out without a name is refused', () => {
    const at = shell()
    const done = skipAll(at, '--out', '')
    expect(done.code).toBe(2)
    expect(done.err).toMatch(/--out names no folder/)
    expect(readdirSync(at.cwd)).toEqual([])
  })

  test.each(['123abc', 'Ünïcode Projekt', '...', '日本語', 'a-name-that-is-much-longer-than-any-bucket-may-have'])(
    'a folder called %s gives a project a name that every cloud accepts',
    (folder) => {
      const at = shell()
      mkdirSync(join(at.cwd, folder))
      const done = skillchain({ ...at, cwd: join(at.cwd, folder) }, [GOAL, '--skip-all'])
      expect(done.code, said(done)).toBe(0)
      const manifest = readFileSync(join(at.cwd, folder, 'infrastructure', '.skillchain', 'manifest.json'), 'utf8')
      expect(/"project\.name": "([^"]*)"/.exec(manifest)?.[1]).toMatch(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/)
    },
  )

  test('files of the user with names no skill could use are left alone and stop nothing', () => {
    const at = shell()
    skipAll(at, '--out', 'infra')
    for (const name of ['new\nline', 'esc\u001b[31m', '$(touch x)', '-rf'])
      writeFileSync(join(at.cwd, 'infra', name), 'mine')
    expect(skipAll(at, '--out', 'infra').code).toBe(0)
    expect(skillchain(at, ['report', 'infra']).code).toBe(0)
    const status = skillchain(at, ['status', 'infra'])
    expect(status.out).toMatch(/4 not ours/)
    expect(status.out).not.toMatch(/\u001b|^line$/m)
  })

  test.each(['report', 'status', 'diff', 'regenerate'])(
    '%s of a folder that is not ours changes nothing',
    (command) => {
      const at = shell()
      mkdirSync(join(at.cwd, 'other'))
      for (const folder of ['other', 'nothere']) {
        const done = skillchain(at, [command, folder])
        expect(done.code).toBe(2)
        expect(done.err).toMatch(new RegExp(`${folder} is not a result of skillchain`))
      }
      expect(readdirSync(at.cwd)).toEqual(['other'])
      expect(readdirSync(join(at.cwd, 'other'))).toEqual([])
    },
  )
})

describe('a run by name', () => {
  test('the beginning of a name is enough while it is the only one', () => {
    const at = shell()
    const first = lines(skillchain(at, [GOAL, '--json']).out).at(-1)
    const run = String(first?.run)
    expect(skillchain(at, ['answer', run.slice(0, -2), 'chain', 'skip']).out).toBe(
      `answered; go on with: skillchain resume ${run}\n`,
    )
    skillchain(at, [GOAL, '--json', '--out', 'other'])
    const ambiguous = skillchain(at, ['resume', run.slice(0, 8)])
    expect(ambiguous.code).toBe(2)
    expect(ambiguous.err).toMatch(/2 runs begin with.*\n.*Type more of the name/)
    const done = skillchain(at, ['resume', run])
    expect(done.code, said(done)).toBe(0)
  })

  test('a finished run cannot be resumed or answered, and says where its result is', () => {
    const at = shell()
    skipAll(at)
    const run = /run (\S+):/.exec(skipAll(at).out)?.[1] ?? ''
    for (const args of [
      ['resume', run],
      ['answer', run, 'chain', 'confirm'],
    ]) {
      const done = skillchain(at, args)
      expect(done.code).toBe(2)
      expect(done.err).toMatch(/is finished\n.*infrastructure/)
    }
  })

  test('status names the request that waits, and an answer is taken once', () => {
    const at = shell()
    const run = String(lines(skillchain(at, [GOAL, '--json']).out).at(-1)?.run)
    expect(skillchain(at, ['status']).out).toContain('waits for an answer to chain')
    expect(skillchain(at, ['answer', run, 'chain', 'help']).err).toMatch(/Type confirm, skip/)
    expect(skillchain(at, ['answer', run, 'chain', 'confirm']).code).toBe(0)
    const twice = skillchain(at, ['answer', run, 'chain', 'confirm'])
    expect(twice.code).toBe(2)
    expect(twice.err).toMatch(/waits for no answer/)
    expect(skillchain(at, ['status']).out).toContain('answered; resume goes on')
  })

  test('goes on after the folder it was to write was removed', () => {
    const at = shell()
    skillchain(at, [GOAL, '--out', 'infra'], 'confirm\n')
    rmSync(join(at.cwd, 'infra'), { recursive: true, force: true })
    expect(skillchain(at, ['resume', '--skip-all']).code).toBe(0)
    expect(readdirSync(join(at.cwd, 'infra'))).toContain('terraform')
  })

  test('that met an obstacle is taken up again when the obstacle is gone, unless a later one did the work', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'infra'), 'a file')
    expect(skipAll(at, '--out', 'infra').code).toBe(1)
    rmSync(join(at.cwd, 'infra'))
    expect(skillchain(at, ['resume']).code).toBe(0)
    expect(skillchain(at, ['resume']).code).toBe(2)
  })
})

describe('around the program', () => {
  test('a folder that was removed under it is said, without a stack', () => {
    const at = shell()
    const done = sh(at, 'mkdir gone && cd gone && rmdir ../gone && "$NODE" "$BIN" "vpc" --skip-all')
    expect(done.code).toBe(2)
    expect(done.err).toMatch(/does not exist any more/)
    expect(said(done)).not.toMatch(STACK)
  })

  test.skipIf(process.platform !== 'linux')('a full standard output loses the output, not the work', () => {
    const at = shell()
    for (const flag of ['', '--json']) {
      const done = sh(at, `"$NODE" "$BIN" "${GOAL}" --skip-all ${flag} --out full${flag} > /dev/full`)
      expect(done.err).toMatch(/output cannot be written/)
      expect(done.err).not.toMatch(STACK)
      expect(done.code).toBe(1)
      expect(readdirSync(join(at.cwd, `full${flag}`))).toContain('terraform')
    }
  })

  test.each(['/dev/null', '/proc/nowhere'])('a state folder in %s is refused with the way out', (state) => {
    const at = shell()
    const done = skillchain({ ...at, env: { ...at.env, XDG_STATE_HOME: state } }, [GOAL, '--skip-all'])
    expect(done.code).toBe(1)
    expect(done.err).toMatch(/journal cannot be written: .*\n.*XDG_STATE_HOME/)
    expect(readdirSync(at.cwd)).toEqual([])
  })

  test('a goal of 100 kB is carried out and does not flood the terminal', () => {
    const at = shell()
    const done = skillchain(at, [`vpc network ${'with zones '.repeat(9000)}`, '--skip-all'])
    expect(done.code).toBe(0)
    expect(done.out.length).toBeLessThan(10_000)
    expect(done.out).toMatch(/\(\d+ characters\)/)
  })

  test('flags and files are shown at the chain, and the goal where nothing is stronger', () => {
    const at = shell()
    writeFileSync(
      join(at.cwd, 'a.yaml'),
      'maturity: starter\nnetwork: {cidr: 10.40.0.0/16}\naws: {region: us-east-1}\n',
    )
    const args = ['vpc in eu-central-1 with 2 AZs', '--answers', 'a.yaml', '--set', 'network.cidr=10.60.0.0/16']
    const done = skillchain(at, args, '')
    expect(done.out).toContain('Understood: network.azs 2\n')
    expect(done.out).toMatch(/^Given: network\.cidr 10\.60\.0\.0\/16 \[--set\].*aws\.region us-east-1 \[a\.yaml\]/m)
    expect(done.out).toMatch(/maturity starter \[a\.yaml\]/)
  })

  test('--help has examples and exit codes, and no defaults that say nothing', () => {
    const at = shell()
    const { out } = skillchain(at, ['--help'])
    expect(out).toMatch(/Examples:/)
    expect(out).toMatch(/Exit codes: 0 done/)
    expect(out).not.toMatch(/default: false/)
  })

  test('a broken skill of the project is said, and the run goes on without it', () => {
    const at = shell()
    const folder = join(at.cwd, '.skillchain', 'skills', 'painting-walls')
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      join(folder, 'SKILL.md'),
      '---\nname: painting-walls\ndescription: Walls\n---\n\n## Skillchain Configuration\n\n```yaml\npriority: many\n```\n',
    )
    for (const args of [
      [GOAL, '--skip-all', '--dry-run'],
      ['match', GOAL],
    ]) {
      const done = skillchain(at, args)
      expect(done.code, said(done)).toBe(0)
      expect(done.err).toMatch(/skill left out: .*SKILL\.md:\d+:\d+: /)
    }
  })

  test('skills new says commands that work', () => {
    const at = shell()
    const made = skillchain(at, ['skills', 'new', 'painting-walls', '--dir', 'mine'])
    const [check = '', dry = ''] = made.out.split('\n').flatMap((line) => /skillchain (.*)$/.exec(line)?.[1] ?? [])
    expect(skillchain(at, check.split(' ')).code).toBe(0)
    const done = sh(at, `"$NODE" "$BIN" ${dry} --skip-all`)
    expect(done.code, said(done)).toBe(0)
    expect(done.out).toContain('painting-walls')
  })
})
