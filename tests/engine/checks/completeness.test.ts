import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CompletenessInput, completeness, memoryTree, tally } from '../../../src/engine/checks/index.ts'
import type { FactValue, Maturity } from '../../../src/engine/protocol/facts.ts'
import type { DeliverableResult } from '../../../src/engine/protocol/report.ts'
import type { Deliverable, Expectation, OutputItem, SkillOutputs } from '../../../src/skills/types.ts'

function item(path: string, mustContain: Expectation[] = [], when?: string): OutputItem {
  const kind = path.endsWith('/') ? 'directory' : path.includes('*') ? 'glob' : 'file'
  return { path, kind, mustContain, description: '', line: 1, ...(when === undefined ? {} : { when }) }
}

function outputs(base: OutputItem[], more: Partial<SkillOutputs> = {}): SkillOutputs {
  return { base, conditional: {}, dimensions: {}, scaffolding: [], metadata: {}, ...more }
}

function deliverable(name: string, more: Partial<Deliverable> = {}): Deliverable {
  return { name, skill: 'some-skill', requiredFiles: [], contentChecks: [], maturityRequired: [], line: 1, ...more }
}

function judge(
  files: Record<string, string>,
  more: Partial<CompletenessInput> & { facts?: Record<string, FactValue> } = {},
) {
  return completeness({
    tree: memoryTree(files),
    maturity: 'intermediate',
    skills: [],
    deliverables: null,
    holds: () => true,
    fact: (name) => more.facts?.[name] ?? null,
    ...more,
  })
}

function statusOf(files: Record<string, string>, one: OutputItem): string {
  const [skill] = judge(files, { skills: [{ name: 's', outputs: outputs([one]) }] }).skills
  const [output] = skill?.outputs ?? []
  return output ? [output.status, ...output.problems].join(': ') : 'none'
}

const contains = (text: string): Expectation => ({ kind: 'contains', text })
const matches = (pattern: string): Expectation => ({ kind: 'matches', pattern })
const entry = (name: string): Expectation => ({ kind: 'entry', name })
const anyFile = (text: string): Expectation => ({ kind: 'any-file', text })

