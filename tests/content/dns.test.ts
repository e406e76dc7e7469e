import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { type Repository, renderRepository, writeRepository } from './render.ts'
import { run, scratch, terraformChecks, toolTest } from './tools.ts'

const CHAIN = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']

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

describe('BIND', () => {
  const repository = platform('intermediate', { 'dns.provider': ['route53', 'bind'] })
  const root = scratch()
  writeRepository(repository, root)

  test('zone files say what the plan says, inside the network', () => {
    expect(text(repository, 'docs/dns-plan.md')).toContain('10.20.128.10')
    expect(text(repository, 'dns/db.shop.internal')).toMatch(/^ns1 +86400 IN A 10\.20\.128\.10$/m)
    expect(text(repository, 'dns/db.shop.internal')).toContain('2026112001 ; serial')
  })

  test('hosts that are there already have their names, and those for name servers serve', () => {
    const hosts = platform('intermediate', { 'dns.provider': ['bind'], 'linux.platform': 'existing' }, [
      'configuring-nginx',
      'administering-linux',
      ...CHAIN.filter((skill) => skill !== 'operating-kubernetes'),
    ])
    const zone = text(hosts, 'dns/db.shop.internal')
    expect(zone.match(/^@ 86400 IN NS .*$/gm)).toEqual([
      '@ 86400 IN NS dns-1.shop.internal.',
      '@ 86400 IN NS dns-2.shop.internal.',
    ])
    expect(zone.match(/^(?:dns-1|ns1)[ .].* A .*$/gm)).toEqual([
      'dns-1            86400 IN A 10.20.128.138',
      'dns-1.staging.shop.internal. 3600 IN A 10.21.128.138',
    ])
    expect(zone).toMatch(/^podinfo\.shop\.internal\. 300 IN A 10\.20\.128\.10$/m)
    expect(text(hosts, 'dns/db.reverse')).toContain('138.128.20.10.in-addr.arpa. 3600 IN PTR dns-1.shop.internal.')
  })

  toolTest('named-checkzone accepts both zones', ['named-checkzone'], () => {
    const strict = ['-i', 'local', '-k', 'fail', '-n', 'fail', '-m', 'fail', '-M', 'fail', '-S', 'fail']
    for (const [zone, file] of [
      ['shop.internal', 'db.shop.internal'],
      ['20.10.in-addr.arpa', 'db.reverse'],
    ]) {
      const checked = run('named-checkzone', [...strict, String(zone), join(root, 'dns', String(file))])
      expect(checked.status, checked.stdout).toBe(0)
    }
  })

  toolTest('named-checkconf loads the configuration and its zones', ['named-checkconf'], () => {
    const place = scratch()
    mkdirSync(join(place, 'zones'))
    mkdirSync(join(place, 'keys'))
    for (const file of readdirSync(join(root, 'dns')).filter((name) => name.startsWith('db.'))) {
      writeFileSync(join(place, 'zones', file), readFileSync(join(root, 'dns', file)))
    }
    // Made here: the repository names the key file and never holds it.
    const secret = Buffer.from('only for this test').toString('base64')
    writeFileSync(
      join(place, 'keys/shop-transfer.key'),
      `key "shop-transfer" { algorithm hmac-sha256; secret "${secret}"; };\n`,
    )
    const configuration = readFileSync(join(root, 'dns/named.conf'), 'utf8')
      .replaceAll('/etc/bind', place)
      .replaceAll(/"\/var\/[a-z/]+"/g, `"${place}"`)
    writeFileSync(join(place, 'named.conf'), configuration)
    const checked = run('named-checkconf', ['-z', join(place, 'named.conf')])
    expect(checked.status, checked.stdout + checked.stderr).toBe(0)
  })
})

describe.each<[string, Maturity, Record<string, FactValue>]>([
  ['public', 'intermediate', { 'dns.domain': 'acme.io' }],
  ['split with failover and mail', 'advanced', SPLIT],
  [
    'existing and weighted',
    'advanced',
    { 'dns.domain': 'acme.io', 'dns.existing_zone': true, 'dns.failover': 'weighted' },
  ],
])('terraform of a zone that is %s', (_, maturity, set) => {
  const root = scratch()
  writeRepository(platform(maturity, set), root)

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
