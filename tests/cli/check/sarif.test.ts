import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { sarifText } from '../../../src/cli/check/sarif.ts'
import { type CheckOutcome, verdictOf } from '../../../src/engine/checks/index.ts'
import type { Diagnostic } from '../../../src/engine/protocol/index.ts'
import { ROOT, shell, skillchain } from '../../helpers/cli.ts'

/** The published structure; what its definitions do not name is an error there too. */
const structure = new Ajv({
  strict: false,
  formats: { uri: (text) => URL.canParse(text), 'uri-reference': (text) => !/[\s\\]/.test(text), 'date-time': true },
}).compile(JSON.parse(readFileSync(join(ROOT, 'tests', 'fixtures', 'sarif-2.1.0.json'), 'utf8')))

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } }
    results: {
      ruleId: string
      ruleIndex: number
      level: string
      message: { text: string }
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[]
      partialFingerprints: { primaryLocationLineHash: string }
      fixes?: unknown[]
    }[]
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[]
  }[]
}

function read(text: string): Log {
  const log: unknown = JSON.parse(text)
  expect(structure(log), JSON.stringify(structure.errors?.slice(0, 3))).toBe(true)
  return log as Log // its structure was proved on the line above
}

const found = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  check: 'yaml',
  severity: 'error',
  file: 'a b/ä.yaml',
  line: 2,
  column: 3,
  message: 'wrong',
  ...more,
})

function log(diagnostics: Diagnostic[], text: string, others: CheckOutcome[] = []): Log {
  const verdict = verdictOf([{ check: 'yaml', status: 'failed', diagnostics }, ...others])
  return read(
    sarifText(verdict, {
      version: '1.2.3',
      entries: [{ id: 'yaml', judges: 'YAML syntax' }],
      uri: (file) => `infra/${file}`,
      text: () => text,
      confidential: (one) => one.check === 'secrets',
    }),
  )
}

const fingerprints = (text: string, ...diagnostics: Diagnostic[]): string[] =>
  (log(diagnostics, text).runs[0]?.results ?? []).map((one) => one.partialFingerprints.primaryLocationLineHash)

describe('SARIF', () => {
  test('has the published structure, with rules, places from the root of the repository, levels and fixes', () => {
    const fix = { title: 'write it right', edits: [{ start: 4, end: 9, text: 'right' }] }
    const [run] = log(
      [found({ rule: 'indent', fix, hint: 'Do this.' }), found({ severity: 'info', line: 0, column: 0 })],
      '',
    ).runs
    expect(run?.tool.driver.rules.map((rule) => rule.id)).toEqual(['yaml', 'yaml/indent'])
    expect(run?.results).toMatchObject([
      {
        ruleId: 'yaml',
        ruleIndex: 0,
        level: 'note',
        locations: [{ physicalLocation: { region: { startLine: 1 } } }],
      },
      {
        ruleId: 'yaml/indent',
        ruleIndex: 1,
        level: 'error',
        message: { text: 'wrong\nDo this.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'infra/a%20b/%C3%A4.yaml' },
              region: { startLine: 2, startColumn: 3 },
            },
          },
        ],
        fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { charOffset: 4, charLength: 5 } }] }] }],
      },
    ])
  })

  test('a fingerprint stays when the line moves, and tells equal lines apart', () => {
    const before = fingerprints('a: 1\nb: [\n', found())
    expect(fingerprints('# new\n\na: 1\n  b: [\n', found({ line: 4 }))).toEqual(before)
    expect(fingerprints('a: 1\nc: [\n', found())).not.toEqual(before)
    const [one, two] = fingerprints('x\nx\n', found({ line: 1 }), found({ line: 2 }))
    expect(one?.replace(':1', ':2')).toBe(two)
  })

  test('nothing of a credential is in it, not even a sum', () => {
    const secret = (text: string): string[] => fingerprints(text, found({ check: 'secrets', line: 1 }))
    expect(secret('password: hunter22')).toEqual(secret('password: correct'))
  })

  test('what was not run is told: a broken check as an error, an absent tool as a note', () => {
    const absent: CheckOutcome = { check: 'tflint', status: 'not-run', diagnostics: [], note: 'absent', outside: true }
    expect(log([], '', [absent]).runs[0]?.invocations).toMatchObject([
      { executionSuccessful: true, toolExecutionNotifications: [{ level: 'note' }] },
    ])
    const broken: CheckOutcome = { check: 'json', status: 'not-run', diagnostics: [], note: 'broke' }
    expect(log([], '', [broken]).runs[0]?.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] },
    ])
  })
})

test('skillchain check --sarif writes one log, with places from the top of the git repository', () => {
  const at = shell()
  mkdirSync(join(at.cwd, '.git'))
  mkdirSync(join(at.cwd, 'infra'))
  writeFileSync(join(at.cwd, 'infra', 'a.json'), '{\n')
  const done = skillchain({ ...at, cwd: join(at.cwd, 'infra') }, ['check', '--offline', '--sarif'])
  expect(done.code).toBe(6)
  const [result] = read(done.out).runs[0]?.results ?? []
  expect(result).toMatchObject({
    ruleId: 'json',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'infra/a.json' } } }],
  })
})
