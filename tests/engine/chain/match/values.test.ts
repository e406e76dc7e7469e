import { describe, expect, test } from 'vitest'
import { matchGoal } from '../../../../src/engine/chain/match/index.ts'
import { loadSkills } from '../goal-table.ts'

const skills = loadSkills()
const found = (goal: string, name: string) => matchGoal(goal, skills, []).facts.find((fact) => fact.name === name)
const valueIn = (goal: string, name: string) => found(goal, name)?.value
const notesOf = (goal: string) => matchGoal(goal, skills, []).notes

describe('a value in the goal', () => {
  test('becomes a fact with the very words as its source', () => {
    expect(found('Kubernetes across Three Availability Zones', 'network.azs')).toEqual({
      name: 'network.azs',
      value: 3,
      origin: 'goal',
      source: 'Three Availability Zones',
    })
    expect(found('EKS in Frankfurt', 'aws.region')?.source).toBe('Frankfurt')
    expect(found('eks in frankfrut', 'aws.region')?.source).toBe('frankfrut')
  })

  test('that could be two things is left out with a note', () => {
    expect(valueIn('kubernetes in eu-west-1 and us-east-1', 'aws.region')).toBeUndefined()
    expect(notesOf('kubernetes in eu-west-1 and us-east-1')).toEqual([
      'several regions are named (eu-west-1, us-east-1) and none is said to be the main one',
    ])
    expect(notesOf('a simple enterprise platform')).toEqual([
      '"simple" and "enterprise" say different things about maturity: it is left open',
    ])
  })

  test('that the caller does not know becomes a note', () => {
    const match = matchGoal('dns with dnssec', skills, [], { knownFacts: new Set(['dns.domain']) })
    expect(match.facts).toEqual([])
    expect(match.notes).toEqual(['"dnssec" was understood as dns.dnssec, which no skill of this chain asks for'])
  })
})

describe('zones', () => {
  test.each([
    ['3 AZs', 3],
    ['3azs', 3],
    ['three-AZ', 3],
    ['across two availability zones', 2],
    ['AZs: 2', 2],
    ['spread over 3 zones', 3],
    ['3つのAZ', 3],
  ])('%s', (goal, count) => expect(valueIn(`vpc ${goal}`, 'network.azs')).toBe(count))

  test.each(['a NAT gateway per AZ', 'three DNS zones', 'in an availability zone'])('%s is no count', (goal) =>
    expect(valueIn(goal, 'network.azs')).toBeUndefined(),
  )

  test('other counts get a note', () => {
    expect(notesOf('vpc in 5 AZs')).toEqual(['"5 AZs": a network here has 2 or 3 availability zones'])
  })
})

describe('networks', () => {
  test.each([
    ['10.300.0.0/16', 'an address has four numbers from 0 to 255'],
    ['10.0.0.0/33', 'a prefix is at most 32'],
    ['10.20.1.0/16', 'did you mean 10.20.0.0/16?'],
    ['10.0.0.0/24', 'from /16 to /20'],
    ['52.10.0.0/16', 'public range'],
  ])('%s is not taken', (block, reason) => {
    expect(valueIn(`vpc ${block}`, 'network.cidr')).toBeUndefined()
    expect(notesOf(`vpc ${block}`).join()).toContain(reason)
  })

  test('those of others are not ours', () => {
    expect(valueIn('vpc 10.0.0.0/16 peered with on-prem 192.168.0.0/16', 'network.cidr')).toBe('10.0.0.0/16')
    expect(valueIn('ssh only from 203.0.113.0/24', 'network.admin_cidrs')).toEqual(['203.0.113.0/24'])
  })
})

describe('domains', () => {
  test.each([
    'node.js',
    'v1.2',
    'README.md',
    'k8s.io',
    'see github.com/acme/shop',
    'deploy.sh',
    'e.g. dns',
    'ops@acme.io',
    '10.0.0.1',
    'nginx.conf',
  ])('%s is none', (goal) => expect(valueIn(goal, 'dns.domain')).toBeUndefined())

  test.each([
    ['dns for acme.io.', 'acme.io'],
    ['https://www.acme.co.uk/', 'acme.co.uk'],
    ['*.acme.dev', 'acme.dev'],
    ['域名acme.com.cn', 'acme.com.cn'],
    ['acme.internal', 'acme.internal'],
  ])('%s', (goal, domain) => expect(valueIn(goal, 'dns.domain')).toBe(domain))
})

