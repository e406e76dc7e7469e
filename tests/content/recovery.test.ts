import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEnds } from '../../src/engine/chain/links.ts'
import type { FactValue } from '../../src/engine/protocol/facts.ts'
import { MATURITIES, type Maturity } from '../../src/engine/protocol/facts.ts'
import { filesBelow, HOST_TOOLS, judgeHosts } from './estate.ts'
import { BUILTIN, loadBuiltinSkill, renderRepository, writeRepository } from './render.ts'
import { coreSchemas, notRun, run, scratch, terraformChecks, toolTest } from './tools.ts'

const CLOUD = ['writing-infrastructure-code', 'architecting-networks']
const PLATFORM = [...CLOUD, 'operating-kubernetes', 'managing-dns', 'planning-disaster-recovery', 'shell-scripting']
const HOSTS = ['administering-linux', 'planning-disaster-recovery']
const DATABASES = [{ engine: 'postgresql', placement: 'managed' }]
const ESTATE: Record<string, FactValue> = {
  'linux.platform': 'existing',
  hosts: [
    { group: 'web', role: 'web', count: 2 },
    { group: 'db', role: 'db', count: 1 },
  ],
  databases: [
    { engine: 'postgresql', placement: 'hosts' },
    { engine: 'mysql', placement: 'hosts' },
  ],
}

const folder = scratch()

function tree(
  name: string,
  skills: readonly string[],
  maturity: Maturity,
  set: Record<string, FactValue> = {},
): string {
  const dir = join(folder, name.replaceAll(/\W+/g, '-'))
  const repository = renderRepository({ skills, maturity, set })
  expect(repository.problems).toEqual([])
  mkdirSync(dir)
  writeRepository(repository, dir)
  return dir
}

const texts = (
  skills: readonly string[],
  maturity: Maturity,
  set: Record<string, FactValue> = {},
): Record<string, string> =>
  Object.fromEntries(renderRepository({ skills, maturity, set }).files.map((file) => [file.path, file.content]))

function scriptsAreSound(dir: string): void {
  const scripts = filesBelow(dir).filter((file) => /^(?:scripts|tests\/scripts)\/.*\.(?:sh|bash|bats)$/.test(file))
  expect(run('shellcheck', ['-x', ...scripts], { cwd: dir }).stdout).toBe('')
  expect(run('shfmt', ['-d', '-i', '2', '-ci', ...scripts], { cwd: dir }).stdout).toBe('')
  const tested = run('bats', ['tests/scripts'], { cwd: dir })
  expect(tested.stdout.split('\n').filter((line) => line.startsWith('not ok'))).toEqual([])
  expect(tested.status, tested.stdout + tested.stderr).toBe(0)
  for (const workflow of filesBelow(dir).filter((file) => file.startsWith('.github/workflows/'))) {
    const judged = run('actionlint', [workflow], { cwd: dir })
    expect(judged.status, judged.stdout).toBe(0)
  }
}

const SCRIPT_TOOLS = ['bats', 'shellcheck', 'shfmt', 'actionlint']

describe.each(MATURITIES)('the tools of the field find nothing at %s', (maturity) => {
  toolTest('in the Terraform of a platform with a database', ['terraform'], (context) => {
    const dir = tree(`terraform ${maturity}`, PLATFORM, maturity, { databases: DATABASES })
    terraformChecks(context, dir, ['backup.tftest.hcl', 'root.tftest.hcl'])
  })

  toolTest('in its scripts, and their tests pass', SCRIPT_TOOLS, () => {
    scriptsAreSound(tree(`scripts ${maturity}`, PLATFORM, maturity, { databases: DATABASES }))
  })

  toolTest('in hosts that are there already', [...HOST_TOOLS, ...SCRIPT_TOOLS], () => {
    const dir = tree(`hosts ${maturity}`, HOSTS, maturity, ESTATE)
    judgeHosts(dir)
    scriptsAreSound(dir)
  })

  toolTest('in what the cluster gets', ['kubectl', 'kubeconform', 'python3'], (context) => {
    const dir = tree(`cluster ${maturity}`, PLATFORM, maturity)
    const schemaFolder = join(folder, `schemas-${maturity}`)
    mkdirSync(schemaFolder)
    const schemas = coreSchemas('1.35', ['namespace-v1'], schemaFolder)
    if (schemas === null) return notRun(context, 'the Python package kubernetes-validate is not installed')
    if (maturity === 'starter') return expect(filesBelow(dir).filter((file) => file.includes('velero'))).toEqual([])
    const checked = run('kubeconform', [
      ...['-strict', '-schema-location', schemas],
      join(dir, 'disaster-recovery/velero/namespace.yaml'),
    ])
    expect(checked.status, checked.stdout).toBe(0)
    for (const name of readdirSync(join(dir, 'k8s/overlays')))
      expect(run('kubectl', ['kustomize', join(dir, 'k8s/overlays', name)]).stdout).toContain('ClusterBackupTooOld')
  })
})

