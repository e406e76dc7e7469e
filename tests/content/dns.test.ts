import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { type Repository, renderRepository, writeRepository } from './render.ts'
import { run, scratch, terraformChecks, toolTest } from './tools.ts'

const CHAIN = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']
const HOSTS = ['architecting-networks', 'writing-infrastructure-code', 'administering-linux', 'managing-dns']

function platform(maturity: Maturity, set: Record<string, FactValue> = {}, skills = CHAIN): Repository {
  const repository = renderRepository({ skills, maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

const SPLIT: Record<string, FactValue> = {
  'dns.domain': 'acme.io',
  'dns.visibility': 'split',
  'dns.failover': 'active-passive',
  'dns.mail': 'google',
}

const paths = (repository: Repository): string[] => repository.files.map((file) => file.path)
const text = (repository: Repository, path: string): string =>
  repository.files.find((file) => file.path === path)?.content ?? `there is no ${path}`

describe('without a domain', () => {
  const repository = platform('starter')

  test('there is one private zone and nothing public', () => {
    expect(text(repository, 'terraform/dns/zones.tf')).toMatch(/resource "aws_route53_zone" "private"/)
    expect(text(repository, 'terraform/dns/zones.tf')).not.toMatch(/"public"/)
    expect(paths(repository)).not.toContain('terraform/dns/certificate.tf')
    expect(text(repository, 'terraform/environments/prod.tfvars')).toContain('"shop.internal"')
  })

  test('no certificate is awaited and the balancer stays inside', () => {
    expect(text(repository, 'k8s/base/gateway/load-balancer.yaml')).toContain('scheme: internal')
    expect(text(repository, 'k8s/base/gateway/gateway.yaml')).not.toContain('HTTPS')
  })
})

describe('with a public domain', () => {
  const repository = platform('advanced', { 'dns.domain': 'acme.io' })

  test('mail is refused, one CA may issue, and the zone is signed', () => {
    expect(text(repository, 'terraform/dns/mail.tf')).toMatch(/"0 \."[\s\S]*v=spf1 -all[\s\S]*p=reject/)
    expect(text(repository, 'terraform/dns/records.tf')).toContain('0 issuewild \\"amazon.com\\"')
    expect(text(repository, 'terraform/dns/us-east-1/signing-key.tf')).toContain('ECC_NIST_P256')
    expect(text(repository, 'terraform/providers.tf')).toMatch(/alias\s+= "us_east_1"/)
  })

  test('an environment has a zone of its own below the domain', () => {
    expect(text(repository, 'terraform/environments/prod.tfvars')).toMatch(/dns_domain\s+= "acme\.io"/)
    expect(text(repository, 'terraform/environments/staging.tfvars')).toMatch(/dns_domain\s+= "staging\.acme\.io"/)
  })

  test('nobody but external-dns writes below apps, and it writes nowhere else', () => {
    const role = text(repository, 'terraform/dns/external-dns.tf')
    expect(role).toContain('aws_route53_zone.apps_public.arn')
    expect(role).not.toMatch(/aws_route53_zone\.public\.arn|"arn:aws:route53:::hostedzone\/\*"/)
  })
})

test('hosts that are there have their names in Route 53 too, checked by their address', () => {
  const set = { 'linux.platform': 'existing', 'dns.provider': ['route53'], 'dns.outside_services': ['203.0.113.8'] }
  const repository = platform('intermediate', { ...SPLIT, ...set }, HOSTS)
  expect(text(repository, 'terraform/environments/prod.tfvars')).toContain('dns_addresses = ["203.0.113.8"]')
  expect(text(repository, 'terraform/dns/health.tf')).toMatch(/ip_address +=/)
  expect(text(repository, 'terraform/dns/records.tf')).toContain('letsencrypt.org')
})

test('a zone that exists is looked up, never made', () => {
  const zones = text(
    platform('starter', { 'dns.domain': 'acme.io', 'dns.existing_zone': true }),
    'terraform/dns/zones.tf',
  )
  expect(zones).toContain('data "aws_route53_zone" "public"')
  expect(zones).not.toContain('resource "aws_route53_zone" "public"')
})

test('a split domain answers every service name in both zones', () => {
  const records = text(
    platform('intermediate', { 'dns.domain': 'acme.io', 'dns.visibility': 'split' }),
    'terraform/dns/records.tf',
  )
  expect(records).toContain('"private_service"')
  expect(records).toContain('"public_service"')
})

test('a failover shortens the TTL and brings checks, alarms and a runbook', () => {
  const repository = platform('intermediate', { 'dns.domain': 'acme.io', 'dns.failover': 'active-passive' })
  expect(text(repository, 'terraform/dns.tf')).toMatch(/ttl_seconds\s+= 60/)
  expect(paths(repository)).toContain('terraform/dns/health.tf')
  expect(paths(repository)).toContain('terraform/dns/us-east-1/health-alarms.tf')
  expect(paths(repository)).toContain('docs/runbooks/dns-failover.md')
})

test('names work without a cluster', () => {
  const repository = platform(
    'starter',
    {},
    CHAIN.filter((name) => name !== 'operating-kubernetes'),
  )
  expect(paths(repository)).not.toContain('terraform/dns/external-dns.tf')
  expect(text(repository, 'terraform/dns.tf')).not.toContain('module.kubernetes')
})

describe.each<[string, Maturity, Record<string, FactValue>]>([
  ['public', 'intermediate', { 'dns.domain': 'acme.io' }],
  ['split with failover and mail', 'advanced', SPLIT],
  [
    'existing and weighted',
    'advanced',
    { 'dns.domain': 'acme.io', 'dns.existing_zone': true, 'dns.failover': 'weighted' },
  ],
  [
    'for hosts that are there',
    'advanced',
    {
      ...SPLIT,
      'linux.platform': 'existing',
      'dns.provider': ['route53'],
      'dns.outside_services': ['203.0.113.8', '203.0.113.9'],
    },
  ],
])('terraform of a zone that is %s', (_, maturity, set) => {
  const root = scratch()
  const skills = set['linux.platform'] === 'existing' ? HOSTS : CHAIN
  writeRepository(platform(maturity, set, skills), root)

  toolTest('validates without a word and passes its tests', ['terraform'], (context) => {
    terraformChecks(context, root, ['dns.tftest.hcl'])
  })
  toolTest('scripts are clean', ['shellcheck', 'shfmt'], () => {
    expect(
      run('shellcheck', ['-x', 'scripts/dns-verify.sh', 'scripts/deploy.sh', 'scripts/destroy.sh'], { cwd: root })
        .stdout,
    ).toBe('')
    expect(run('shfmt', ['-d', '-i', '2', '-ci', 'scripts'], { cwd: root }).stdout).toBe('')
  })
})
