import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finished, GOAL, type Shell, shell, skillchain, tree } from '../helpers/cli.ts'

const run = (at: Shell, ...args: string[]): Finished => skillchain(at, [GOAL, '--skip-all', ...args])

/** Refused: said clearly, with this exit code, and nothing was written. */
function refused(at: Shell, done: Finished, code: number, ...words: (string | RegExp)[]): void {
  for (const word of words) expect(`${done.err}${done.out}`).toMatch(word)
  expect(done.code).toBe(code)
  expect(`${done.err}${done.out}`).not.toMatch(/internal error|at .*\.js:\d+/)
  expect(existsSync(join(at.cwd, 'infrastructure'))).toBe(false)
}

describe('a name nobody knows is answered with the nearest one', () => {
  test.each<[string[], RegExp]>([
    [['--maturity', 'advancd'], /advanced/],
    [['--blueprint', 'platfrom'], /platform/],
    [['--set', 'network.cdir=10.0.0.0/16'], /network\.cidr/],
    [['--skip-al'], /skip-all/],
    [['--on-conflict', 'yours'], /ask, mine, new, both/],
  ])('%s', (args, hint) => {
    const at = shell()
    refused(at, run(at, ...args), 2, hint)
  })

  test('a command', () => {
    const at = shell()
    refused(at, skillchain(at, ['staus']), 2, /status/)
  })

  test('a skill, a run, a fact', () => {
    const at = shell()
    refused(at, skillchain(at, ['skills', 'show', 'managing-dsn']), 2, /managing-dns/)
    refused(at, skillchain(at, ['facts', 'network.cdr']), 2, /network\.cidr/)
    refused(at, skillchain(at, ['resume', '20260101-000000-abcd']), 2, /no run/)
  })
})

describe('a value that cannot be', () => {
  test.each<[string, RegExp]>([
    ['network.cidr=10.20.0.0/33', /10\.20\.0\.0\/33/],
    ['network.cidr=10.20.0.0/8', /prefix/],
    ['network.cidr=10.20.1.0/16', /10\.20\.0\.0\/16/],
    ['network.azs=9', /2–3/],
    ['aws.region=eu-wst-1', /eu-west-1/],
    ['network.nat=many', /single/],
    ['dns.domain=not a domain', /domain/],
    ['project.owner=AKIAIOSFODNN7EXAMPLE', /secret|key/i],
  ])('--set %s', (set, message) => {
    const at = shell()
    refused(at, run(at, '--set', set), 2, message)
  })
})

describe('an answers file', () => {
  const withFile = (text: string): { at: Shell; done: Finished } => {
    const at = shell()
    writeFileSync(join(at.cwd, 'a.yaml'), text)
    return { at, done: run(at, '--answers', 'a.yaml') }
  }

  test('that is not there', () => {
    const at = shell()
    refused(at, run(at, '--answers', 'none.yaml'), 2, /none\.yaml/)
  })

  test('that is malformed: file, line and column', () => {
    const { at, done } = withFile('network:\n  cidr: [10.0.0.0/16\n')
    refused(at, done, 2, /a\.yaml:\d+:\d+/)
  })

  test('with a key twice', () => {
    const { at, done } = withFile('aws:\n  region: eu-west-1\n  region: us-east-1\n')
    refused(at, done, 2, /a\.yaml:3:3/)
  })

  test('with an unknown fact: its line and the nearest name', () => {
    const { at, done } = withFile('network:\n  cidr: 10.0.0.0/16\n  azz: 3\n')
    refused(at, done, 2, /a\.yaml:3:3/, /network\.azs/)
  })

  test('with a wrong value: its line', () => {
    const { at, done } = withFile('network:\n  cidr: 10.0.0.0/40\n')
    refused(at, done, 2, /a\.yaml:2/)
  })

  test('that is an anchor bomb', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    const { at, done } = withFile(`l0: &l0 [x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}\n`)
    refused(at, done, 2, /alias|anchor/i)
  })

  test('of 50 MB is refused before it is read', () => {
    const at = shell()
    const fd = openSync(join(at.cwd, 'a.yaml'), 'w')
    ftruncateSync(fd, 50 * 1024 * 1024)
    closeSync(fd)
    const begin = performance.now()
    refused(at, run(at, '--answers', 'a.yaml'), 2, /a\.yaml/)
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  test('that is a folder or binary', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'a.yaml'))
    refused(at, run(at, '--answers', 'a.yaml'), 2, /a\.yaml/)
    const { at: other, done } = withFile('a: \u0000\u0001\n')
    refused(other, done, 2, /a\.yaml/)
  })
})