toolTest('hosts of AWS save to a bucket of the other region', ['terraform', ...HOST_TOOLS], (context) => {
  const dir = tree('aws hosts', [...CLOUD, ...HOSTS], 'starter')
  terraformChecks(context, dir, ['backup.tftest.hcl', 'root.tftest.hcl'])
  judgeHosts(dir)
})

describe('the answers decide', () => {
  const strategy = (set: Record<string, FactValue>, maturity: Maturity = 'intermediate'): string =>
    /^# Recovery: (.*)$/m.exec(texts(PLATFORM, maturity, set)['docs/adr/recovery-strategy.md'] ?? '')?.[1] ?? ''

  test('the strategy follows from the time until service is back', () => {
    expect(strategy({ 'backup.rto': '8h' })).toBe('backup-restore')
    expect(strategy({ 'backup.rto': '2h' })).toBe('pilot-light')
    expect(strategy({ 'backup.rto': '30m' })).toBe('warm-standby')
    expect(strategy({ 'backup.rto': '5m' })).toBe('active-active')
    expect(strategy({ 'backup.rto': '5m' }, 'starter')).toBe('backup-restore')
  })

  test.each([
    ['1h', 'cron(0 * * * ? *)', '0 * * * *'],
    ['5h', 'cron(0 0/4 * * ? *)', '0 */4 * * *'],
    ['12h', 'cron(0 0/12 * * ? *)', '0 */12 * * *'],
  ])('nothing is copied less often than %s allows', (rpo, backup, velero) => {
    const files = texts(PLATFORM, 'intermediate', { 'backup.rpo': rpo, 'backup.rto': '24h' })
    expect(files['terraform/environments/prod.tfvars']).toContain(`schedule = "${backup}"`)
    expect(files['k8s/helm/values/velero.yaml']).toContain(`schedule: "${velero}"`)
  })

  test('an alert fires when what may be lost is exceeded, not before', () => {
    const files = texts(PLATFORM, 'intermediate', { 'backup.rpo': '4h' })
    expect(files['k8s/components/recovery/alerts.yaml']).toContain('> 16200')
  })

  test('only production is locked, protected and copied', () => {
    const files = texts(PLATFORM, 'intermediate')
    expect(files['terraform/environments/prod.tfvars']).toMatch(/backup_copies\s+= true\nbackup_protected = true/)
    expect(files['terraform/environments/staging.tfvars']).toMatch(/backup_copies\s+= false\nbackup_protected = false/)
    expect(files['terraform/environments/staging.tfvars']).not.toContain('copy_days')
  })

  test('a lock that cannot be undone stands there only when it was answered', () => {
    const lock = (immutable: string): string =>
      texts(PLATFORM, 'advanced', { 'backup.immutable': immutable })['terraform/backup/copies/protection.tf'] ?? ''
    expect(lock('compliance')).toContain('changeable_for_days = 3')
    expect(lock('governance')).not.toContain('changeable_for_days')
    expect(lock('none')).not.toContain('lock_configuration')
  })

  test('what a law asks for is kept that long, and mapped to files that exist', () => {
    const files = texts(PLATFORM, 'advanced', { compliance: ['gdpr', 'hipaa', 'pci', 'soc2'] })
    expect(files['terraform/environments/prod.tfvars']).toContain('keep_days = 2192')
    const map = files['disaster-recovery/compliance.md'] ?? ''
    for (const rule of ['GDPR', 'HIPAA', 'PCI DSS', 'SOC 2 CC6.1']) expect(map).toContain(rule)
    const named = [...map.matchAll(/`([\w./-]+\.\w+)`/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((path) => files[path] === undefined)).toEqual([])
  })

  test('a database that AWS runs is made, tagged and copied with its log', () => {
    const files = texts(PLATFORM, 'intermediate', { databases: DATABASES })
    expect(files['terraform/database/main.tf']).toContain('Backup = "databases"')
    expect(files['terraform/backup/copies/main.tf']).toContain('aws_db_instance_automated_backups_replication')
    expect(texts(PLATFORM, 'intermediate')['terraform/database/main.tf']).toBeUndefined()
  })

  test('hosts that are there already name no cloud', () => {
    const named = Object.entries(texts(HOSTS, 'advanced', ESTATE)).filter(([, text]) =>
      /\baws\b|eu-west-1|terraform/i.test(text),
    )
    expect(named.map(([path]) => path)).toEqual([])
  })

  test('a password is a reference for every store', () => {
    for (const [store, command] of Object.entries({
      vault: 'vault kv get',
      ssm: 'aws ssm get-parameter',
      'secrets-manager': 'aws secretsmanager get-secret-value',
    })) {
      const files = texts(HOSTS, 'starter', { ...ESTATE, 'secrets.store': store })
      const values = files['ansible/inventory/prod/group_vars/all/recovery.yml'] ?? ''
      expect(values).toMatch(/backup_agent_password: .*\s*.*lookup\('ansible.builtin.pipe'/)
      expect(values).toContain(command)
    }
  })

  test('each alert and each unit names a runbook that is there', () => {
    for (const [skills, set] of [
      [PLATFORM, {}],
      [HOSTS, ESTATE],
    ] as const) {
      const files = texts(skills, 'advanced', set)
      const named = Object.values(files).flatMap((text) => [...text.matchAll(/runbook: (docs\/\S+)/g)])
      expect(named.length).toBeGreaterThan(2)
      expect(named.map((match) => match[1] ?? '').filter((path) => files[path] === undefined)).toEqual([])
    }
  })
})

describe('both ends of what recovery takes', () => {
  const taken = (skills: readonly string[], maturity: Maturity, set: Record<string, FactValue>): string[] => {
    const { links } = renderRepository({ skills, maturity, set }).scope
    const all = links as { name: string; from: string; to: string }[] // rendered by the same engine
    return all.filter(({ to }) => to === 'planning-disaster-recovery').map(({ name, from }) => `${from}: ${name}`)
  }

  test('volumes, databases, names and hosts are there', () => {
    expect(taken(PLATFORM, 'intermediate', { databases: DATABASES, 'backup.rto': '2h' })).toEqual(
      expect.arrayContaining([
        'writing-infrastructure-code: database.instances',
        'operating-kubernetes: cluster.name',
        'operating-kubernetes: cluster.pod_trust',
        'managing-dns: dns.fqdns',
        'writing-infrastructure-code: alerts.topic',
      ]),
    )
    expect(taken([...CLOUD, ...HOSTS], 'starter', {})).toContain('writing-infrastructure-code: compute.hosts')
  })

  test('names that have to move and nobody keeps are asked about', () => {
    const skills = ['writing-infrastructure-code', 'planning-disaster-recovery']
    const open = (rto: string): (string | undefined)[] => {
      const { scope } = renderRepository({ skills, maturity: 'intermediate', set: { 'backup.rto': rto } })
      const ends = openEnds(skills.map(loadBuiltinSkill), BUILTIN.map(loadBuiltinSkill), scope)
      return ends.filter(({ reference }) => reference.name === 'dns.fqdns').map(({ provider }) => provider?.name)
    }
    expect(open('30m')).toEqual(['managing-dns'])
    expect(open('8h')).toEqual([])
  })
})
