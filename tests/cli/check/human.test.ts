import { describe, expect, test } from 'vitest'
import { type HumanStyle, humanText, summaryLines } from '../../../src/cli/check/human.ts'
import { type CheckOutcome, verdictOf } from '../../../src/engine/checks/index.ts'
import type { Diagnostic } from '../../../src/engine/protocol/index.ts'

const at = (line: number, column: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  check: 'yaml',
  severity: 'error',
  file: 'a.yaml',
  line,
  column,
  message: 'wrong',
  ...more,
})

const outcome = (diagnostics: Diagnostic[], more: Partial<CheckOutcome> = {}): CheckOutcome => ({
  check: 'yaml',
  status: 'passed',
  diagnostics,
  note: '1 file',
  ...more,
})

function shown(found: Diagnostic[], text: string, style: Partial<HumanStyle> = {}): string[] {
  const all = humanText(verdictOf([outcome(found)]), {
    color: false,
    shown: (file) => `infra/${file}`,
    text: () => text,
    confidential: (one) => one.check === 'secrets',
    ...style,
  })
  return all.split('\n').slice(0, -2)
}

describe('a finding for a person', () => {
  test('says where, what and by which rule, shows the line, and points at the column', () => {
    const found = at(2, 4, { rule: 'indent', hint: 'Two blanks.\nNot three.' })
    expect(shown([found], 'a:\n   b: 1\n')).toEqual([
      'infra/a.yaml:2:4: error: wrong [yaml/indent]',
      '  2 |    b: 1',
      '    |    ^',
      '  Two blanks.',
      '  Not three.',
    ])
  })

  test('the caret stands below its column behind tabs, and inside of a long line', () => {
    expect(shown([at(1, 3)], '\t\tb: 1')[2]).toBe('    | \t\t^')
    const [, line = '', caret = ''] = shown([at(1, 401)], `${'x'.repeat(400)}HERE${'y'.repeat(400)}`)
    expect(line.length).toBeLessThan(130)
    expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('HERE')
  })

  test('one about a whole file has no place and no line', () => {
    expect(shown([at(0, 0)], 'a: 1')).toEqual(['infra/a.yaml: error: wrong [yaml]'])
  })

  test('a place behind the end of the text shows nothing instead of something wrong', () => {
    expect(shown([at(9, 1)], 'a: 1')).toHaveLength(1)
  })

  test('a line with a credential is not shown, whichever check speaks about it', () => {
    const secret = at(1, 1, { check: 'secrets' })
    expect(shown([secret, at(1, 5)], 'password: hunter22').join('\n')).not.toContain('hunter22')
  })

  test('control codes in a file or in a message do not reach the terminal', () => {
    const lines = shown([at(1, 1, { message: 'bad \u001b[31mred' })], 'a: \u001b[2J\u0007')
    expect(lines.join('\n')).not.toMatch(/[\u0000-\u0008\u001b]/)
  })

  test('findings are sorted by file and place', () => {
    const found = [at(2, 1), at(1, 7), at(1, 2), at(9, 9, { file: 'A.yaml' })]
    expect(shown(found, '').map((line) => line.split(': ')[0])).toEqual([
      'infra/A.yaml:9:9',
      'infra/a.yaml:1:2',
      'infra/a.yaml:1:7',
      'infra/a.yaml:2:1',
    ])
  })
})

test('the summary tells what was checked and what was not, those with one reason together', () => {
  const outcomes = [
    outcome([at(1, 1), at(2, 1, { severity: 'warning' })], { status: 'failed', ignored: 2 }),
    outcome([], { check: 'tflint', status: 'not-run', note: 'it is not installed', outside: true }),
    outcome([], { check: 'hadolint', status: 'not-run', note: 'it is not installed', outside: true }),
    outcome([], { check: 'json', status: 'not-run', note: 'b.json: broke' }),
  ]
  expect(summaryLines(verdictOf(outcomes))).toEqual([
    '1 error, 1 warning, 2 ignored with a reason. Checked: yaml (1 file).',
    'Not run: tflint, hadolint: it is not installed',
    'Not run: json: b.json: broke',
  ])
})

test('a check of ours that broke is a gap; a tool that is not here is none', () => {
  const absent = outcome([], { status: 'not-run', outside: true })
  expect(verdictOf([absent]).broken).toBe(false)
  expect(verdictOf([absent, outcome([], { status: 'not-run' })]).broken).toBe(true)
})
