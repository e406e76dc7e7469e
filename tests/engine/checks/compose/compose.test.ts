// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is Compose's
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPort } from '../../../../src/engine/checks/compose/ports.ts'
import { run, scratch, toolTest } from '../../../content/tools.ts'
import { said } from '../one-file.ts'
import { SHOP } from './shop.ts'

const all = async (text: string, more: Record<string, string> = {}, path = 'compose.yaml'): Promise<string> =>
  (await said('compose', { ...more, [path]: text })).filter((one) => one.startsWith(path)).join('\n')
const service = (lines: string): string =>
  `services:\n  web:\n    image: nginx:1.29\n${lines.replace(/^(?=.)/gm, '    ')}\n`

/** What Compose refuses, each by one change of a file that it takes. */
const REFUSED: readonly [what: string, from: string, to: string, expected: string][] = [
  ['a field that is misspelt', 'restart:', 'restrat:', '14:5 error: services.web has no "restrat"'],
  ['a field deep below', 'interval: 30s', 'intervall: 30s', '26:7 error: services.api.healthcheck has no "intervall"'],
  ['a value of another kind', 'retries: 3', 'retries: [3]', '28:16 error: services.api.healthcheck.retries'],
  ['a section that is misspelt', '\nvolumes:\n', '\nvolume:\n', 'error: the file has no "volume"'],
  [
    'a service that is not there',
    'depends_on: [db]',
    'depends_on: [database]',
    'error: service "api" depends on undefined service database',
  ],
  [
    'a volume that is not there',
    '- static:/',
    '- statics:/',
    'error: service "web" refers to undefined volume statics',
  ],
  [
    'a circle',
    '    stop_grace_period: 1m\n',
    '    depends_on: [web]\n',
    'error: dependency cycle detected: web -> api -> db -> web',
  ],
  ['ranges of different lengths', '"8080:80"', '"8080-8082:80-81"', '5:9 error: invalid ranges specified'],
  ['a variable without its end', '${LOG_LEVEL:-info}', '${LOG_LEVEL', 'error: Invalid template: "${LOG_LEVEL"'],
  [
    'a probe that says not what it is',
    '["CMD", "curl"',
    '["curl"',
    '25:14 error: services.api.healthcheck.test as a list begins with',
  ],
  [
    'a service made of nothing',
    '    image: postgres:17.2\n',
    '',
    'error: service "db" has neither an image nor a build context',
  ],
]

describe('what Compose refuses is an error', () => {
  test.each(REFUSED)('%s', async (_, from, to, expected) => {
    expect(SHOP).toContain(from)
    expect(await all(SHOP.replace(from, to))).toContain(expected)
  })

  toolTest('docker-compose says the same, and takes the file as it is', ['docker-compose'], () => {
    const dir = scratch()
    const status = (text: string): number => {
      writeFileSync(join(dir, 'compose.yaml'), text)
      return run('docker-compose', ['config', '-q'], { cwd: dir }).status
    }
    expect(status(SHOP)).toBe(0)
    for (const [what, from, to] of REFUSED) expect(status(SHOP.replace(from, to)), what).not.toBe(0)
  })
})

describe('what is hardly meant is a warning', () => {
  test('two services at one port', async () => {
    const text =
      'services:\n  a: { image: "a:1", ports: ["80:80"] }\n  b: { image: "b:1", ports: ["80:8080", "81:80/udp"] }\n'
    expect(await all(text)).toBe('compose.yaml:3:30 warning: a and b both take port 80 of the host.')
    expect(await all(text.replace('"b:1"', '"b:1", profiles: [x]'))).toBe('')
    expect(await all(text.replace('"80:8080"', '"127.0.0.1:80:8080"'))).toBe('')
  })

  test('folders and files that are missing', async () => {
    const text = service(
      'build: { context: app, dockerfile: web.Dockerfile }\nenv_file: [a.env, { path: b.env, required: false }]',
    )
    expect(await all(text, { 'app/main.go': '' })).toBe(
      'compose.yaml:4:40 warning: There is no Dockerfile app/web.Dockerfile.\ncompose.yaml:5:16 warning: There is no file of variables a.env.',
    )
    expect(await all(text)).toContain('4:23 warning: There is no folder app to build.')
    expect(await all(text, { 'app/web.Dockerfile': '', 'a.env.example': '' })).toBe('')
  })

  test('a field that only a newer Compose may know', async () => {
    for (const field of ['quantum', 'pre_start'])
      expect(await all(service(`${field}: true`))).toBe(`compose.yaml:4:5 warning: services.web has no "${field}"`)
  })
})

describe('what is right', () => {
  test.each([
    ['most of what there is', SHOP],
    [
      'variables in place of anything',
      service('ports: ["${PORT}:80"]\nread_only: ${RO}\nstop_grace_period: $T\ncommand: echo $(date) $$1'),
    ],
    ['networks and names of its own', service('networks: [default]\nx-mine: 1')],
    ['anchors and tags', 'x-a: &a { image: "a:1" }\nservices:\n  a: *a\n  b:\n    <<: *a\n    ports: !reset []\n'],
    ['addresses to build', service('build: https://github.com/a/b.git#main')],
  ])('%s', async (_, text) => {
    expect(await all(text)).toBe('')
  })

  test('files that are laid over each other, and pieces of a project', async () => {
    const base = 'services:\n  a: { image: "a:1", networks: [n], depends_on: [b] }\n'
    const over = 'services:\n  b: { image: "b:1" }\nnetworks:\n  n: {}\n'
    expect(await said('compose', { 'compose.yaml': base, 'compose.prod.yaml': over })).toEqual([])
    expect(await said('compose', { 'a/compose.yaml': base, 'b/compose.yaml': over })).toEqual([])
    expect(await said('compose', { 'a/compose.yaml': `include: [x.yaml]\n${base}`, 'a/x.yaml': over })).toEqual([])
  })

  test('templates, and other files of that name', async () => {
    expect(await all('services: {{ x }}\n')).toBe('')
    expect(await all('web:\n  image: a\n')).toBe('')
  })
})

test.each([
  '80',
  '8080:80',
  '127.0.0.1:8080:80',
  '[::1]:80:80',
  '::1:80:80',
  '8000-8010:80-90',
  '8000-8010:80',
  '53:53/udp',
  '127.0.0.1::80',
])('%s is a port', (text) => {
  expect(typeof readPort(text)).not.toBe('string')
})

test.each(['http', '-1:80', '70000:80', '80:80/http', '90-80:10-20', '80:', 'a:80:80'])('%s is none', (text) => {
  expect(typeof readPort(text)).toBe('string')
})
