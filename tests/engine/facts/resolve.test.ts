import { describe, expect, test } from 'vitest'
import { resolveDefault, resolveDerived } from '../../../src/engine/facts/defaults.ts'
import { resolveFacts, scopeFor, specOf } from '../../../src/engine/facts/index.ts'
import type { FactOrigin } from '../../../src/engine/protocol/facts.ts'
import { holds } from '../../../src/skills/condition.ts'
import type { Derived, Question } from '../../../src/skills/types.ts'
import { circumstances, known, scopeOf } from './given.ts'

const question = (fact: string, more: Partial<Question>): Question => ({
  fact,
  ask: `${fact}?`,
  why: 'because',
  spec: { type: 'text' },
  default: { is: 'value', value: null },
  line: 1,
  ...more,
})
const skill = (name: string, questions: Question[], derived: Derived[] = []) => ({ name, questions, derived })

describe('a default', () => {
  const scope = { maturity: 'intermediate', project: { name: 'shop' } }
  test('is a value, an expression, or the first case that holds', () => {
    expect(resolveDefault({ is: 'value', value: 3 }, scope)).toBe(3)
    expect(resolveDefault({ is: 'cases', cases: [{ from: "project.name ~ '.internal'" }] }, scope)).toBe(
      'shop.internal',
    )
    const cases = [
      { when: "maturity == 'advanced'", value: 1 },
      { when: "maturity >= 'intermediate'", value: 2 },
      { value: 3 },
    ]
    expect(resolveDefault({ is: 'cases', cases }, scope)).toBe(2)
    expect(resolveDefault({ is: 'cases', cases: cases.slice(0, 1) }, scope)).toBe(null)
  })

  test('computed facts read those before them', () => {
    const derived = [
      { fact: 'dns.routing', cases: [{ from: 'dns.failover' }] },
      { fact: 'dns.ttl', cases: [{ when: "dns.routing != 'none'", value: 60 }, { value: 300 }] },
    ]
    expect(resolveDerived(derived, { dns: { failover: 'weighted' } })).toEqual({
      'dns.routing': 'weighted',
      'dns.ttl': 60,
    })
    expect(resolveDerived(derived, { dns: { failover: 'none' } })).toEqual({ 'dns.routing': 'none', 'dns.ttl': 300 })
  })
})

describe('facts of a run', () => {
  const run = (given = {}, skills: ReturnType<typeof skill>[] = [], more = {}) =>
    resolveFacts({ known: known(given), skills, circumstances: { ...circumstances(), ...more } })

  test('what is known stays, with its origin; the rest has a default', () => {
    const facts = run({ 'network.azs': 2 })
    expect(facts['network.azs']).toEqual({ name: 'network.azs', value: 2, origin: 'answer' })
    expect(facts['network.cidr']).toEqual({ name: 'network.cidr', value: '10.20.0.0/16', origin: 'default' })
  })

  test('the project is named after its directory, as a slug', () => {
    expect(run({}, [], { projectName: 'My Shop (2026)' })['project.name']?.value).toBe('my-shop-2026')
    expect(run({}, [], { projectName: '2026' })['project.name']?.value).toBe('platform')
    expect(run({}, [], { projectName: 'a-rather-long-directory-name' })['project.name']?.value).toBe(
      'a-rather-long-direct',
    )
  })

  test('the repository is the git remote, when it may be one', () => {
    const of = (repository: string | null) => run({}, [], { repository })['project.repository']?.value
    expect(of('git@github.com:acme/shop.git')).toBe('git@github.com:acme/shop.git')
    expect(of('https://token:x@github.com/acme/shop')).toBe(null)
    expect(of('/srv/git/shop')).toBe(null)
    expect(of(null)).toBe(null)
  })

  test('a default may read facts of later skills, and computed ones', () => {
    const chain = [
      skill('first', [
        question('first.name', { default: { is: 'cases', cases: [{ from: "second.name ~ '-' ~ env.name" }] } }),
      ]),
      skill('second', [question('second.name', { default: { is: 'value', value: 'later' } })]),
    ]
    expect(run({}, chain)['first.name']).toEqual({
      name: 'first.name',
      value: 'later-prod',
      origin: 'default',
      source: 'first',
    })
  })

  test('defaults that wait for each other end as nothing', () => {
    const chain = [
      skill('a', [question('a.x', { default: { is: 'cases', cases: [{ from: 'b.x' }] } })]),
      skill('b', [question('b.x', { default: { is: 'cases', cases: [{ from: 'a.x' }] } })]),
      skill('c', [question('c.x', { default: { is: 'cases', cases: [{ from: 'c.x' }] } })]),
    ]
    const facts = run({}, chain)
    expect([facts['a.x']?.value, facts['b.x']?.value, facts['c.x']?.value]).toEqual([null, null, null])
  })

  test('a default of the model in a circle with what is computed from it does no harm', () => {
    const chain = [
      skill('a', [
        question('network.cidr', { typed: false, default: { is: 'cases', cases: [{ from: 'env.cidr' }] } }),
        question('environments', { typed: false, default: { is: 'cases', cases: [{ from: 'env.name' }] } }),
      ]),
    ]
    const facts = run({}, chain)
    expect(facts['network.cidr']?.value).toBe('10.20.0.0/16')
    expect(facts.environments?.value).toEqual(['prod'])
  })

  test('a known value is canonical, and a wrong one is an error where a person said it, and unknown where nobody did', () => {
    expect(run({ 'aws.region': 'Frankfurt' })['aws.region']?.value).toBe('eu-central-1')
    const wrong = (origin: FactOrigin) =>
      resolveFacts({
        known: [{ name: 'network.cidr', value: '10.0.0.0/8', origin, source: 'a file' }],
        skills: [],
        circumstances: circumstances(),
      })
    expect(() => wrong('answers-file')).toThrow('network.cidr (from a file): 10.0.0.0/8: the prefix is 16–20; expected')
    expect(wrong('blueprint')['network.cidr']).toMatchObject({ value: '10.20.0.0/16', origin: 'default' })
  })

  test('of two skills that ask, the earlier one decides; its default beats the model', () => {
    const azs = (value: number) => question('network.azs', { typed: false, default: { is: 'value', value } })
    const chain = [skill('a', [azs(2)]), skill('b', [azs(3)])]
    expect(run({}, chain)['network.azs']).toMatchObject({ value: 2, source: 'a' })
  })

  test('a default that its type refuses gives way to the model, and is made canonical otherwise', () => {
    const chain = [
      skill('a', [
        question('network.azs', { typed: false, default: { is: 'value', value: 9 } }),
        question('backup.rto', { typed: false, default: { is: 'value', value: '90 minutes' } }),
        question('project.owner', { typed: false }),
      ]),
    ]
    const facts = run({}, chain)
    expect(facts['network.azs']?.value).toBe(3)
    expect(facts['backup.rto']?.value).toBe('90m')
    expect(facts['project.owner']?.value).toBe('platform')
  })

  test('a question without a type has the type of the model, with its own choices', () => {
    const choices = [{ value: 'single', label: 'One' }]
    expect(specOf(question('network.nat', { typed: false }))).toMatchObject({ type: 'choice' })
    expect(specOf(question('network.nat', { typed: false, choices })).choices).toEqual(choices)
    expect(specOf(question('network.nat', { spec: { type: 'text' } }))).toEqual({ type: 'text' })
  })

  test('the paired region follows the region', () => {
    expect(run({ 'aws.region': 'ap-southeast-2' })['aws.dr_region']?.value).toBe('ap-southeast-4')
  })

  test('a domain of the internet makes names public, with a certificate of ACM and a public balancer', () => {
    const facts = run({ 'dns.domain': 'acme.io' })
    expect([facts['dns.visibility']?.value, facts['tls.source']?.value, facts['lb.scheme']?.value]).toEqual([
      'public',
      'acm',
      'public',
    ])
  })

  test('the world follows the chain', () => {
    const world = (...names: string[]) =>
      run(
        {},
        names.map((name) => skill(name, [])),
      ).world?.value
    expect(world('operating-kubernetes')).toEqual(['kubernetes'])
    expect(world('configuring-nginx')).toEqual(['hosts'])
    expect(world('administering-linux', 'operating-kubernetes')).toEqual(['kubernetes', 'hosts'])
  })
})

