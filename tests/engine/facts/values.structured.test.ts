import { describe, expect, test } from 'vitest'
import { readValue, showValue } from '../../../src/engine/facts/values.ts'
import type { TypeSpec } from '../../../src/engine/protocol/facts.ts'
import { accepts, refuses, specOf } from './reading.ts'

describe('list', () => {
  const spec = specOf('environments')
  accepts(spec, [
    ['prod, staging', ['prod', 'staging']],
    ['prod\nstaging\n', ['prod', 'staging']],
    ['[prod, staging]', ['prod', 'staging']],
    ['["prod","staging"]', ['prod', 'staging']],
    ['- prod\n- staging', ['prod', 'staging']],
    [['prod'], ['prod']],
    ['prod', ['prod']],
  ])
  refuses(spec, [
    ['none', 'none: 0 given, 1–6 wanted'],
    ['a,b,c,d,e,f,g', 'a,b,c,d,e,f,g: 7 given, 1–6 wanted'],
    ['prod, QA', '2nd of 2: QA: only lower-case letters, digits and hyphens between them; qa would do'],
    ['[prod', '[prod: a quote or a bracket stays open'],
    ['[prod, *x]', '[prod, *x]: the list does not parse: aliases exceeded maxAliases (0)'],
  ])
})

describe('object', () => {
  const service = specOf('services').items as TypeSpec
  const full = {
    name: 'web',
    image: 'ghcr.io/stefanprodan/podinfo',
    port: 9898,
    live: '/healthz',
    ready: '/readyz',
    host: null,
    class: 'standard',
    min: 2,
    max: 6,
    calls: [],
  }
  accepts(service, [
    ['web', full],
    ['{name: web, port: 8080}', { ...full, port: 8080 }],
    ['name=web port=8080', { ...full, port: 8080 }],
    ['name=web, port=8080', { ...full, port: 8080 }],
    ['name: web\nport: 8080', { ...full, port: 8080 }],
    [
      { name: 'web', calls: ['api', 'db'] },
      { ...full, calls: ['api', 'db'] },
    ],
    ['name=web calls=[api,db]', { ...full, calls: ['api', 'db'] }],
    ['name=web host=shop.acme.io', { ...full, host: 'shop.acme.io' }],
  ])
  refuses(service, [
    ['{name: web, prt: 80}', '{name: web, prt: 80}: it has no field prt; did you mean "port"?'],
    ['{port: 80}', '{port: 80}: the field name is missing'],
    ['name=web port=many', 'port: many: this is not a number'],
    ['name=web name=api', 'name=web name=api: the field name stands there twice'],
    ['name=web fast', 'name=web fast: fast is not of the form field=value'],
    [['web'], '["web"]: fields are wanted: name, image, port, live, ready, host, class, min, max, calls'],
  ])
  test('several objects come with braces, on lines, or as names alone', () => {
    const names = (input: string) => {
      const result = readValue(input, specOf('services'))
      return result.ok ? (result.value as { name: string }[]).map((value) => value.name) : result.problem
    }
    expect(names('{name: web}, {name: api}')).toEqual(['web', 'api'])
    expect(names('name=web port=80\nname=api')).toEqual(['web', 'api'])
    expect(names('name=web; name=api')).toEqual(['web', 'api'])
    expect(names('web, api')).toEqual(['web', 'api'])
    expect(names('- name: web\n  port: 80\n- {name: api}')).toEqual(['web', 'api'])
  })
})

describe('a secret is never a fact', () => {
  const secrets = [
    `AKIA${'IOSFODNN7EXAMPLE'}`,
    `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`,
    `-----BEGIN OPENSSH ${'PRIVATE KEY-----'}\nb3BlbnNzaC1rZXk`,
    `ghp_${'a1B2'.repeat(9)}`,
    `github_pat_${'a1B2'.repeat(9)}`,
    `xoxb-${'123456789012-abcdef'}`,
    `glpat-${'x'.repeat(20)}`,
    `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.abc`,
    'postgres://app:hunter2@db.acme.io/shop',
  ]
  test.each(secrets)('%s', (secret) => {
    for (const spec of [{ type: 'text' }, { type: 'list', items: { type: 'text' } }] as TypeSpec[]) {
      const result = readValue(spec.type === 'list' ? [secret] : secret, spec)
      expect(result.ok ? 'accepted' : result.problem).toMatch(/this looks like .*a secret is never kept as a fact/)
      expect(JSON.stringify(result)).not.toContain(secret.slice(0, 12))
    }
  })
  test('digests, commit hashes and public keys are not secrets', () => {
    const plain = [
      'ghcr.io/acme/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'de9f2c7fd25e1b3afad3e85a0bd17d9b100db4b3',
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFz6hn3wkrkZtfTmVdZP0V2ZJNcXuG4dUwLyyjwE4m3J ada',
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf',
    ]
    for (const text of plain) expect(readValue(text, { type: 'text' })).toEqual({ ok: true, value: text })
  })
})

describe('showValue', () => {
  test('is what a person would type', () => {
    expect(showValue(null)).toBe('none')
    expect(showValue(true)).toBe('yes')
    expect(showValue(['prod', 'staging'])).toBe('prod, staging')
    expect(showValue([])).toBe('none')
    expect(showValue([{ engine: 'postgresql', placement: 'managed' }])).toBe('{engine: postgresql, placement: managed}')
    expect(showValue(['a, b'])).toBe('["a, b"]')
  })
})
