import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../../../../src/engine/checks/index.ts'
import {
  type OutsideTool,
  providerInstallation,
  runTools,
  type ToolHost,
  toolEnvironment,
} from '../../../../src/engine/checks/tools/index.ts'
import { ask, askAll, folderOf, program } from './ask.ts'

const SCRIPT = { 'a.sh': '#!/bin/sh\necho hi\n' }

/** Asks about every `.txt`, and believes what it is told: a line is a finding. */
function teller(more: Partial<OutsideTool> = {}, seconds = 20): OutsideTool {
  return {
    id: 'teller',
    judges: 'texts',
    programs: ['teller'],
    mayConcern: (path) => path.endsWith('.txt'),
    questions: (files) => [
      {
        about: files[0]?.path ?? '',
        cwd: '',
        args: files.map((file) => file.path),
        seconds,
        read: ({ stdout }) =>
          stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((message) => ({ severity: 'error', file: 'a.txt', line: 1, message })),
      },
    ],
    ...more,
  }
}

const tell = async (script: string, env: Record<string, string> = {}, seconds = 20) => {
  const files = { 'a.txt': 'a\n', 'sub/b.txt': 'b\n' }
  const [outcome] = await askAll([teller({}, seconds)], files, { PATH: program('teller', script), ...env })
  if (outcome === undefined) throw new Error('the tool was not asked')
  return outcome
}
const words = async (script: string, env: Record<string, string> = {}): Promise<string[]> =>
  (await tell(script, env)).diagnostics.map((one) => one.message)

describe('a tool that is not as it should be has not run, and says why', () => {
  test('it is not installed', async () => {
    const { outcome } = await ask('shellcheck', SCRIPT, { PATH: '/nowhere' })
    expect(outcome).toEqual({
      check: 'shellcheck',
      status: 'not-run',
      diagnostics: [],
      note: 'not installed',
      outside: true,
    })
  })

  test.each([
    ['nothing', 'exit 0'],
    ['no JSON', 'echo "segmentation fault in module 7"; exit 139'],
    ['half of an answer', 'echo \'{"comments": [{"file"\''],
    ['an error', 'echo "cannot find my data" >&2; exit 4'],
  ])('it says %s', async (_what, script) => {
    const { outcome } = await ask('shellcheck', SCRIPT, { PATH: program('shellcheck', script) })
    expect(outcome).toMatchObject({
      status: 'not-run',
      diagnostics: [],
      note: expect.stringMatching(/no answer that can be read/),
    })
  })

  test('JSON of another shape is no finding and no crash', async () => {
    for (const said of ['[]', '{"comments": 7}', '{"comments": [null, 7, {"line": "x"}]}']) {
      const { outcome } = await ask('shellcheck', SCRIPT, { PATH: program('shellcheck', `echo '${said}'`) })
      for (const one of outcome.diagnostics) expect(one).toMatchObject({ check: 'shellcheck', line: 0, column: 0 })
    }
  })

  test('it never ends: it is stopped after its time, and so is what it started', async () => {
    const marks = folderOf({})
    const alive = join(marks, 'alive')
    const script = `(while :; do date > ${alive}; sleep 0.05; done) &\nwait`
    const outcome = await tell(script, {}, 1)
    expect(outcome).toMatchObject({ status: 'not-run', note: 'a.txt: no answer within 1 s' })
    expect(existsSync(alive)).toBe(true)
    writeFileSync(alive, 'still')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(readFileSync(alive, 'utf8')).toBe('still')
  })

  test('what it leaves running when it ends does not keep us waiting', async () => {
    expect(await words('sleep 600 & echo done')).toEqual(['done'])
  })

  test('it talks without end', async () => {
    const outcome = await tell('yes 0123456789012345678901234567890123456789')
    expect(outcome.note).toContain('more than anybody reads')
  })

  test('it waits for input', async () => {
    expect(await words('read -r line; echo "read <$line>"')).toEqual(['read <>'])
  })

  test('one question without an answer does not hide the findings of another', async () => {
    const both = teller({
      questions: (files) =>
        files.map((file) => ({
          about: file.path,
          cwd: '',
          args: [file.path],
          read: ({ code, stdout }) => {
            if (code !== 0) throw new Error('it broke')
            return [{ severity: 'warning', file: file.path, line: 1, message: stdout.trim() }]
          },
        })),
    })
    const path = program('teller', 'case $1 in a.txt) echo found;; *) exit 1;; esac')
    const [outcome] = await askAll([both], { 'a.txt': 'a\n', 'b.txt': 'b\n' }, { PATH: path })
    expect(outcome).toMatchObject({
      status: 'not-run',
      note: 'b.txt: it broke',
      diagnostics: [{ file: 'a.txt', message: 'found' }],
    })
  })
})

