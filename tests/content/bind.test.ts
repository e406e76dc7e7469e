import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { filesBelow, HOST_TOOLS, judgeHosts } from './estate.ts'
import { NAMED_TOOLS, type NameServers, placeNamed, SERVED, startNamed, until } from './named-server.ts'
import { type Repository, renderRepository, writeRepository } from './render.ts'
import { installed, notRun, run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const EXISTING = { 'linux.platform': 'existing' }
const PUBLIC = { ...EXISTING, 'dns.domain': 'acme.dev', 'dns.outside_servers': ['198.51.100.1', '198.51.100.2'] }
const SPLIT = { ...PUBLIC, 'dns.visibility': 'split', 'dns.outside_services': ['198.51.100.10'] }
const ESTATE = ['administering-linux', 'managing-dns', 'configuring-nginx']

function zones(maturity: Maturity, set: Record<string, FactValue>, skills = ['managing-dns']): Repository {
  const repository = renderRepository({ skills, maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

function written(name: string, repository: Repository): string {
  const dir = join(folder, name)
  writeRepository(repository, dir)
  return dir
}

const text = (repository: Repository, path: string): string =>
  repository.files.find((file) => file.path === path)?.content ?? `there is no ${path}`

const VARIANTS: readonly (readonly [string, Maturity, Record<string, FactValue>, readonly string[]])[] = [
  ['BIND alone', 'starter', { 'dns.provider': ['bind'] }, ['managing-dns']],
  ['an estate', 'intermediate', EXISTING, ESTATE],
  ['a public domain with mail', 'advanced', { ...PUBLIC, 'dns.mail': 'google' }, ESTATE],
  ['two truths', 'advanced', SPLIT, ESTATE],
  [
    'beside Route 53',
    'intermediate',
    { 'dns.provider': ['route53', 'bind'] },
    ['architecting-networks', 'writing-infrastructure-code', 'managing-dns'],
  ],
  ['small blocks', 'intermediate', { ...EXISTING, 'network.cidr': '192.168.16.0/20' }, ESTATE],
  [
    'hosts outside of the plan',
    'intermediate',
    {
      ...EXISTING,
      hosts: [
        { group: 'ns', role: 'dns', address: '192.168.7.20' },
        { group: 'web', address: '203.0.113.4' },
      ],
    },
    ESTATE,
  ],
]

describe('zones and configurations read', () => {
  for (const [name, maturity, set, skills] of VARIANTS) {
    toolTest(name, ['named-checkzone', ...NAMED_TOOLS], () => {
      const dir = written(name.replaceAll(' ', '-'), zones(maturity, set, [...skills]))
      const strict = ['-i', 'local', '-k', 'fail', '-n', 'fail', '-m', 'fail', '-M', 'fail', '-S', 'fail']
      const files = filesBelow(join(dir, 'dns'))
      for (const file of files.filter((one) => /\/db\./.test(one))) {
        const checked = run('named-checkzone', [...strict, file.replace(/^.*\/db\./, ''), join(dir, 'dns', file)])
        expect(checked.status, file + checked.stdout).toBe(0)
      }
      for (const environment of new Set(files.map((file) => file.split('/')[0] ?? ''))) {
        const place = join(dir, 'place', environment)
        const placed = placeNamed(join(dir, 'dns', environment), place, { primary: 53, secondary: 53 })
        for (const file of Object.values(placed.files)) {
          const checked = run('named-checkconf', ['-z', file])
          expect(checked.status, checked.stdout + checked.stderr).toBe(0)
        }
      }
    })
  }

  for (const os of ['debian-13', 'rhel-10']) {
    toolTest(`the tools of the field find nothing on ${os}`, HOST_TOOLS, () => {
      judgeHosts(written(`judged-${os}`, zones('advanced', { ...SPLIT, 'linux.os': os }, ESTATE)))
    })
  }
})

describe('BIND alone', () => {
  const repository = zones('intermediate', { 'dns.provider': ['bind'] })
  const paths = repository.files.map((file) => file.path)

  test('no Terraform, no cloud, and hosts that serve the zones', () => {
    expect(paths.filter((path) => /terraform|k8s/.test(path))).toEqual([])
    expect(repository.files.filter((file) => /\baws\b|route ?53/i.test(file.content)).map((file) => file.path)).toEqual(
      [],
    )
    expect(text(repository, 'ansible/inventory/prod/hosts.yml')).toContain('dns-1.shop.internal')
    expect(text(repository, 'ansible/playbooks/site.yml')).toContain('role: bind')
  })

  test('an environment has name servers of its own, and production delegates to them', () => {
    expect(text(repository, 'dns/prod/zones/db.shop.internal')).toContain(
      'staging 86400 IN NS dns-1.staging.shop.internal.',
    )
    expect(text(repository, 'dns/staging/secondary/named.conf')).toContain(
      'primaries { 10.21.128.10 key "shop-staging"; };',
    )
  })

  test('no file holds a key', () => {
    expect(repository.files.filter((file) => /secret\s+"|algorithm hmac/.test(file.content))).toEqual([])
  })
})

test('what the world reads has no address of a network of ours', () => {
  const outside = text(zones('intermediate', SPLIT, ESTATE), 'dns/prod/outside/db.acme.dev')
  expect(outside).toContain('podinfo.acme.dev. 300 IN A 198.51.100.10')
  expect(outside).not.toMatch(/ A 10\./)
})

test('whoever issues certificates stands in the zone, and nobody else', () => {
  expect(
    text(zones('starter', { ...PUBLIC, 'tls.source': 'certbot' }, ESTATE), 'dns/prod/zones/db.acme.dev'),
  ).toContain('CAA 0 issue "letsencrypt.org"')
})

/** Name servers that run for the tests of one block. */
function running(name: string, maturity: Maturity, set: Record<string, FactValue>, skills = ['managing-dns']) {
  let servers: NameServers | null = null
  beforeAll(async () => {
    if (!NAMED_TOOLS.every(installed)) return
    const dir = written(name, zones(maturity, set, skills))
    servers = await startNamed(join(dir, 'dns/prod'), join(folder, `${name}-running`))
  }, 90_000)
  afterAll(async () => servers?.stop())
  return (context: Parameters<typeof notRun>[0]): NameServers | null => {
    if (servers === null) notRun(context, `${NAMED_TOOLS.join(', ')} are not all installed`)
    return servers
  }
}

describe('name servers of our networks', () => {
  const needs = running('inside', 'intermediate', { ...EXISTING }, ESTATE)

  test('both answer names and addresses, and nothing that is not theirs', (context) => {
    const servers = needs(context)
    if (servers === null) return
    for (const port of [servers.primary, servers.secondary]) {
      expect(servers.ask(port, ['+short', 'A', 'web-1.shop.internal'])).toBe('10.20.128.10\n')
      expect(servers.ask(port, ['+short', '-x', '10.20.128.138'])).toBe('dns-1.shop.internal.\n')
      expect(servers.ask(port, ['A', 'nobody.shop.internal'])).toContain('status: NXDOMAIN')
      expect(servers.ask(port, ['A', 'example.org'])).toContain('status: REFUSED')
    }
    expect(servers.ask(servers.primary, ['+short', 'CH', 'TXT', 'version.bind'])).toBe('"none"\n')
  })

  test('a stranger gets no zone, and whoever has the key gets all of it', (context) => {
    const servers = needs(context)
    if (servers === null) return
    expect(servers.ask(servers.primary, ['AXFR', 'shop.internal'])).toContain('Transfer failed')
    expect(servers.ask(servers.secondary, ['AXFR', 'shop.internal'], 'shop-prod')).toContain('Transfer failed')
    const zone = servers.ask(servers.primary, ['AXFR', 'shop.internal'], 'shop-prod')
    expect(zone).toMatch(/dns-2\.shop\.internal\.\s+86400\s+IN\s+A\s+10\.20\.128\.139/)
  })
})

describe('name servers with two truths, at advanced', () => {
  const needs = running('split', 'advanced', SPLIT, ESTATE)

  test('the key decides which truth is told, on both servers', async (context) => {
    const servers = needs(context)
    if (servers === null) return
    for (const port of [servers.primary, servers.secondary]) {
      await until(() => SERVED.test(servers.ask(port, ['+short', 'SOA', 'acme.dev'], 'shop-prod-outside')))
      expect(servers.ask(port, ['+short', 'A', 'podinfo.acme.dev']).split('\n').sort()).toEqual([
        '',
        '10.20.128.10',
        '10.20.128.11',
      ])
      expect(servers.ask(port, ['+short', 'A', 'podinfo.acme.dev'], 'shop-prod-outside')).toBe('198.51.100.10\n')
      expect(servers.ask(port, ['A', 'web-1.acme.dev'], 'shop-prod-outside')).toContain('status: NXDOMAIN')
    }
  })

  test('the zone is signed, with one set of keys for both sides', async (context) => {
    const servers = needs(context)
    if (servers === null) return
    const keys = (key?: string): string[] =>
      servers.ask(servers.primary, ['+short', 'DNSKEY', 'acme.dev'], key).trim().split('\n').sort()
    await until(() => servers.ask(servers.primary, ['+dnssec', '+short', 'A', 'podinfo.acme.dev']).includes('A 13 '))
    expect(keys()).toHaveLength(2)
    expect(keys('shop-prod-outside')).toEqual(keys())
    expect(keys().map((key) => key.split(' ').slice(0, 3).join(' '))).toEqual(['256 3 13', '257 3 13'])
  })
})
