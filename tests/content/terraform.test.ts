import { describe, expect, test } from 'vitest'
import { type Repository, renderRepository } from './render.ts'

const NETWORK = ['writing-infrastructure-code', 'architecting-networks']

function write(maturity: 'starter' | 'intermediate' | 'advanced', set: Record<string, string | boolean | null> = {}) {
  const repository = renderRepository({ skills: NETWORK, maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

function text(repository: Repository, path: string): string {
  const file = repository.files.find((one) => one.path === path)
  if (file === undefined) throw new Error(`${path} is not written`)
  return file.content
}

const paths = (repository: Repository): string[] => repository.files.map((file) => file.path)

describe('a higher level', () => {
  test('writes every file of the lower one', () => {
    const starter = paths(write('starter'))
    const intermediate = paths(write('intermediate'))
    expect(paths(write('advanced'))).toEqual(expect.arrayContaining(intermediate))
    expect(intermediate).toEqual(expect.arrayContaining(starter))
  })

  test('keeps every address of a resource', () => {
    const addresses = (repository: Repository): string[] =>
      repository.files.flatMap(({ path, content }) =>
        path.endsWith('.tf')
          ? [...content.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
              ([, type, name]) => `${path.split('/').slice(0, -1).join('/')} ${type}.${name}`,
            )
          : [],
      )
    const advanced = new Set(addresses(write('advanced')))
    expect(addresses(write('intermediate')).filter((address) => !advanced.has(address))).toEqual([])
    expect(addresses(write('starter')).filter((address) => !advanced.has(address))).toEqual([])
  })
})

describe('sizes a person can review', () => {
  const limits = { starter: [60, 2600], intermediate: [90, 4000], advanced: [100, 4600] } as const
  test.each(['starter', 'intermediate', 'advanced'] as const)('%s', (maturity) => {
    const { files } = write(maturity)
    const lines = (content: string): number => content.split('\n').length - 1
    const [most, total] = limits[maturity]
    expect(files.length).toBeLessThanOrEqual(most)
    expect(files.reduce((sum, file) => sum + lines(file.content), 0)).toBeLessThanOrEqual(total)
    expect(files.filter((file) => lines(file.content) > 300).map((file) => file.path)).toEqual([])
    const wide = files.filter(
      (file) => !file.path.endsWith('.md') && file.content.split('\n').some((l) => l.length > 160),
    )
    expect(wide.map((file) => file.path)).toEqual([])
    expect(files.filter((file) => / $/m.test(file.content)).map((file) => file.path)).toEqual([])
  })
})

describe('answers', () => {
  test('without a repository there is no trust, no role and no tag for it', () => {
    const repository = write('advanced', { 'project.repository': null })
    expect(paths(repository)).not.toContain('terraform/global/ci.tf')
    expect(text(repository, '.github/workflows/terraform.yml')).not.toContain('id-token')
    expect(text(repository, 'terraform/main.tf')).not.toContain('Repository')
  })

  test('without a pipeline there is no workflow', () => {
    expect(
      paths(write('intermediate', { 'ci.provider': 'none' })).filter((path) => path.startsWith('.github/')),
    ).toEqual([])
  })

  test('a pipeline trusts one repository, and each role one of its environments', () => {
    const repository = write('intermediate', { 'project.repository': 'https://github.com/acme/shop' })
    expect(text(repository, 'terraform/global/ci.tf')).toMatch(
      /repo:\$\{local\.repository\}:environment:\$\{each\.value\}/,
    )
    expect(text(repository, 'terraform/variables.tf')).toContain('"https://github.com/acme/shop"')
  })

  test('the provider constraint is the one that was asked for', () => {
    expect(text(write('starter', { 'aws.provider': '6' }), 'terraform/versions.tf')).toContain('"~> 6.0"')
    expect(text(write('starter'), 'terraform/versions.tf')).toContain('">= 5.100, < 7.0"')
    expect(text(write('starter', { 'aws.provider': '6' }), 'terraform/network/versions.tf')).toContain('">= 5.100"')
  })

  test('a way to another network exists only when there is one', () => {
    const link = (kind: string): string[] =>
      paths(write('starter', { 'network.hybrid': kind })).filter((path) => /vpn|transit/.test(path))
    expect(link('none')).toEqual([])
    expect(link('vpn')).toEqual(['terraform/network/vpn.tf'])
    expect(link('transit-gateway')).toEqual(['terraform/network/transit-gateway.tf'])
  })

  test('without NAT, endpoints stand in for it at every level', () => {
    const repository = write('starter', { 'network.nat': 'none' })
    const values = text(repository, 'terraform/environments/prod.tfvars')
    expect(values).toMatch(/network_nat\s+= "none"/)
    expect(values).toContain('"ecr.dkr"')
    expect(paths(repository)).not.toContain('docs/runbooks/nat-failure.md')
  })

  test('balancers are open to everybody only when names are public', () => {
    const values = (visibility: string): string =>
      text(write('starter', { 'dns.visibility': visibility }), 'terraform/environments/prod.tfvars')
    expect(values('private')).not.toContain('0.0.0.0/0')
    expect(values('public')).toContain('0.0.0.0/0')
  })
})

test('documents name only files that are written', () => {
  const repository = write('advanced', { 'project.repository': 'https://github.com/acme/shop' })
  const known = new Set(paths(repository))
  const missing = repository.files.flatMap(({ path, content }) => {
    if (!path.endsWith('.md')) return []
    const links = [...content.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, target = '']) =>
      new URL(target, `file:///${path}`).pathname.slice(1),
    )
    const named = [...content.matchAll(/`((?:terraform|scripts|docs|k8s)\/[\w./-]+\.\w+)`/g)].map(
      ([, name = '']) => name,
    )
    return [...links, ...named]
      .filter(
        (name) => !known.has(name) && ![...known].some((one) => one.startsWith(name.endsWith('/') ? name : `${name}/`)),
      )
      .filter((name) => !name.includes('.terraform.lock.hcl'))
      .map((name) => `${path}: ${name}`)
  })
  expect(missing).toEqual([])
})