describe('a tool works on a copy', () => {
  test('it sees all files, and what it does to them stays there', async () => {
    const root = folderOf({ 'a.txt': 'a\n', 'sub/b.txt': 'b\n' })
    const told = await words('find . -type f | sort; echo changed > a.txt; rm -rf sub')
    expect(told).toEqual(['./a.txt', './sub/b.txt'])
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['a.txt', 'sub', 'sub/b.txt'])
  })

  test('nothing is left of it', async () => {
    const [where = ''] = await words('pwd')
    expect(where).not.toBe('')
    const name = where.split('/').find((part) => part.startsWith('skillchain-check-')) ?? where
    expect(readdirSync(tmpdir())).not.toContain(name)
  })

  test('its paths lead back into the tree, in places and in words; what is outside has no place', async () => {
    const pointing = teller({
      questions: () => [
        {
          about: 'a.txt',
          cwd: 'sub',
          args: [],
          read: ({ stdout }) => [
            { severity: 'error', file: `${stdout.trim()}/b.txt`, line: 1, message: `wrong in ${stdout.trim()}/b.txt` },
            { severity: 'error', file: 'b.txt', line: 1, column: 1, message: 'relative' },
            { severity: 'error', file: '/etc/passwd', line: 9, message: 'elsewhere' },
            { severity: 'error', file: '../../up.txt', line: 9, message: 'above' },
          ],
        },
      ],
    })
    const [outcome] = await askAll(
      [pointing],
      { 'a.txt': 'a\n', 'sub/b.txt': 'b\n' },
      { PATH: program('teller', 'pwd') },
    )
    expect(outcome?.diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([
      'sub/b.txt:1: wrong in sub/b.txt',
      'sub/b.txt:1: relative',
      'a.txt:0: elsewhere',
      'a.txt:0: above',
    ])
  })

  test('an ignore comment with a reason counts for tools too', async () => {
    const files = { 'a.txt': 'x # skillchain:ignore[teller] it is a fixture\n' }
    const [outcome] = await askAll([teller()], files, { PATH: program('teller', 'echo wrong') })
    expect(outcome).toMatchObject({ status: 'passed', diagnostics: [], ignored: 1 })
  })
})

describe('what a tool knows of the machine', () => {
  test('no credentials, endpoints, proxies and settings of the user, and a home of its own', async () => {
    const told = await words('env', {
      AWS_ACCESS_KEY_ID: 'AKIA1',
      AWS_PROFILE: 'prod',
      GITHUB_TOKEN: 't',
      HTTPS_PROXY: 'http://proxy',
      TF_VAR_password: 'p',
      TF_TOKEN_app_terraform_io: 't',
      KUBECONFIG: '/home/me/.kube/config',
      VAULT_ADDR: 'https://vault',
      NODE_OPTIONS: '',
    })
    const names = told.map((line) => line.split('=')[0])
    const allowed = Object.keys(toolEnvironment({ PATH: '', LANG: '', LC_ALL: '', LC_CTYPE: '', TZ: '' }, ''))
    const ofTheShell = ['PWD', 'OLDPWD', 'SHLVL', '_', 'TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR']
    expect(names.filter((name) => name !== undefined && !allowed.includes(name) && !ofTheShell.includes(name))).toEqual(
      [],
    )
    expect(told).toContain('KUBECONFIG=/dev/null')
    expect(told.find((line) => line.startsWith('HOME='))).toMatch(/skillchain-check-.*\/home$/)
  })

  test('of the settings of Terraform only where providers come from', () => {
    const block = 'provider_installation {\n  filesystem_mirror {\n    path = "/mirror"\n  }\n}\n'
    expect(
      providerInstallation(
        `credentials "app.terraform.io" {\n  token = "secret"\n}\n${block}disable_checkpoint = true\n`,
      ),
    ).toBe(block)
    expect(providerInstallation('credentials "a" {\n  token = "secret"\n}\n')).toBe('')
  })

  test('providers that init brought to the folder serve again', async () => {
    const dir = folderOf({ 'a.txt': '', 'prod/main.tf': '' })
    mkdirSync(join(dir, 'prod', '.terraform', 'providers', 'registry.terraform.io', 'hashicorp', 'null'), {
      recursive: true,
    })
    const { terraformSettings } = await import('../../../../src/cli/check/terraform-settings.ts')
    const scratch = folderOf({})
    const set = terraformSettings({ env: {}, home: scratch, cwd: dir }, scratch, dir, ['a.txt', 'prod/main.tf'])
    const text = readFileSync(set.TF_CLI_CONFIG_FILE ?? '', 'utf8')
    expect(text).toContain(`path = "${join(dir, 'prod', '.terraform', 'providers')}"`)
    expect(text).toContain('exclude = ["registry.terraform.io/hashicorp/null"]')
  })
})

describe('many at once', () => {
  const host = (atOnce: number, run: ToolHost['run']): ToolHost => ({
    atOnce,
    find: (name) => `/bin/${name}`,
    copy: async () => '/copy',
    run,
  })
  const tree = memoryTree(Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.txt`, 'x'])))
  const each = teller({
    questions: (files) => files.map((file) => ({ about: file.path, cwd: '', args: [file.path], read: () => [] })),
  })

  test('never more than the host allows', async () => {
    let running = 0
    let most = 0
    const busy = host(3, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return { code: 0, stdout: '', stderr: '' }
    })
    const [outcome] = await runTools([each], tree, busy)
    expect(outcome).toMatchObject({ status: 'passed', note: '12 runs' })
    expect(most).toBe(3)
  })

  test('only those that have a file among the ones that are asked about', async () => {
    const idle = host(1, async () => ({ code: 0, stdout: '', stderr: '' }))
    expect(await runTools([each], tree, idle, { about: (path) => path === 'other' })).toEqual([])
    expect(await runTools([each], memoryTree({ 'a.md': '' }), idle)).toEqual([])
  })

  test('the first name that is there is asked, after it has proved what it is', async () => {
    const asked: string[] = []
    const names = teller({ programs: ['docker', 'docker-compose'], probe: { docker: ['compose', 'version'] } })
    const plain = host(1, async ({ program: name, args }) => {
      asked.push(`${name} ${args[0]}`)
      return { code: args[0] === 'compose' ? 1 : 0, stdout: '', stderr: '' }
    })
    await runTools([names], memoryTree({ 'a.txt': 'x' }), plain)
    expect(asked).toEqual(['docker compose', 'docker-compose a.txt'])
  })
})