describe('the scope of conditions and templates', () => {
  test('holds facts as a tree, computed values and the circumstances', () => {
    const scope = scopeOf({}, ['managing-dns', 'operating-kubernetes'], 'advanced')
    expect(scope).toMatchObject({
      maturity: 'advanced',
      level: 3,
      skills: ['managing-dns', 'operating-kubernetes'],
      has: { managing_dns: true, operating_kubernetes: true },
      versions: { podinfo: '6.14.1' },
      network: { cidr: '10.20.0.0/16', cidrs: { prod: '10.20.0.0/16', staging: '10.21.0.0/16' } },
      env: { name: 'prod', cluster: 'shop-prod' },
      namespace: 'shop',
    })
    expect(holds("skills contains 'managing-dns' and env.nat == 'per-az' and maturity >= 'intermediate'", scope)).toBe(
      true,
    )
  })

  test('answers `has` for every skill there is', () => {
    const { goal, versions, date } = circumstances()
    const scope = scopeFor({
      facts: resolveFacts({ known: [], skills: [], circumstances: circumstances() }),
      skills: ['managing-dns'],
      allSkills: ['managing-dns', 'shell-scripting'],
      maturity: 'starter',
      goal,
      versions,
      date,
    })
    expect(scope.has).toEqual({ managing_dns: true, shell_scripting: false })
  })

  test('a service has a host, and an image of the version table its tag', () => {
    expect(scopeOf().services).toMatchObject([
      { image: 'ghcr.io/stefanprodan/podinfo:6.14.1', host: 'podinfo.shop.internal' },
    ])
    const own = [
      {
        name: 'web',
        image: 'registry.acme.io:5000/web@sha256:00',
        host: 'acme.io',
        port: 1,
        min: 1,
        max: 1,
        calls: [],
      },
    ]
    expect(scopeOf({ services: own }).services).toMatchObject([
      { image: 'registry.acme.io:5000/web@sha256:00', host: 'acme.io' },
    ])
  })

  test('what an earlier run decided stays', () => {
    const scope = scopeOf({
      'dns.serial': 2025010101,
      'network.cidrs': { prod: '10.20.0.0/16', staging: '10.25.0.0/16' },
    })
    expect(scope.dns).toMatchObject({ serial: 2025010101 })
    expect(scope.envs).toMatchObject([{ name: 'prod' }, { name: 'staging', cidr: '10.25.0.0/16' }])
  })

  test('a fact that was given is not computed by a skill', () => {
    const { goal, versions, date } = circumstances()
    const derived = [{ fact: 'dns.ttl', cases: [{ value: 300 }] }]
    const ttl = (given: object) => {
      const facts = resolveFacts({
        known: known({ ...given }),
        skills: [skill('dns', [], derived)],
        circumstances: circumstances(),
      })
      return scopeFor({ facts, skills: ['dns'], maturity: 'starter', goal, versions, date, derived }).dns
    }
    expect(ttl({})).toMatchObject({ ttl: 300 })
    expect(ttl({ 'dns.ttl': 30 })).toMatchObject({ ttl: 30 })
  })
})