describe('objectives', () => {
  test.each([
    ['RPO 15 minutes, RTO 4h', '15m', '4h'],
    ['15 min rpo, 2h rto, backups kept 30 days', '15m', '2h'],
    ['RTO/RPO 1h/5m', '5m', '1h'],
    ['rto of an hour and rpo of half an hour', '30m', '1h'],
    ['rpo: 90s; rto: 1.5h', '90s', '90m'],
    ['backups every 6 hours, RPO 6h, RTO 1 day', '6h', '1d'],
  ])('%s', (goal, rpo, rto) => {
    expect(valueIn(goal, 'backup.rpo')).toBe(rpo)
    expect(valueIn(goal, 'backup.rto')).toBe(rto)
  })

  test('zero is no duration', () => {
    expect(valueIn('rpo zero', 'backup.rpo')).toBeUndefined()
    expect(notesOf('rpo zero').join()).toContain('synchronous')
  })
})

describe('environments', () => {
  test.each([
    ['staging and prod', ['staging', 'prod']],
    ['dev/stage/prod', ['dev', 'stage', 'prod']],
    ['production', ['prod']],
    ['a dev environment', ['dev']],
    ['production, no staging', ['prod']],
  ])('%s', (goal, list) => expect(valueIn(`terraform ${goal}`, 'environments')).toEqual(list))

  test.each(['production-ready', 'production grade', 'test suite', 'a dev team', 'non-production'])(
    '%s is none',
    (goal) => expect(valueIn(`${goal} terraform`, 'environments')).toBeUndefined(),
  )
})

describe('regions', () => {
  test.each([
    ['eu-west-1', 'eu-west-1'],
    ['US East 1', 'us-east-1'],
    ['eu-west-1a', 'eu-west-1'],
    ['N. Virginia', 'us-east-1'],
    ['eu-west-1 (Ireland)', 'eu-west-1'],
    ['東京リージョン', 'ap-northeast-1'],
  ])('%s', (goal, region) => expect(valueIn(`vpc ${goal}`, 'aws.region')).toBe(region))

  test('where people sit is no region', () => {
    expect(valueIn('kubernetes for our office in London', 'aws.region')).toBeUndefined()
    expect(valueIn('a shop with customers in Paris', 'aws.region')).toBeUndefined()
  })

  test.each([
    ['eu-west-1 with failover to eu-central-1', 'eu-west-1', 'eu-central-1'],
    ['failover from eu-west-1 to eu-central-1', 'eu-west-1', 'eu-central-1'],
    ['primary us-east-1, secondary us-west-2', 'us-east-1', 'us-west-2'],
    ['us-east-1 (dr: us-west-2)', 'us-east-1', 'us-west-2'],
    ['Ireland, backups copied to Frankfurt', 'eu-west-1', 'eu-central-1'],
    ['eu-west-1, eu-west-3 as the DR region', 'eu-west-1', 'eu-west-3'],
  ])('%s', (goal, main, second) => {
    expect(valueIn(`kubernetes ${goal}`, 'aws.region')).toBe(main)
    expect(valueIn(`kubernetes ${goal}`, 'aws.dr_region')).toBe(second)
  })
})

describe('workloads', () => {
  test('hosts need a count and a role', () => {
    expect(valueIn('4 web servers', 'hosts')).toEqual([{ group: 'web', role: 'web', count: 4 }])
    expect(valueIn('4 servers', 'hosts')).toBeUndefined()
    expect(notesOf('4 servers')).toEqual(['"4 servers": how many hosts, but not what they do'])
  })

  test('databases are PostgreSQL or MySQL', () => {
    expect(valueIn('postgres and mysql on RDS', 'databases')).toEqual([
      { engine: 'postgresql' },
      { engine: 'mysql', placement: 'managed' },
    ])
    expect(notesOf('backups for mongodb')).toEqual(['"mongodb": databases here are PostgreSQL or MySQL'])
  })

  test.each([
    ['called acme', 'acme'],
    ['named "acme-shop"', 'acme-shop'],
    ['for acme-shop', 'acme-shop'],
    ['project: acme', 'acme'],
  ])('the project is %s', (goal, name) => expect(valueIn(`kubernetes ${goal}`, 'project.name')).toBe(name))

  test.each(['for real-time chat', 'for e-commerce', 'a service called api', 'for multi-region failover'])(
    '%s names no project',
    (goal) => expect(valueIn(`kubernetes ${goal}`, 'project.name')).toBeUndefined(),
  )
})

describe('maturity', () => {
  test.each([
    ['a poc', 'starter'],
    ['enterprise-grade', 'advanced'],
    ['battle-tested', 'advanced'],
    ['maturity: intermediate, simple', 'intermediate'],
  ])('%s', (goal, level) => expect(valueIn(`kubernetes ${goal}`, 'maturity')).toBe(level))

  test.each(['production kubernetes', 'kubernetes for a small team', 'not a demo: kubernetes'])(
    '%s says nothing',
    (goal) => expect(valueIn(goal, 'maturity')).toBeUndefined(),
  )
})
