import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, overlaps, parseCidr } from '../../../src/engine/facts/cidr.ts'
import { orderEnvironments } from '../../../src/engine/facts/derive/environments.ts'
import { derive, environmentsOf } from '../../../src/engine/facts/derive.ts'
import { checkRules, type ModelFacts } from '../../../src/engine/facts/index.ts'
import { MATURITIES } from '../../../src/engine/protocol/facts.ts'
import { models, valuesOf } from './arbitraries.ts'
import { completed, problemsIn, resolved, scopeOf } from './given.ts'

const date = '2026-11-20'

describe('environments', () => {
  test('production comes first, whatever it is called', () => {
    expect(orderEnvironments(['dev', 'staging', 'prod'])).toEqual(['prod', 'dev', 'staging'])
    expect(orderEnvironments(['qa', 'production'])).toEqual(['production', 'qa'])
    expect(orderEnvironments(['eu-prod', 'preprod'])).toEqual(['eu-prod', 'preprod'])
  })

  test('nonprod is not production; the only environment is, unless it says otherwise', () => {
    const production = (names: string[]) =>
      environmentsOf(completed({ environments: names })).map((env) => [env.name, env.production])
    expect(production(['nonprod', 'prod'])).toEqual([
      ['prod', true],
      ['nonprod', false],
    ])
    expect(production(['main'])).toEqual([['main', true]])
    expect(production(['dev'])).toEqual([['dev', false]])
    expect(production(['dev', 'qa'])).toEqual([
      ['dev', false],
      ['qa', false],
    ])
  })

  test('each has the next block, its names, and one NAT gateway outside production', () => {
    const envs = environmentsOf(completed({ environments: ['staging', 'prod', 'dev'], 'network.nat': 'per-az' }))
    expect(envs.map(({ name, index, cidr, nat, cluster }) => [name, index, cidr, nat, cluster])).toEqual([
      ['prod', 0, '10.20.0.0/16', 'per-az', 'shop-prod'],
      ['staging', 1, '10.21.0.0/16', 'single', 'shop-staging'],
      ['dev', 2, '10.22.0.0/16', 'single', 'shop-dev'],
    ])
    expect(environmentsOf(completed({ 'network.nat': 'none' })).map((env) => env.nat)).toEqual(['none', 'none'])
  })

  test('subnets follow the table: private in the upper half, public and data below', () => {
    const [prod] = environmentsOf(completed({ 'network.azs': 2 }))
    expect(prod?.subnets).toEqual({
      public: [
        { zone: 'eu-west-1a', slot: 0, cidr: '10.20.0.0/22' },
        { zone: 'eu-west-1b', slot: 1, cidr: '10.20.4.0/22' },
      ],
      private: [
        { zone: 'eu-west-1a', slot: 0, cidr: '10.20.128.0/19' },
        { zone: 'eu-west-1b', slot: 1, cidr: '10.20.160.0/19' },
      ],
      data: [
        { zone: 'eu-west-1a', slot: 0, cidr: '10.20.16.0/22' },
        { zone: 'eu-west-1b', slot: 1, cidr: '10.20.20.0/22' },
      ],
    })
    expect(prod?.public_cidrs).toEqual(['10.20.0.0/22', '10.20.4.0/22'])
  })

  test('zones have the letters of their region', () => {
    const letters = (region: string) =>
      environmentsOf(completed({ 'aws.region': region }))[0]?.zones.map((zone) => zone.letter)
    expect(letters('ap-northeast-1')).toEqual(['a', 'c', 'd'])
    expect(letters('ca-central-1')).toEqual(['a', 'b', 'd'])
  })
})

describe('blocks of an earlier run', () => {
  const plan = (environments: string[], cidrs?: Record<string, string>, cidr = '10.20.0.0/16') =>
    derive(completed({ environments, 'network.cidr': cidr }), { date, ...(cidrs ? { kept: { cidrs } } : {}) })[
      'network.cidrs'
    ]

  test('stay when an environment before them goes, and its block is free again', () => {
    const before = { prod: '10.20.0.0/16', staging: '10.21.0.0/16', dev: '10.22.0.0/16' }
    expect(plan(['prod', 'dev'], before)).toEqual({ prod: '10.20.0.0/16', dev: '10.22.0.0/16' })
    expect(plan(['prod', 'dev', 'qa'], before)).toEqual({
      prod: '10.20.0.0/16',
      dev: '10.22.0.0/16',
      qa: '10.21.0.0/16',
    })
  })

  test('stay when production is added later', () => {
    expect(plan(['prod', 'dev'], { dev: '10.20.0.0/16' })).toEqual({ dev: '10.20.0.0/16', prod: '10.21.0.0/16' })
  })

  test('are void after another answer for the network', () => {
    const before = { prod: '10.20.0.0/16', dev: '10.22.0.0/16' }
    expect(plan(['prod', 'dev'], before, '10.40.0.0/16')).toEqual({ prod: '10.40.0.0/16', dev: '10.41.0.0/16' })
    expect(plan(['prod', 'dev'], before, '10.20.0.0/18')).toEqual({ prod: '10.20.0.0/18', dev: '10.20.64.0/18' })
  })
})

