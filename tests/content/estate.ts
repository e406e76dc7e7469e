import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Ran, run } from './tools.ts'

/** What `judgeHosts` calls; a test that uses it needs all of them. */
export const HOST_TOOLS = [
  'ansible-playbook',
  'ansible-lint',
  'yamllint',
  'promtool',
  'shellcheck',
  'shfmt',
  'systemd-analyze',
] as const

export function filesBelow(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name) => {
      const path = folder === '' ? name : `${folder}/${name}`
      return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path]
    })
}

/** Everything that the field's own tools say about the part of a repository that hosts run. Nothing is left out. */
export function judgeHosts(root: string): void {
  const files = filesBelow(root)
  const matching = (pattern: RegExp): string[] => files.filter((file) => pattern.test(file))
  const quiet = ({ status, stdout, stderr }: Ran): void => expect(status, stdout + stderr).toBe(0)
  const cwd = join(root, 'ansible')
  if (files.includes('ansible/ansible.cfg')) {
    for (const playbook of matching(/^ansible\/playbooks\/[^/]+\.yml$/)) {
      for (const inventory of new Set(matching(/^ansible\/inventory\/[^/]+\/hosts\.yml$/))) {
        const args = ['--syntax-check', '--inventory', join(root, inventory), join(root, playbook)]
        quiet(run('ansible-playbook', args, { cwd }))
      }
    }
    const linted = run('ansible-lint', ['--nocolor', '--offline', '--profile', 'production'], { cwd })
    expect(linted.stdout + linted.stderr).toMatch(/0 failure\(s\), 0 warning\(s\)/)
    const yaml = run('yamllint', ['--strict', '.'], { cwd: root })
    expect(yaml.stdout).toBe('')
  }
  const rules = matching(/^monitoring\/rules\/.*\.yaml$/)
  if (rules.length > 0) quiet(run('promtool', ['check', 'rules', ...rules], { cwd: root }))
  const tests = matching(/^monitoring\/tests\/.*\.yaml$/)
  if (tests.length > 0) quiet(run('promtool', ['test', 'rules', ...tests], { cwd: root }))
  const scripts = matching(/\.sh$|^linux\/sbin\//)
  quiet(run('shellcheck', ['-x', ...scripts], { cwd: root }))
  expect(run('shfmt', ['-d', '-i', '2', '-ci', ...scripts], { cwd: root }).stdout).toBe('')
  // What a unit starts is not installed here; everything else it says is about the unit.
  const units = matching(/\.(?:service|timer|socket|path)$/)
  if (units.length > 0) {
    const { stdout, stderr } = run('systemd-analyze', ['verify', ...units], { cwd: root })
    const found = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line !== '' && !/is not executable|Command 'man /.test(line))
    expect(found.filter((line) => units.some((unit) => line.includes(unit.split('/').at(-1) ?? unit)))).toEqual([])
  }
}
