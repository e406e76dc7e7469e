import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { drive } from '../helpers/run.ts'
import { HOST_TOOLS, judgeHosts } from './estate.ts'
import { BUILTIN, loadBuiltinSkill, renderRepository, versionTable, writeRepository } from './render.ts'
import { run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const HOSTS = ['administering-linux', 'managing-configuration', 'configuring-nginx']

const estate = (maturity: Maturity, set: Record<string, FactValue> = {}, skills: readonly string[] = HOSTS) => {
  const repository = renderRepository({ skills, maturity, set: { 'linux.platform': 'existing', ...set } })
  expect(repository.problems).toEqual([])
  return repository
}

const text = (repository: ReturnType<typeof estate>, path: string): string =>
  repository.files.find((file) => file.path === path)?.content ?? ''

describe('services on hosts', () => {
  for (const [name, maturity, set] of [
    ['starter', 'starter', {}],
    ['advanced', 'advanced', {}],
    ['advanced on RHEL', 'advanced', { 'linux.os': 'rhel-10' }],
  ] as const) {
    toolTest(`${name}: the tools of the field find nothing`, [...HOST_TOOLS, 'actionlint'], () => {
      const dir = join(folder, name.replaceAll(' ', '-'))
      writeRepository(estate(maturity, set), dir)
      judgeHosts(dir)
      if (maturity === 'advanced') {
        const judged = run('actionlint', ['.github/workflows/ansible.yml'], { cwd: dir })
        expect(judged.status, judged.stdout).toBe(0)
      }
    })
  }

  toolTest('molecule reads the scenario, and it asks first whether the machine may be changed', ['molecule'], () => {
    const dir = join(folder, 'molecule')
    writeRepository(estate('intermediate', {}, [...HOSTS, 'managing-dns']), dir)
    const read = run('molecule', ['syntax'], { cwd: join(dir, 'ansible') })
    expect(read.status, read.stdout + read.stderr).toBe(0)
    const scenario = (file: string) =>
      text(estate('intermediate', {}, [...HOSTS, 'managing-dns']), `ansible/molecule/default/${file}`)
    expect(scenario('converge.yml').match(/role: \w+/g)).toEqual(
      ['base', 'ssh', 'audit', 'firewall', 'node_exporter', 'app', 'bind', 'nginx'].map((role) => `role: ${role}`),
    )
    expect(scenario('converge.yml').indexOf('MACHINE_IS_THROWAWAY')).toBeLessThan(
      scenario('converge.yml').indexOf('role: base'),
    )
    expect(scenario('molecule.yml')).toContain('- idempotence')
  })

  test('CI brings one host of each role up twice, on a runner of its distribution', () => {
    const workflow = (os: string) => text(estate('intermediate', { 'linux.os': os }), '.github/workflows/ansible.yml')
    expect(workflow('ubuntu-24.04')).toContain('- {role: web, host: web-1.shop.internal}')
    expect(workflow('debian-13')).not.toContain('molecule')
  })

  test('a unit has its image, no rights, and a port that only the proxy reaches', () => {
    const unit = text(estate('starter'), 'linux/containers/podinfo.container')
    expect(unit).toMatch(/^Image=ghcr\.io\/stefanprodan\/podinfo:\d/m)
    expect(unit).toContain('DropCapability=ALL')
    expect(unit).toContain('PublishPort=127.0.0.1:9898:9898')
    expect(text(estate('starter', {}, HOSTS.slice(0, 2)), 'linux/containers/podinfo.container')).toContain(
      'PublishPort=9898:9898',
    )
  })

  test('a release goes through the answered share of hosts, and stops at the first failure', () => {
    const playbook = text(estate('starter', { 'config.batch': 10 }), 'ansible/playbooks/release.yml')
    expect(playbook).toContain('serial: "10%"')
    expect(playbook).toContain('max_fail_percentage: 0')
  })

  test('hosts that are replaced have no playbook that patches them', () => {
    expect(text(estate('advanced', { 'config.split': 'terraform' }), 'ansible/playbooks/patch.yml')).toBe('')
    expect(text(estate('advanced', { 'config.split': 'both' }), 'ansible/playbooks/patch.yml')).toContain('serial: 1')
  })
})

describe('Terraform and Ansible in one chain', () => {
  const catalog = () => ({
    skills: ['writing-infrastructure-code', 'architecting-networks', ...HOSTS.slice(0, 2)].map(loadBuiltinSkill),
    shared: ['shared', 'shared-ansible'].map(loadBuiltinSkill),
    blueprints: [],
    known: BUILTIN,
    versions: versionTable(),
    complete: <T>(skill: T): T => skill,
  })
  const conflict = 'configuration-conflict:managing-configuration:writing-infrastructure-code'

  for (const [choice, has, lacks] of [
    ['1', 'terraform/compute.tf', 'ansible/playbooks/patch.yml'],
    ['2', 'ansible/inventory/prod/hosts.yml', 'terraform/compute.tf'],
    ['3', 'ansible/playbooks/patch.yml', 'ansible/inventory/prod/hosts.yml'],
  ] as const) {
    test(`answer ${choice} of the conflict is what is written`, async () => {
      const { result, requests } = await drive({
        goal: 'terraform and ansible for linux servers on AWS',
        catalog: catalog(),
        script: { chain: 'skip', [conflict]: choice, '*': '' },
      })
      expect(requests.find((request) => request.id.startsWith(conflict))).toMatchObject({
        dialog: 'configuration-conflict',
      })
      const paths = result.report.files.map((file) => file.path)
      expect(paths).toContain(has)
      expect(paths).not.toContain(lacks)
    })
  }
})