describe('settings', () => {
  const value = (name: string, given = {}, maturity: ModelFacts['maturity'] = 'intermediate') =>
    derive(completed(given, maturity), { date })[name]

  test('the provider constraint follows aws.provider', () => {
    expect(value('aws.provider_constraint')).toBe('>= 5.100, < 7.0')
    expect(value('aws.provider_constraint', { 'aws.provider': '5' })).toBe('~> 5.100')
    expect(value('aws.provider_constraint', { 'aws.provider': '6' })).toBe('~> 6.0')
  })

  test('the partition follows the region', () => {
    expect(value('aws.partition', { 'aws.region': 'cn-north-1' })).toBe('aws-cn')
    expect(value('aws.partition', { 'aws.region': 'us-gov-east-1' })).toBe('aws-us-gov')
    expect(value('aws.partition')).toBe('aws')
  })

  test('the serial is the date of the first run, and stays', () => {
    expect(value('dns.serial')).toBe(2026112001)
    expect(derive(completed(), { date: '2027-01-01', kept: { serial: 2026112001 } })['dns.serial']).toBe(2026112001)
    expect(() => derive(completed(), { date: 'today' })).toThrow(RangeError)
  })

  test('visibility becomes two flags', () => {
    const flags = (visibility: string) => [
      value('dns.public', { 'dns.visibility': visibility }),
      value('dns.private', { 'dns.visibility': visibility }),
    ]
    expect([flags('public'), flags('private'), flags('split')]).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ])
  })

  test('logs are kept as long as the level and the law ask', () => {
    expect(MATURITIES.map((maturity) => value('compliance_days', {}, maturity))).toEqual([30, 90, 365])
    expect(value('compliance_days', { compliance: ['pci'] }, 'starter')).toBe(365)
    expect(value('compliance_days', { compliance: ['gdpr'] }, 'starter')).toBe(30)
  })
})