describe('a target', () => {
  test('that is a file', () => {
    const at = shell()
    writeFileSync(join(at.cwd, 'there'), 'mine')
    const done = run(at, '--out', 'there')
    expect(done.code).toBe(1)
    expect(done.out + done.err).toMatch(/is a file/)
    expect(readFileSync(join(at.cwd, 'there'), 'utf8')).toBe('mine')
  })

  test('that is a symlink out of the folder', () => {
    const at = shell()
    mkdirSync(join(at.cwd, '..', 'elsewhere'))
    symlinkSync(join('..', 'elsewhere'), join(at.cwd, 'there'))
    const done = run(at, '--out', 'there')
    expect(done.code).toBe(1)
    expect(done.out + done.err).toMatch(/symbolic link/)
    expect(readdirSync(join(at.cwd, '..', 'elsewhere'))).toEqual([])
  })

  test('with a folder in it that links out', () => {
    const at = shell()
    mkdirSync(join(at.cwd, '..', 'elsewhere'))
    mkdirSync(join(at.cwd, 'there'))
    symlinkSync(join('..', '..', 'elsewhere'), join(at.cwd, 'there', 'terraform'))
    const done = run(at, '--out', 'there')
    expect(done.code).toBe(1)
    expect(readdirSync(join(at.cwd, '..', 'elsewhere'))).toEqual([])
  })

  test('that is not empty: what does not collide stays, what does is asked about', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'there'))
    writeFileSync(join(at.cwd, 'there', 'notes.txt'), 'mine')
    writeFileSync(join(at.cwd, 'there', 'README.md'), 'my own readme\n')
    const done = run(at, '--out', 'there')
    expect(done.code).toBe(3)
    expect(done.out).toMatch(/--on-conflict/)
    expect(tree(join(at.cwd, 'there'))).toEqual({ 'README.md': 'my own readme\n', 'notes.txt': 'mine' })
    const kept = skillchain(at, ['resume', '--on-conflict', 'mine'])
    expect(kept.code, kept.out).not.toBe(1)
    expect(readFileSync(join(at.cwd, 'there', 'README.md'), 'utf8')).toBe('my own readme\n')
    expect(readFileSync(join(at.cwd, 'there', 'notes.txt'), 'utf8')).toBe('mine')
    expect(existsSync(join(at.cwd, 'there', 'terraform', 'main.tf'))).toBe(true)
  })

  test('whose name is another file in another case', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'there'))
    writeFileSync(join(at.cwd, 'there', 'readme.MD'), 'mine')
    const done = run(at, '--out', 'there')
    expect(done.code, done.out).toBe(3)
    expect(done.out).toMatch(/merge:README\.md/)
    expect(tree(join(at.cwd, 'there'))).toEqual({ 'readme.MD': 'mine' })
  })

  test('that is the root of the disk or the home directory', () => {
    const at = shell()
    expect(run(at, '--out', '/').code).toBe(1)
    expect(run(at, '--out', at.env.HOME ?? '').code).toBe(1)
    expect(readdirSync(at.env.HOME ?? '')).toEqual([])
  })

  test.skipIf(process.getuid?.() === 0)('that cannot be written', () => {
    const at = shell()
    mkdirSync(join(at.cwd, 'there'))
    chmodSync(join(at.cwd, 'there'), 0o500)
    const done = run(at, '--out', 'there')
    expect(done.code).toBe(1)
    expect(done.out + done.err).toMatch(/there/)
  })
})

describe('no goal', () => {
  test('and nobody to ask', () => {
    const at = shell()
    refused(at, skillchain(at, []), 2, /no goal/)
  })

  test('a goal that means nothing still gets an answer', () => {
    const at = shell()
    const done = skillchain(at, ['match', 'qqqq zzzz', '--json'])
    expect(done.code).toBe(0)
    expect(JSON.parse(done.out)).toMatchObject({ skills: [] })
  })
})
