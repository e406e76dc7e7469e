import { appendFileSync, existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Finished, GOAL, skillchain, tree } from '../helpers/cli.ts'
import { PLUMBING, platform, plumbing, type Result, result } from './result.ts'

describe('growing', () => {
  const addresses = (at: Result): string[] => [
    ...new Set(
      Object.values(tree(at.file('terraform'))).flatMap((text) => text.match(/\b10\.\d+\.\d+\.\d+\/\d+/g) ?? []),
    ),
  ]
  const named = (at: Result): string[] => [
    ...new Set(
      Object.values(tree(at.file('terraform'))).flatMap(
        (text) => text.match(/^(?:resource|module) "[^"]+"(?: "[^"]+")?/gm) ?? [],
      ),
    ),
  ]

  test('starter, intermediate, advanced: files and addresses are added, no address or name goes', () => {
    const at = result(GOAL, '--maturity', 'starter', '--set', 'network.cidr=10.44.0.0/16')
    appendFileSync(at.file('terraform/network.tf'), '\n# Mine.\n')
    for (const maturity of ['intermediate', 'advanced']) {
      const before = { files: Object.keys(tree(at.dir)), addresses: addresses(at), names: named(at) }
      const done = at.again('--maturity', maturity)
      expect(done.out).not.toMatch(/unanswered|no longer generated/)
      const after = Object.keys(tree(at.dir))
      expect(after).toEqual(expect.arrayContaining(before.files))
      expect(after.length).toBeGreaterThan(before.files.length)
      expect(addresses(at)).toEqual(expect.arrayContaining(before.addresses))
      expect(named(at)).toEqual(expect.arrayContaining(before.names))
      expect(at.read('terraform/network.tf')).toContain('# Mine.')
      expect(at.read('terraform/environments/prod.tfvars')).toContain('10.44.0.0/16')
      expect(skillchain(at, ['status', 'infrastructure']).out).toContain(`(${maturity})`)
    }
  })

  test('a second run of the same goal keeps what the first one was told', () => {
    const at = result(GOAL, '--maturity', 'starter', '--set', 'network.cidr=10.44.0.0/16', '--set', 'project.owner=net')
    const before = tree(at.dir)
    expect(skillchain(at, [GOAL, '--skip-all']).code).toBe(0)
    expect(tree(at.dir)).toEqual(before)
    const asked = skillchain(at, [GOAL], 'confirm\n')
    expect(asked.out).toMatch(/maturity .*\[starter; /)
    expect(skillchain(at, [GOAL, '--skip-all', '--set', 'project.owner=ops']).code).toBe(0)
    expect(at.read('README.md')).toContain('Owned by ops')
    expect(at.read('terraform/environments/prod.tfvars')).toContain('10.44.0.0/16')
  })

  test('an environment that is added leaves the addresses of the others', () => {
    const at = platform()
    const before = addresses(at)
    at.again('--set', 'environments=prod,staging')
    expect(addresses(at)).toEqual(expect.arrayContaining(before))
    expect(existsSync(at.file('terraform/environments/staging.tfvars'))).toBe(true)
  })
})

describe('shrinking', () => {
  /** A run over the result with a skill taken out of the chain. */
  const without = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, [...PLUMBING, ...args], `add heating-water\nconfirm\ndone\n${typed}`)
  const withBoiler = (): Result => {
    const at = plumbing()
    expect(without(at, '').code).toBe(0)
    expect(existsSync(at.file('boiler.conf'))).toBe(true)
    return at
  }
  const shrink = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, [...PLUMBING, ...args], `confirm\ndone\n${typed}`)

  test('files of a skill that is gone are offered for removal: yes removes, no keeps', () => {
    const gone = withBoiler()
    const yes = shrink(gone, 'yes\n')
    expect(yes.out).toContain('boiler.conf is no longer generated')
    expect(yes.out).toContain('It came from heating-water and you did not change it.')
    expect(existsSync(gone.file('boiler.conf'))).toBe(false)
    const kept = withBoiler()
    expect(shrink(kept, 'no\n').code).toBe(0)
    expect(existsSync(kept.file('boiler.conf'))).toBe(true)
    expect(skillchain(kept, ['status', 'infrastructure']).out).toMatch(/1 no longer generated\n +boiler\.conf/)
    expect(shrink(kept, '').out).not.toContain('is no longer generated')
  })

  test('--remove-orphans asks nothing, and never removes what you changed', () => {
    const at = withBoiler()
    expect(shrink(at, '', '--remove-orphans').out).toContain('  remove: boiler.conf')
    expect(existsSync(at.file('boiler.conf'))).toBe(false)
    const edited = withBoiler()
    appendFileSync(edited.file('boiler.conf'), '# mine\n')
    expect(shrink(edited, '', '--remove-orphans').code).toBe(0)
    expect(edited.read('boiler.conf')).toContain('# mine')
  })

  test('--skip-all removes nothing', () => {
    const at = withBoiler()
    expect(skillchain(at, [...PLUMBING, '--skip-all']).code).toBe(0)
    expect(existsSync(at.file('boiler.conf'))).toBe(true)
  })

  test('a lower maturity offers what only the higher one has', () => {
    const at = result(GOAL, '--maturity', 'starter')
    const small = tree(at.dir)
    at.again('--maturity', 'intermediate')
    const offered = at.again('--maturity', 'starter')
    expect(offered.code).toBe(3)
    expect(offered.out).toMatch(/unanswered: remove-orphan:/)
    at.again('--maturity', 'starter', '--remove-orphans')
    expect(tree(at.dir)).toEqual(small)
  })

  test('without the blueprint, what only it brought is offered', () => {
    const goal = 'production kubernetes with helm'
    const at = result(goal, '--maturity', 'starter', '--blueprint', 'platform')
    expect(existsSync(at.file('terraform/dns.tf'))).toBe(true)
    const done = skillchain(at, [goal, '--maturity', 'starter', '--blueprint', 'none'], 'confirm\ndone\n')
    expect(done.out).toMatch(
      / is no longer generated\n+It came from (?:managing-dns|planning-disaster-recovery|shell-scripting) and you did not change it\./,
    )
    expect(done.code).toBe(3)
    expect(existsSync(at.file('terraform/dns.tf'))).toBe(true)
  })

  test('a skill whose folder is gone stops regenerate before anything is changed', () => {
    const at = plumbing()
    const before = tree(at.dir)
    const done = at.again()
    expect(done.code).toBe(2)
    expect(done.err).toMatch(/skill '(laying-pipes|fitting-taps)'.*--skills/s)
    expect(tree(at.dir)).toEqual(before)
  })
})