describe('whatever the facts are', () => {
  const blocks = (facts: ModelFacts) =>
    environmentsOf(facts).map((env) => ({
      vpc: parseCidr(env.cidr),
      subnets: Object.values(env.subnets)
        .flat()
        .map((subnet) => parseCidr(subnet.cidr)),
    }))

  test('subnets lie in their VPC, and nothing overlaps', () => {
    fc.assert(
      fc.property(models, (facts) => {
        const envs = blocks(facts)
        for (const { vpc, subnets } of envs) for (const subnet of subnets) expect(contains(vpc, subnet)).toBe(true)
        const all = [...envs.flatMap((env) => env.subnets)]
        for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(overlaps(a, b)).toBe(false)
        for (const [i, a] of envs.entries())
          for (const b of envs.slice(i + 1)) expect(overlaps(a.vpc, b.vpc)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('every subnet keeps its block when a zone, an environment or a level is added', () => {
    const label = valuesOf({ type: 'slug', max: 8 }).map((name) => `x${String(name)}`)
    fc.assert(
      fc.property(models, label, (base, added) => {
        const facts: ModelFacts = {
          ...base,
          'network.azs': 2,
          environments: ['prod', ...base.environments.slice(0, 4)],
        }
        const of = (changed: Partial<ModelFacts>) => {
          const list = environmentsOf({ ...facts, ...changed }).flatMap((env) =>
            Object.entries(env.subnets).flatMap(([tier, subnets]) =>
              subnets.map((s) => [`${env.name} ${tier} ${s.zone}`, s.cidr]),
            ),
          )
          return Object.fromEntries(list) as Record<string, string>
        }
        const before = of({})
        fc.pre(!facts.environments.includes(added))
        expect(of({ 'network.azs': 3 })).toMatchObject(before)
        expect(of({ environments: [...facts.environments, added] })).toMatchObject(before)
        for (const maturity of MATURITIES) expect(of({ maturity })).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  test('deriving, checking and expanding 200 random models raises nothing and repeats exactly', () => {
    fc.assert(
      fc.property(models, fc.boolean(), (facts, everySkill) => {
        const given = { ...facts } as never
        const skills = everySkill ? SKILLS : []
        const first = scopeOf(given, skills, facts.maturity)
        expect(scopeOf(given, skills, facts.maturity)).toEqual(first)
        const problems = checkRules(first, resolved(given, skills, facts.maturity), date)
        for (const problem of problems) {
          expect(problem.between).toContain(problem.fact)
          expect(`${problem.message} ${problem.hint}`).not.toMatch(/undefined|NaN|\[object/)
        }
      }),
      { numRuns: 200 },
    )
  })
})

const SKILLS = [
  'designing-distributed-systems',
  'architecting-networks',
  'writing-infrastructure-code',
  'administering-linux',
  'operating-kubernetes',
  'load-balancing-patterns',
  'configuring-nginx',
  'managing-dns',
  'implementing-service-mesh',
  'planning-disaster-recovery',
]

describe('the address that balancers share', () => {
  const vips = (given: Partial<ModelFacts>, address: string | null = null) => {
    const group = { count: 2, size: 'small' as const }
    const hosts = [
      { ...group, group: 'web', role: 'web', address: null },
      { ...group, group: 'lb', role: 'lb', address },
    ]
    const facts: Partial<ModelFacts> = {
      'linux.platform': 'existing',
      environments: ['prod', 'staging'],
      hosts,
      ...given,
    }
    return environmentsOf(completed(facts)).map((env) => env.vip)
  }

  test('is in the plan of each environment, below the first of them', () => {
    expect(vips({})).toEqual(['10.20.128.133', '10.21.128.133'])
  })

  test('is the answered one in production alone', () => {
    expect(vips({ 'lb.vip': '192.168.7.10' })).toEqual(['192.168.7.10', '10.21.128.133'])
  })

  test('is not made up where their own addresses were answered, and is none on AWS', () => {
    expect(vips({}, '192.168.7.11')).toEqual([null, '10.21.128.133'])
    expect(vips({ 'linux.platform': 'aws' })).toEqual([null, null])
  })
})

describe('machines', () => {
  const hosts = [
    { group: 'web', role: 'web', count: 2, size: 'small' as const, address: null },
    { group: 'lb', role: 'lb', count: 1, size: 'small' as const, address: '192.168.7.9' },
  ]
  const machines = (platform: 'aws' | 'existing') =>
    environmentsOf(
      completed({ environments: ['prod', 'staging'], 'dns.domain': 'acme.dev', 'linux.platform': platform, hosts }),
    ).map((env) => env.machines.map(({ name, address, fqdn }) => [name, address, fqdn]))

  test('name servers are those that were answered, else hosts of that role, else two places in the plan', () => {
    const servers = (extra: Partial<ModelFacts>) =>
      derive(completed({ environments: ['prod', 'staging'], 'dns.domain': 'acme.dev', ...extra }), { date }).envs
    const hosts = [{ group: 'ns', role: 'dns', count: 2, size: 'small' as const, address: null }]
    expect(servers({ 'linux.platform': 'existing', hosts })).toMatchObject([
      { name_servers: [{ fqdn: 'ns-1.acme.dev', address: '10.20.128.10', ours: true }, { name: 'ns-2' }] },
      { name_servers: [{ fqdn: 'ns-1.staging.acme.dev', address: '10.21.128.10', ours: true }, { name: 'ns-2' }] },
    ])
    const answered = {
      'dns.nameservers': [{ name: 'a', address: '10.9.0.1' }],
      'dns.outside_servers': ['198.51.100.1'],
    }
    expect(servers(answered)).toMatchObject([
      { name_servers: [{ fqdn: 'a.acme.dev', address: '10.9.0.1', outside: '198.51.100.1', ours: false }] },
      { name_servers: [{ fqdn: 'ns1.staging.acme.dev', address: '10.21.128.10', ours: false }, { name: 'ns2' }] },
    ])
  })

  test('private addresses have reverse zones, and networks of hosts elsewhere are known', () => {
    const hosts = [
      { group: 'web', role: 'web', count: 1, size: 'small' as const, address: '192.168.7.9' },
      { group: 'edge', role: 'lb', count: 1, size: 'small' as const, address: '203.0.113.4' },
    ]
    const facts = completed({ environments: ['prod'], 'dns.domain': 'acme.dev', 'linux.platform': 'existing', hosts })
    const values = derive(facts, { date })
    expect(values['dns.reverse_zones']).toMatchObject([
      { environment: 'prod', name: '20.10.in-addr.arpa', cidr: '10.20.0.0/16' },
      { name: '7.168.192.in-addr.arpa', records: [{ name: '9.7.168.192.in-addr.arpa', fqdn: 'web-1.acme.dev' }] },
    ])
    expect(values['dns.networks']).toEqual(['10.20.0.0/16', '192.168.7.0/24'])
  })

  test('hosts that are there already have their answered addresses, or their place in the plan', () => {
    expect(machines('existing')).toEqual([
      [
        ['web-1', '10.20.128.10', 'web-1.acme.dev'],
        ['web-2', '10.20.128.11', 'web-2.acme.dev'],
        ['lb-1', '192.168.7.9', 'lb-1.acme.dev'],
      ],
      [
        ['web-1', '10.21.128.10', 'web-1.staging.acme.dev'],
        ['web-2', '10.21.128.11', 'web-2.staging.acme.dev'],
        ['lb-1', '10.21.128.138', 'lb-1.staging.acme.dev'],
      ],
    ])
  })

  test('on AWS hosts come and go, and so do their addresses', () => {
    expect(machines('aws')[0]?.map(([, address]) => address)).toEqual([null, null, null])
  })

  test('two groups that claim one address contradict each other', () => {
    const problems = problemsIn({
      'linux.platform': 'existing',
      hosts: [
        { group: 'a', role: 'web', count: 3, size: 'small', address: '10.0.0.1' },
        { group: 'b', role: 'web', count: 1, size: 'small', address: '10.0.0.3' },
      ],
    })
    expect(problems.map((problem) => problem.message)).toContain('two hosts have the address 10.0.0.3')
  })
})
