import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { JSON_VERSION } from '../../../src/cli/hosts/json.ts'
import { jsonLine, publishedSchema, schemaLine } from '../../../src/engine/protocol/schema.ts'
import { type Finished, GOAL, lines, ROOT, type Shell, shell, skillchain } from '../../helpers/cli.ts'

const committed = (): unknown => JSON.parse(readFileSync(join(ROOT, 'docs', 'schema', 'run.schema.json'), 'utf8'))
const ajv = (): Ajv2020 => new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: false })

/** The published schema is open, so that version 1 can grow. What this version writes has no field beyond it all the same. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return inner.type === 'object' && 'properties' in inner ? { ...inner, additionalProperties: false } : inner
}

const open: ValidateFunction = ajv().compile(committed() as object) // our own file; the test below proves what it is
const exact: ValidateFunction = ajv().compile(closed(committed()) as object)

/** Every line is as published, the first names the schema, the last alone is the result. */
function published(done: Finished): Record<string, unknown>[] {
  const all = lines(done.out)
  for (const line of all) {
    for (const validate of [open, exact])
      expect(validate(line), `${JSON.stringify(line).slice(0, 300)}\n${JSON.stringify(validate.errors?.at(-1))}`).toBe(
        true,
      )
    expect(jsonLine.safeParse(line).error).toBe(undefined)
  }
  expect(all[0]).toMatchObject({ type: 'schema', version: JSON_VERSION })
  expect(all.map((line) => line.type).indexOf('result')).toBe(all.length - 1)
  expect(all.at(-1)).toMatchObject({ exitCode: done.code, outcome: all.at(-2)?.outcome })
  return all
}

const SKILLS = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills'), '--blueprint', 'none']
const taps = (at: Shell, ...args: string[]): Finished => skillchain(at, ['taps', '--json', ...SKILLS, ...args])
const types = (all: Record<string, unknown>[]): unknown[] => all.map((line) => line.type)

describe('the published schema', () => {
  test('is what the program writes now (`node scripts/schema.mjs` writes it again)', () => {
    expect(committed()).toEqual(JSON.parse(JSON.stringify(publishedSchema())))
  })

  test('carries the version that the first line names', () => {
    expect(schemaLine.shape.version.value).toBe(JSON_VERSION)
    expect(committed()).toMatchObject({ $id: `urn:skillchain:run:${JSON_VERSION}` })
  })

  test('describes every line and every request in words', () => {
    const { $defs } = committed() as { $defs: Record<string, { oneOf?: { title?: string; description?: string }[] }> } // proved above
    const events = $defs.RunEvent?.oneOf ?? []
    expect(events.length).toBeGreaterThan(20)
    for (const event of events)
      expect(event).toMatchObject({ title: expect.any(String), description: expect.any(String) })
    for (const [name, definition] of Object.entries($defs))
      expect('title' in definition || 'description' in definition, name).toBe(true)
  })

  test.each([
    ['an event of no known type', { type: 'run.paused', run: 'x' }],
    ['an event that lacks a field', { type: 'note', level: 'info' }],
    ['a value of the wrong type', { type: 'file.written', path: 'a', action: 'burn' }],
    ['another version', { type: 'schema', schema: 'skillchain.run', version: 2, skillchain: '9.0.0' }],
  ])('refuses %s', (_what, line) => {
    expect(open(line)).toBe(false)
    expect(jsonLine.safeParse(line).success).toBe(false)
  })

  test('lets later versions add fields', () => {
    const line = { type: 'note', level: 'info', text: 'x', since: '1.2' }
    expect(open(line)).toBe(true)
    expect(exact(line)).toBe(false)
  })
})

