import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository, writeRepository } from './render.ts'
import { installed, notRun, scratch } from './tools.ts'

const NETWORK = ['writing-infrastructure-code', 'architecting-networks']
const PLATFORM = [...NETWORK, 'operating-kubernetes', 'managing-dns', 'planning-disaster-recovery']
const BALANCED = ['administering-linux', 'load-balancing-patterns', 'configuring-nginx']
const REPOSITORY = 'https://github.com/acme/shop'
const SCRIPT = new URL('../../scripts/terraform-emulator.mjs', import.meta.url).pathname
const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']

const folder = scratch()

function tree(
  name: string,
  skills: readonly string[],
  maturity: Maturity,
  set: Record<string, FactValue> = {},
): string {
  const dir = join(folder, name)
  const repository = renderRepository({ skills, maturity, set: { 'project.repository': REPOSITORY, ...set } })
  expect(repository.problems).toEqual([])
  mkdirSync(dir, { recursive: true })
  writeRepository(repository, dir)
  return dir
}

/** The script prints what it did not try by name; that is shown, so that "passed" is never read as "all of it". */
function prove(args: readonly string[], seconds: number): Promise<{ status: number; text: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    const timer = setTimeout(() => child.kill('SIGTERM'), seconds * 1000)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', (code) => {
      clearTimeout(timer)
      done({ status: code ?? 1, text: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

function emulated(name: string, skills: readonly string[]): void {
  test(`${name}: each level applies, stays, grows and is destroyed on an AWS emulator`, {
    timeout: 1_200_000,
  }, async (context) => {
    const missing = ['terraform', 'moto_server'].filter((tool) => !installed(tool))
    if (missing.length > 0) return notRun(context, `${missing.join(', ')} not installed`)
    const dirs = LEVELS.map((maturity) => tree(`${name}/${maturity}`, skills, maturity))
    const { status, text } = await prove(dirs, 1_150)
    console.log(text)
    expect(status, text).toBe(0)
  })
}

describe('on an AWS emulator', () => {
  emulated('platform', PLATFORM)
  emulated('hosts behind a balancer', [...NETWORK, ...BALANCED])
})

describe('format, validity without warnings, and the tests of the result', () => {
  const variants: [string, Maturity, Record<string, FactValue>][] = [
    ['dual stack, public', 'advanced', { 'network.ipv6': true, 'dns.domain': 'acme.io' }],
    [
      'no NAT, three environments in accounts of their own',
      'intermediate',
      { 'network.nat': 'none', environments: ['prod', 'staging', 'dev'], 'accounts.mode': 'per-env' },
    ],
    [
      'VPN to a site',
      'intermediate',
      { 'network.hybrid': 'vpn', 'hybrid.peer_address': '198.51.100.7', 'hybrid.cidrs': ['192.168.0.0/16'] },
    ],
    [
      'transit gateway, China',
      'starter',
      { 'network.hybrid': 'transit-gateway', 'hybrid.cidrs': ['172.16.0.0/12'], 'aws.region': 'cn-north-1' },
    ],
    [
      'GovCloud, no repository',
      'advanced',
      { 'aws.region': 'us-gov-west-1', 'project.repository': null, compliance: ['hipaa'] },
    ],
  ]
  const names = variants.map(([name]) => name).join('; ')
  test(names, { timeout: 900_000 }, async (context) => {
    if (!installed('terraform')) return notRun(context, 'terraform not installed')
    const dirs = variants.map(([name, maturity, set]) =>
      tree(`variant/${name.replaceAll(/\W+/g, '-')}`, NETWORK, maturity, set),
    )
    const { status, text } = await prove(['--check-only', ...dirs], 880)
    expect(status, text).toBe(0)
  })
})