describe('what a skill promises', () => {
  test('a file that is absent is missing, one that lacks its text is incomplete', () => {
    expect(statusOf({}, item('a.tf'))).toBe('missing: a.tf does not exist')
    expect(statusOf({ 'a.tf': 'x = 1\n' }, item('a.tf', [contains('module "dns"')]))).toBe(
      'incomplete: "module "dns"" is not in a.tf',
    )
    expect(statusOf({ 'a.tf': 'module "dns" {}\n' }, item('a.tf', [contains('module "dns"')]))).toBe('fulfilled')
  })

  test('a comment fulfils nothing', () => {
    expect(statusOf({ 'a.tf': '# module "dns"\nx = 1\n' }, item('a.tf', [contains('module "dns"')]))).toMatch(
      /^incomplete/,
    )
    expect(
      statusOf({ 'a.yaml': 'x: 1 # kind: Deployment\n' }, item('a.yaml', [matches('kind:\\s*Deployment')])),
    ).toMatch(/^incomplete/)
    expect(statusOf({ 'a.tf': '# no address has moved yet\n' }, item('a.tf'))).toBe('fulfilled')
    expect(statusOf({ 'a.tf': ' \n' }, item('a.tf'))).toBe('missing: a.tf is empty')
  })

  test('a pattern is a pattern and a text is a text', () => {
    expect(statusOf({ 'a.tf': 'source   = "./dns"\n' }, item('a.tf', [matches('^source\\s+=\\s+"./dns"$')]))).toBe(
      'fulfilled',
    )
    expect(statusOf({ 'a.tf': 'terraform {\n}\n' }, item('a.tf', [contains('terraform\\s*\\{')]))).toMatch(
      /^incomplete/,
    )
    expect(statusOf({ 'a.tf': 'x = 1\n' }, item('a.tf', [matches('(')]))).toMatch(
      /^incomplete: the pattern \/\(\/ cannot be used/,
    )
  })

  test('a directory: entries by name or glob, text in any of its files', () => {
    const files = { 'tests/a.bats': '@test "x" { setup; }\n', 'tests/lib/b.sh': 'true\n' }
    expect(statusOf(files, item('tests/', [entry('*.bats'), entry('lib/'), entry('a.bats'), anyFile('@test')]))).toBe(
      'fulfilled',
    )
    expect(statusOf(files, item('tests/', [entry('b.sh')]))).toBe('incomplete: tests/ has no entry b.sh')
    expect(statusOf(files, item('tests/', [anyFile('teardown')]))).toBe(
      'incomplete: "teardown" is not in any file of tests/',
    )
    expect(statusOf({}, item('tests/'))).toBe('missing: the directory tests/ holds no file')
  })

  test('a glob: one match is enough, and one match that holds the text', () => {
    const files = { 'scripts/a.sh': 'jq .\n', 'scripts/b.sh': 'yq .\n' }
    expect(statusOf(files, item('scripts/*.sh', [contains('jq'), contains('yq')]))).toBe('fulfilled')
    expect(statusOf(files, item('scripts/*.py'))).toBe('missing: no file matches scripts/*.py')
  })

  test('maturity is cumulative, and a higher level replaces the lower item for the same path', () => {
    const promised = outputs([item('base.tf')], {
      conditional: {
        maturity: {
          starter: [item('mtls.yaml', [contains('PERMISSIVE')]), item('s.yaml')],
          intermediate: [item('mtls.yaml', [contains('STRICT')])],
          advanced: [item('a.yaml')],
        },
      },
    })
    const files = { 'base.tf': 'x = 1', 'mtls.yaml': 'mode: STRICT', 's.yaml': 'a: 1' }
    const paths = (maturity: Maturity) => judge(files, { maturity, skills: [{ name: 's', outputs: promised }] })
    expect(paths('starter').skills[0]?.outputs.map((one) => [one.path, one.status])).toEqual([
      ['base.tf', 'fulfilled'],
      ['mtls.yaml', 'incomplete'],
      ['s.yaml', 'fulfilled'],
    ])
    expect(paths('intermediate').percent).toBe(100)
    expect(paths('advanced').skills[0]?.outputs.at(-1)).toMatchObject({ path: 'a.yaml', status: 'missing' })
  })

  test('a dimension counts when its fact says so; one without a fact never does', () => {
    const promised = outputs([], {
      conditional: {
        cloud_provider: { aws: [item('aws.tf')], gcp: [item('gcp.tf')] },
        integration: { cloud_cli: [item('cli.sh')] },
        other: { x: [item('x')] },
      },
      dimensions: { cloud_provider: 'cloud', integration: 'uses' },
    })
    const result = judge(
      {},
      { skills: [{ name: 's', outputs: promised }], facts: { cloud: 'aws', uses: ['cloud-cli', 'y'] } },
    )
    expect(result.skills[0]?.outputs.map((one) => one.path)).toEqual(['aws.tf', 'cli.sh'])
  })

  test('an item whose condition does not hold is not promised; one that cannot be read is incomplete', () => {
    const holds = (condition: string): boolean => {
      if (condition === '((') throw new Error('unexpected end')
      return condition === 'yes'
    }
    const promised = outputs([item('a', [], 'yes'), item('b', [], 'no'), item('c', [], '((')])
    const result = judge({ a: '1', c: '1' }, { holds, skills: [{ name: 's', outputs: promised }] })
    expect(result.skills[0]?.outputs).toEqual([
      { path: 'a', status: 'fulfilled', problems: [] },
      { path: 'c', status: 'incomplete', problems: ['the condition "((" cannot be read: unexpected end'] },
    ])
  })

  test('without a blueprint the outputs are the deliverables', () => {
    const skills = [{ name: 's', outputs: outputs([item('a.tf'), item('b.tf')]) }]
    const result = judge({ 'a.tf': 'x = 1' }, { skills })
    expect(result.deliverables.map((one) => [one.name, one.status, one.skill])).toEqual([
      ['a.tf', 'fulfilled', 's'],
      ['b.tf', 'missing', 's'],
    ])
    expect(result).toMatchObject({ required: 2, fulfilled: 1, percent: 50 })
  })
})

describe('what a blueprint promises', () => {
  const files = { 'k8s/a.yaml': '---\nkind: Deployment\n', 'k8s/b.yaml': 'kind: Service\n' }

  test('files and checks, with the line that proves each', () => {
    const spec = deliverable('Cluster', {
      requiredFiles: ['k8s/', 'k8s/*.yaml'],
      contentChecks: [{ pattern: 'kind:\\s*Deployment', in: 'k8s/' }],
    })
    expect(judge(files, { deliverables: [spec] }).deliverables[0]).toMatchObject({
      status: 'fulfilled',
      files: ['k8s/a.yaml', 'k8s/b.yaml'],
      evidence: [{ file: 'k8s/a.yaml', line: 2, text: 'kind: Deployment' }],
    })
  })

  test('what is missing is named, with the paths to generate again', () => {
    const spec = deliverable('Backup', {
      requiredFiles: ['backup.tf'],
      contentChecks: [{ pattern: 'cron', in: 'k8s/b.yaml' }],
    })
    expect(judge(files, { deliverables: [spec] }).deliverables[0]).toMatchObject({
      status: 'missing',
      why: ['backup.tf does not exist', 'nothing matches /cron/ in k8s/b.yaml'],
      missingPaths: ['backup.tf', 'k8s/b.yaml'],
    })
  })

  test('another maturity and a condition that does not hold skip it; a single check may have a maturity too', () => {
    const result = judge(files, {
      deliverables: [
        deliverable('Mesh', { requiredFiles: ['mesh/'], maturityRequired: ['advanced'] }),
        deliverable('GCP', { requiredFiles: ['gcp/'], condition: "cloud == 'gcp'" }),
        deliverable('Web', {
          contentChecks: [{ pattern: 'HPA', in: 'k8s/', maturity: ['advanced'] }],
          requiredFiles: ['k8s/a.yaml'],
        }),
      ],
      holds: () => false,
    })
    expect(result.deliverables.map((one) => [one.status, one.skippedBy, one.why])).toEqual([
      ['skipped', 'maturity', ['required at advanced']],
      ['skipped', 'condition', ["only when cloud == 'gcp'"]],
      ['fulfilled', undefined, []],
    ])
    expect(result).toMatchObject({ required: 1, fulfilled: 1, percent: 100 })
  })

  test('a condition that cannot be read leaves it required and missing', () => {
    const holds = () => {
      throw new Error('unknown word')
    }
    const result = judge(files, {
      deliverables: [deliverable('X', { condition: 'Answer to Q3', requiredFiles: ['k8s/'] })],
      holds,
    })
    expect(result.deliverables[0]).toMatchObject({
      status: 'missing',
      why: ['the condition "Answer to Q3" cannot be read: unknown word'],
    })
  })

  test('one-line comments, which satisfied the original, satisfy nothing', () => {
    const spec = deliverable('X', { requiredFiles: ['a.tf'], contentChecks: [{ pattern: 'aws_vpc', in: 'a.tf' }] })
    expect(judge({ 'a.tf': '# aws_vpc\n' }, { deliverables: [spec] }).deliverables[0]?.status).toBe('missing')
    expect(judge({ 'a.tf': 'locals {} # aws_vpc\n' }, { deliverables: [spec] }).deliverables[0]?.status).toBe('missing')
  })
})

describe('the percentage', () => {
  const result = (status: DeliverableResult['status']): DeliverableResult => ({
    name: 'x',
    status,
    skill: 's',
    files: [],
    why: [],
    evidence: [],
  })

  test('is rounded down and 100 only when nothing is missing', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.nat(20), (fulfilled, missing, skipped) => {
        const all = [
          ...Array.from({ length: fulfilled }, () => result('fulfilled')),
          ...Array.from({ length: missing }, () => result('missing')),
          ...Array.from({ length: skipped }, () => result('skipped')),
        ]
        const { required, percent } = tally(all)
        expect(required).toBe(fulfilled + missing)
        expect(percent === 100).toBe(missing === 0)
        if (missing > 0) expect(percent).toBe(Math.floor((100 * fulfilled) / required))
      }),
    )
  })

  test('999 of 1000 is 99', () => {
    expect(tally([...Array.from({ length: 999 }, () => result('fulfilled')), result('missing')]).percent).toBe(99)
  })
})

test('a pattern made to spin ends with a sentence', () => {
  const started = performance.now()
  const found = statusOf({ a: 'a'.repeat(5000) }, item('a', [matches('^(a+)+$!')]))
  expect(found).toMatch(/^incomplete: the pattern/)
  expect(performance.now() - started).toBeLessThan(3000)
})