describe('each line of a real run validates', () => {
  test('everything skipped', () => {
    const all = published(skillchain(shell(), [GOAL, '--json', '--skip-all']))
    expect(types(all)).toEqual(expect.arrayContaining(['files.settled', 'report.ready']))
    expect(all.at(-1)).toMatchObject({ completeness: expect.any(Number), files: expect.any(Number) })
  })

  test('no skill matches', () => {
    published(skillchain(shell(), ['somthing with a clustr', '--json']))
  })

  test('unanswered at the chain, at a question, and resumed to the end', () => {
    const at = shell()
    const first = published(taps(at))
    expect(first.at(-1)).toMatchObject({ outcome: 'unanswered', exitCode: 3 })
    expect(first.at(-1)).not.toHaveProperty('completeness')
    const run = String(first.at(-1)?.run)
    expect(skillchain(at, ['answer', run, 'chain', 'confirm']).code).toBe(0)
    const second = published(skillchain(at, ['resume', run, '--json']))
    expect(second.at(-1)).toMatchObject({ run, outcome: 'unanswered', exitCode: 3 })
    const question = second.filter((line) => line.type === 'request.opened').at(-1)
    expect(question).toMatchObject({ request: { kind: 'question' } })
    const third = published(skillchain(at, ['resume', run, '--json', '--skip-all']))
    expect(types(third)).toContain('run.resumed')
    expect(third.at(-1)).toMatchObject({ run, outcome: 'done', exitCode: 0 })
  })

  test('a merge conflict, asked and decided', () => {
    const at = shell()
    expect(taps(at, '--skip-all').code).toBe(0)
    const file = join(at.cwd, 'infrastructure', 'pipes.conf')
    writeFileSync(file, readFileSync(file, 'utf8').replace('10.1.0.0/16', '10.66.0.0/16'))
    const again = ['regenerate', '--json', ...SKILLS, '--set', 'pipes.range=10.5.0.0/16']
    const asked = published(skillchain(at, again))
    expect(asked.filter((line) => line.type === 'request.opened').at(-1)).toMatchObject({
      request: { kind: 'merge', path: 'pipes.conf', reason: 'both-changed' },
    })
    expect(asked.at(-1)).toMatchObject({ outcome: 'unanswered', exitCode: 3 })
    const decided = published(skillchain(at, [...again, '--on-conflict', 'both']))
    expect(decided.find((line) => line.type === 'request.answered' && line.id === 'merge:pipes.conf')).toMatchObject({
      answer: { is: 'both' },
      by: 'policy',
    })
  })

  test('a skill that fails', () => {
    const at = shell()
    const skill = join(at.cwd, 'more', 'boiling-over')
    mkdirSync(join(skill, 'files'), { recursive: true })
    writeFileSync(join(skill, 'SKILL.md'), BOILING_OVER)
    writeFileSync(
      join(skill, 'outputs.yaml'),
      'skill: boiling-over\nversion: "1.0"\nbase_outputs: []\nconditional_outputs: {}\n',
    )
    writeFileSync(join(skill, 'files', 'broken.yaml'), 'a: [<: boiling.degrees :>\n')
    const all = published(
      skillchain(at, ['taps boiling over', '--json', '--skip-all', ...SKILLS, '--skills', join(at.cwd, 'more')]),
    )
    expect(types(all)).toEqual(expect.arrayContaining(['skill.failed', 'skill.skipped']))
    expect(
      all.find((line) => line.type === 'request.opened' && JSON.stringify(line).includes('skill-failed')),
    ).toBeDefined()
    expect(all.at(-1)).toMatchObject({ outcome: 'failed', exitCode: 1 })
  })

  test('a dry run, and one that would change little', () => {
    const at = shell()
    const fresh = published(taps(at, '--skip-all', '--dry-run'))
    expect(types(fresh)).toContain('file.diff')
    expect(taps(at, '--skip-all').code).toBe(0)
    appendFileSync(join(at.cwd, 'infrastructure', 'taps.conf'), '# mine\n')
    const later = published(skillchain(at, ['diff', '--json', ...SKILLS, '--set', 'taps.kind=plastic']))
    expect(later.filter((line) => line.type === 'file.diff').map((line) => line.path)).toEqual(['taps.conf'])
  })

  test('values that contradict each other', () => {
    const values = ['--maturity', 'starter', '--set', 'network.nat=none']
    const all = published(skillchain(shell(), [GOAL, '--json', '--skip-all', ...values]))
    expect(all.at(-1)).toMatchObject({ outcome: 'failed', exitCode: 2 })
  })
})

const BOILING_OVER = `---
name: boiling-over
description: A template that is no YAML. Use when a goal mentions boiling over.
version: 1.0.0
---

# Boiling over

## Skillchain Configuration

\`\`\`yaml
title: Boiling over
priority: 30
keywords: {primary: [boiling over], secondary: []}
questions:
  - {fact: boiling.degrees, ask: How hot?, why: It boils., type: integer, default: 100}
\`\`\`
`
