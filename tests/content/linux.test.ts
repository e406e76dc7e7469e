import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { HOST_TOOLS, judgeHosts } from './estate.ts'
import { renderRepository, writeRepository } from './render.ts'
import { run, scratch, terraformChecks, toolTest } from './tools.ts'

const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']
const ADMIN = {
  name: 'ada',
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1pVXb8hQ0mO5YbVbW3sQm0o8q1c9w0m1yq3l2n4k5d ada',
}

const folder = scratch()

function hosts(name: string, maturity: Maturity, set: Record<string, FactValue> = {}): string {
  const dir = join(folder, name)
  const repository = renderRepository({
    skills: ['administering-linux'],
    maturity,
    set: { 'linux.platform': 'existing', ...set },
  })
  expect(repository.problems).toEqual([])
  writeRepository(repository, dir)
  return dir
}

const text = (maturity: Maturity, path: string, set: Record<string, FactValue> = {}): string =>
  renderRepository({
    skills: ['administering-linux'],
    maturity,
    set: { 'linux.platform': 'existing', ...set },
  }).files.find((file) => file.path === path)?.content ?? ''

describe('hosts that are there already', () => {
  for (const maturity of LEVELS) {
    toolTest(`${maturity}: the tools of the field find nothing`, HOST_TOOLS, () => {
      judgeHosts(hosts(maturity, maturity, { 'linux.admins': [ADMIN] }))
    })
  }

  for (const os of ['debian-13', 'rhel-10', 'al2023']) {
    toolTest(`${os}: the same`, HOST_TOOLS, () => {
      judgeHosts(hosts(os, 'advanced', { 'linux.os': os }))
    })
  }

  test('no cloud is named anywhere', () => {
    const { files } = renderRepository({
      skills: ['administering-linux'],
      maturity: 'advanced',
      set: { 'linux.platform': 'existing' },
    })
    expect(files.filter((file) => /\baws\b|eu-west-1|terraform/i.test(file.content)).map((file) => file.path)).toEqual(
      [],
    )
  })
})

describe('hosts of AWS', () => {
  toolTest(
    'Terraform makes them, and what Ansible hands to them has a way',
    ['terraform', ...HOST_TOOLS],
    (context) => {
      const dir = join(folder, 'aws')
      const skills = [
        'writing-infrastructure-code',
        'architecting-networks',
        'administering-linux',
        'configuring-nginx',
      ]
      const repository = renderRepository({ skills, maturity: 'intermediate' })
      expect(repository.problems).toEqual([])
      writeRepository(repository, dir)
      terraformChecks(context, dir, ['resources.tftest.hcl'])
      judgeHosts(dir)
    },
  )
})

describe('what the files say', () => {
  toolTest('sshd takes them as they are', ['sshd'], () => {
    const dir = hosts('sshd', 'starter')
    // Its package makes this folder when the service starts, and here none does.
    mkdirSync('/run/sshd', { recursive: true })
    const { status, stderr } = run('sshd', ['-T', '-f', join(dir, 'linux/sshd_config.d/00-hardening.conf')])
    // Without host keys sshd stops after it has read the file.
    expect(stderr === '' || /no hostkeys available/.test(stderr) ? 0 : status, stderr).toBe(0)
  })

  test('a person has an account, a key and a place in every inventory', () => {
    const values = text('intermediate', 'ansible/inventory/staging/group_vars/all/linux.yml', {
      'linux.admins': [ADMIN],
    })
    expect(values).toContain('name: ada')
    expect(values).toContain(ADMIN.key)
    expect(text('intermediate', 'ansible/inventory/staging/hosts.yml')).toContain('ansible_host: 10.21.128.10')
  })

  test('forwarding is left to those who need it, and the filter keeps the tables of others', () => {
    expect(text('advanced', 'linux/sysctl.d/60-hardening.conf')).not.toContain('ip_forward')
    expect(text('advanced', 'ansible/roles/firewall/templates/nftables.conf.j2')).not.toContain('flush ruleset')
  })

  test('cloud-init finds its mark in the first line', () => {
    expect(text('starter', 'linux/cloud-init/user-data').split('\n')[0]).toBe('#cloud-config')
  })

  test('a boot happens in the answered window', () => {
    expect(text('starter', 'linux/systemd/reboot-pending.timer', { 'linux.reboot_window': 'Wed 04:30' })).toContain(
      'OnCalendar=Wed 04:30:00',
    )
  })

  test('each alert names a runbook that is there', () => {
    const { files } = renderRepository({
      skills: ['administering-linux'],
      maturity: 'advanced',
      set: { 'linux.platform': 'existing' },
    })
    const paths = new Set(files.map((file) => file.path))
    const named = [
      ...(files.find((file) => file.path === 'monitoring/rules/hosts.yaml')?.content ?? '').matchAll(/runbook: (\S+)/g),
    ]
    expect(named.length).toBeGreaterThan(5)
    expect(named.map((match) => match[1]).filter((path) => !paths.has(path ?? ''))).toEqual([])
  })
})
