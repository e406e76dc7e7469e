import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lookupWith, readAnswers, readSet } from '../../../src/engine/facts/index.ts'
import { parseYaml } from '../../../src/skills/yaml.ts'

const lookup = lookupWith([
  { fact: 'mesh.l7', spec: { type: 'boolean' } },
  { fact: 'network.nat', spec: { type: 'text' } },
])
const read = (text: string) => {
  const document = parseYaml(text, 'answers.yaml')
  return readAnswers(document.value, document.keyAt, lookup)
}

describe('an answers file', () => {
  test('may nest, may use dotted names, and may mix them', () => {
    const text = `
network:
  cidr: 10.40.0.0/16
  azs: 3
aws.region: Frankfurt
dns: {domain: acme.io}
mesh.l7: yes
project:
  repository: null
services:
  - {name: web, image: "acme/web:1.0", port: 8080}
`
    expect(read(text)).toMatchObject({
      problems: [],
      facts: {
        'network.cidr': '10.40.0.0/16',
        'network.azs': 3,
        'aws.region': 'eu-central-1',
        'dns.domain': 'acme.io',
        'mesh.l7': true,
        'project.repository': null,
        services: [{ name: 'web', port: 8080, class: 'standard' }],
      },
    })
  })

  test('may be empty', () => {
    expect(read('# nothing yet\n')).toEqual({ facts: {}, problems: [] })
  })

  test('names the line and the nearest fact for a name that is none', () => {
    expect(read('aws.region: eu-west-1\nnetwork:\n  cdir: 10.0.0.0/16\n').problems).toEqual([
      {
        fact: 'network.cdir',
        line: 3,
        column: 3,
        message: 'there is no fact network.cdir',
        hint: 'did you mean "network.cidr"?',
      },
    ])
    expect(read('domain: acme.io\n').problems[0]).toMatchObject({ hint: 'did you mean "dns.domain"?' })
    expect(read('qwertz: 1\n').problems[0]).toMatchObject({ hint: 'skillchain facts prints all of them' })
  })

  test('keeps the good answers and says what is wrong with each bad one', () => {
    const result = read('network.cidr: 10.0.0.0/8\nnetwork.azs: 2\nbackup.rto: 15\n')
    expect(result.facts).toEqual({ 'network.azs': 2 })
    expect(result.problems).toEqual([
      {
        fact: 'network.cidr',
        line: 1,
        column: 1,
        message: 'network.cidr: 10.0.0.0/8: the prefix is 16–20',
        hint: 'expected: an IPv4 block whose prefix is 16–20, like 10.20.0.0/16',
      },
      expect.objectContaining({
        fact: 'backup.rto',
        line: 3,
        message: 'backup.rto: 15: the unit is missing: 15s, 15m or 15h',
      }),
    ])
  })

  test('refuses a fact answered twice, one that is computed, and a value where facts belong', () => {
    expect(read('network: {azs: 2}\nnetwork.azs: 3\n').problems[0]).toMatchObject({
      line: 2,
      message: 'network.azs is answered twice',
    })
    expect(read('dns.serial: 5\n').problems[0]).toMatchObject({ message: 'dns.serial is computed and cannot be set' })
    expect(read('env: {name: x}\n').problems[0]).toMatchObject({ message: 'env is computed and cannot be set' })
    expect(read('network: big\n').problems[0]).toMatchObject({
      message: 'network holds several facts',
      hint: 'name one, like network.cidr',
    })
    expect(read('- network.azs\n').problems[0]).toMatchObject({ message: 'answers are facts with values' })
  })

  test('the model decides the type of a shared fact, whatever a skill says', () => {
    expect(read('network.nat: sideways\n').problems[0]?.message).toContain('not one of none, single or per-az')
  })

  test('any YAML at all gives answers or problems', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const result = readAnswers(value, () => ({ line: 1, column: 1 }), lookup)
        for (const problem of result.problems) expect(problem.message).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })
})

describe('--set', () => {
  test.each([
    ['network.cidr=10.0.0.0/16', 'network.cidr', '10.0.0.0/16'],
    ['environments=prod,staging', 'environments', ['prod', 'staging']],
    ['environments=["prod"]', 'environments', ['prod']],
    ['databases={engine: mysql}', 'databases', [{ engine: 'mysql', placement: 'managed', size: 'small' }]],
    ['databases=engine=mysql size=large', 'databases', [{ engine: 'mysql', placement: 'managed', size: 'large' }]],
    ['databases=[{"engine":"mysql"}]', 'databases', [{ engine: 'mysql', placement: 'managed', size: 'small' }]],
    ['project.repository=https://git.acme.io/x?a=b', 'project.repository', 'https://git.acme.io/x?a=b'],
    ['project.repository=', 'project.repository', null],
    ['mesh.l7=on', 'mesh.l7', true],
  ])('%s', (text, name, value) => {
    expect(readSet(text, lookup)).toEqual({ ok: true, name, value })
  })

  test.each([
    ['network.cdir=10.0.0.0/16', 'there is no fact network.cdir', 'did you mean "network.cidr"?'],
    ['network.cidr', 'network.cidr has no value', 'write network.cidr=VALUE'],
    ['network=10.0.0.0/16', 'network holds several facts', 'name one, like network.cidr'],
    ['=x', 'there is no fact without a name', 'skillchain facts prints all of them'],
    ['envs=x', 'envs is computed and cannot be set', expect.any(String)],
    ['network.azs=7', 'network.azs: 7: the number is 2–3', 'expected: a whole number, 2–3'],
  ])('%s is refused', (text, message, hint) => {
    expect(readSet(text, lookup)).toEqual({ ok: false, message, hint })
  })
})
