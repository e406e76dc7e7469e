import { describe, expect, test } from 'vitest'
import { cronFault } from '../../../../src/engine/checks/actions/cron.ts'
import { parseExpression } from '../../../../src/engine/checks/actions/expression/parser.ts'
import { said } from '../one-file.ts'

const WORKFLOW = '.github/workflows/a.yml'
const all = async (files: string | Record<string, string>): Promise<string> =>
  (await said('actions', typeof files === 'string' ? { [WORKFLOW]: files } : files)).join('\n')

const job = (lines: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${lines.replace(/^/gm, '    ')}\n`
const step = (lines: string): string => job(`steps:\n${lines.replace(/^/gm, '  ')}`)

describe('what GitHub refuses', () => {
  test.each([
    ['a workflow without jobs', 'on: push\n', '1:1 error: the file has no jobs, which it needs'],
    ['an unknown key', job('steps: [{run: a}]\ntimeout: 5'), '6:5 error: unexpected key "timeout" in a'],
    [
      'a job that runs nowhere',
      'on: push\njobs:\n  a:\n    steps: [{run: a}]\n',
      'error: a has no runs-on, which it needs',
    ],
    [
      'an event that does not exist',
      'on: [push, pull_requests]\njobs: {}\n',
      '1:12 error: an element of on cannot be "pull_requests"',
    ],
    [
      'a type of another event',
      'on:\n  issues:\n    types: [published]\njobs: {}\n',
      '3:13 error: an element of types cannot be "published"',
    ],
    [
      'a filter of another event',
      'on:\n  issues:\n    branches: [a]\njobs: {}\n',
      '3:5 error: unexpected key "branches" in issues',
    ],
    [
      'two filters that exclude each other',
      'on:\n  push:\n    branches: [a]\n    branches-ignore: [b]\njobs: {}\n',
      '4:5 error: branches and branches-ignore cannot stand together',
    ],
    [
      'a schedule',
      "on:\n  schedule:\n    - cron: '0 25 * * *'\njobs: {}\n",
      '3:13 error: invalid schedule "0 25 * * *": hour',
    ],
    [
      'a permission',
      'on: push\npermissions:\n  content: read\njobs: {}\n',
      '3:3 error: unexpected key "content" in permissions',
    ],
    [
      'the value of a permission',
      'on: push\npermissions:\n  id-token: read\njobs: {}\n',
      '3:13 error: id-token cannot be "read"',
    ],
    ['a step that does nothing', step('- name: a'), '6:9 error: an element of steps has no run or uses'],
    [
      'a step that does both',
      step('- run: a\n  uses: b/c@v1'),
      '6:9 error: unexpected key "run" in an element of steps',
    ],
    ['an action without a version', step('- uses: actions/checkout'), '6:15 error: "actions/checkout" names no action'],
    [
      'a step id twice',
      step('- id: a\n  run: b\n- id: A\n  run: c'),
      '8:13 error: the step id A stands here a second time',
    ],
    ['a shell', step('- run: a\n  shell: fish'), '7:16 error: there is no shell "fish"'],
    ['a need that does not exist', job('needs: [b]\nsteps: [{run: a}]'), '5:13 error: there is no job b'],
    [
      'a number that is none',
      job('steps: [{run: a}]\ntimeout-minutes: long'),
      '6:22 error: timeout-minutes must be a number',
    ],
    [
      'what the matrix excludes',
      job('steps: [{run: a}]\nstrategy: {matrix: {os: [a], exclude: [{node: 1}]}}'),
      'error: the matrix has no node to exclude',
    ],
    [
      'an expression where none is evaluated',
      'name: ${{ github.ref }}\non: push\njobs: {}\n',
      '1:7 error: name takes no expression',
    ],
    [
      'the default of a choice',
      'on:\n  workflow_dispatch:\n    inputs:\n      a: {type: choice, options: [b], default: c}\njobs: {}\n',
      '4:48 error: the default "c" is none of the options',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await all(text)).toContain(expected)
  })

  test('jobs that wait for each other', async () => {
    const text =
      'on: push\njobs:\n  a: {needs: b, runs-on: x, steps: [{run: a}]}\n  b: {needs: [a], runs-on: x, steps: [{run: a}]}\n'
    expect(await all(text)).toBe(`${WORKFLOW}:3:3 error: jobs wait for each other: a → b → a`)
  })
})

describe('expressions', () => {
  const run = (expression: string): string => step(`- run: echo "\${{ ${expression} }}"`)

  test.each([
    ['github.sha ==', '6:38 error: unexpected end of the expression'],
    ['"a"', '6:24 error: unexpected ": strings stand in single quotes'],
    ["'a", 'error: the expression is not closed'],
    ['github.sha = 1', 'error: unexpected character "="'],
    ['contain(github.ref, 1)', '6:24 error: there is no function contain'],
    ['contains(github.ref)', '6:24 error: contains takes 2 arguments, and not 1'],
    ["format('{0} {1}', 1)", 'error: the format uses {1}, and there are 1 values for it'],
    ['githb.sha', '6:24 error: there is no context githb'],
    ['success()', '6:24 error: the function success is not there'],
    ['github.shaa', 'warning: github has no shaa: it is always empty'],
    ['needs.b.outputs.c', 'warning: needs has no b: it is always empty'],
    ['matrix.os', 'warning: matrix has no os: it is always empty'],
    ['steps.later.outputs.a', 'warning: steps has no later: it is always empty'],
    ['inputs.a', 'warning: inputs has no a: it is always empty'],
  ])('%s', async (expression, expected) => {
    expect(await all(run(expression))).toContain(expected)
  })

  test.each([
    "github.event.issue.number || env.A && !secrets['b'] == vars.c",
    "fromJSON('[1]')[0] != 0x1F",
    'github.event.commits.*.message',
    "hashFiles('**/a.lock', 'b')",
    "format('{{0}} {0}', -1.5e3)",
    'toJSON(matrix) || null',
  ])('%s is one', (expression) => {
    expect(() => parseExpression(expression)).not.toThrow()
  })

  test('contexts depend on the place', async () => {
    expect(await all('on: push\nenv:\n  A: ${{ env.B }}\njobs: {}\n')).toContain(
      '3:10 error: the context env is not there',
    )
    expect(await all(job('if: secrets.A\nsteps: [{run: a}]'))).toContain('5:9 error: the context secrets is not there')
  })

  test('a condition that is a text is always true', async () => {
    expect(await all(step("- if: ${{ github.ref }} == 'a'\n  run: a"))).toContain(
      '6:13 warning: this condition is always true',
    )
    expect(
      await all(step("- if: ${{ github.ref == 'a' }}\n  run: a\n- if: always() && github.ref == 'a'\n  run: b")),
    ).toBe('')
  })

  test('outputs of earlier steps and of needed jobs', async () => {
    const text = `on: push
jobs:
  a:
    runs-on: x
    outputs: {b: '\${{ steps.c.outputs.d }}'}
    steps:
      - {id: c, run: d}
      - run: echo \${{ steps.c.outcome }} \${{ steps.c.output.d }}
  e:
    needs: a
    runs-on: x
    strategy: {matrix: {include: [{os: f}]}}
    steps:
      - run: echo \${{ needs.a.outputs.b }} \${{ needs.a.outputs.g }} \${{ matrix.os }}
`
    expect(await said('actions', { [WORKFLOW]: text })).toEqual([
      `${WORKFLOW}:8:53 warning: steps.c has no output: it is always empty`,
      `${WORKFLOW}:14:63 warning: needs.a.outputs has no g: it is always empty`,
    ])
  })

  test('what strangers write does not belong into a script', async () => {
    expect(await all(step('- run: echo ${{ github.event.issue.title }}'))).toContain(
      '6:23 warning: whoever writes github.event.issue.title writes this script',
    )
    expect(
      await all(step("- uses: actions/github-script@v7\n  with: {script: 'f(`${{ github.head_ref }}`)'}")),
    ).toContain('warning: whoever writes github.head_ref')
    expect(
      await all(
        step(
          "- run: echo ${{ contains(github.event.issue.title, 'a') }}\n- run: echo $A\n  env: {A: '${{ github.head_ref }}'}",
        ),
      ),
    ).toBe('')
  })
})

describe('what is called in the same repository', () => {
  const called =
    'on:\n  workflow_call:\n    inputs:\n      region: {type: string, required: true}\n    secrets:\n      token: {required: true}\n    outputs:\n      url: {value: a}\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n'
  const caller = (lines: string): Record<string, string> => ({
    [WORKFLOW]: `on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n${lines}`,
    '.github/workflows/b.yml': called,
  })

  test.each([
    ['an input that is missing', '', '4:11 error: the input region of ./.github/workflows/b.yml must be given'],
    ['a secret that is missing', '', '4:11 error: the secret token of ./.github/workflows/b.yml must be given'],
    [
      'an input that it does not have',
      '    with: {region: a, size: b}\n    secrets: inherit\n',
      '5:23 error: ./.github/workflows/b.yml has no input size',
    ],
    [
      'an output that it does not have',
      '    with: {region: a}\n    secrets: inherit\n  b:\n    needs: a\n    runs-on: ${{ needs.a.outputs.uri }}\n    steps: [{run: a}]\n',
      '9:33 warning: needs.a.outputs has no uri',
    ],
  ])('%s of a workflow', async (_, lines, expected) => {
    expect(await all(caller(lines))).toContain(expected)
  })

  test('a workflow that is not for calling', async () => {
    const files = {
      ...caller('    with: {a: b}\n'),
      '.github/workflows/b.yml': called.replace('workflow_call', 'push'),
    }
    expect(await all(files)).toContain('a.yml:4:11 error: ./.github/workflows/b.yml cannot be called')
  })

  test('inputs and outputs of an action', async () => {
    const files = {
      [WORKFLOW]: step('- id: a\n  uses: ./actions/a\n  with: {nam: b}\n- run: echo ${{ steps.a.outputs.b }}'),
      'actions/a/action.yml':
        'name: a\ndescription: a\ninputs:\n  name: {required: true}\noutputs: {c: {value: a}}\nruns: {using: composite, steps: [{run: a, shell: bash}]}\n',
    }
    expect(await said('actions', files)).toEqual([
      `${WORKFLOW}:8:16 warning: the action ./actions/a has no input nam`,
      `${WORKFLOW}:7:15 warning: the action ./actions/a needs the input name`,
      `${WORKFLOW}:9:38 warning: steps.a.outputs has no b: it is always empty`,
    ])
  })
})

describe('actions of one’s own', () => {
  const action = (runs: string): Record<string, string> => ({
    'action.yml': `name: a\ndescription: b\ninputs: {c: {default: d}}\nruns:\n${runs.replace(/^/gm, '  ')}\n`,
  })

  test.each([
    ['a program that does not exist', 'using: node14\nmain: a.js', '5:10 error: using cannot be "node14"'],
    ['a script without a shell', 'using: composite\nsteps: [{run: a}]', 'error: an element of steps has no shell'],
    [
      'an input that it does not have',
      'using: composite\nsteps: [{run: "echo ${{ inputs.e }}", shell: bash}]',
      'warning: inputs has no e',
    ],
    [
      'secrets',
      'using: composite\nsteps: [{run: "echo ${{ secrets.e }}", shell: bash}]',
      'error: the context secrets is not there',
    ],
  ])('%s', async (_, runs, expected) => {
    expect(await all(action(runs))).toContain(expected)
  })

  test('composite, JavaScript and Docker', async () => {
    expect(
      await all(
        action(
          'using: composite\nsteps:\n  - {id: e, run: "echo ${{ inputs.c }}", shell: bash}\n  - {if: always(), uses: f/g@v1}',
        ),
      ),
    ).toBe('')
    expect(await all(action('using: node24\nmain: a.js\npost: b.js'))).toBe('')
    expect(await all(action("using: docker\nimage: Dockerfile\nargs: ['${{ inputs.c }}']"))).toBe('')
  })
})

test.each(['30 5 * * 1,3', '0 */2 1-7 JAN-MAR MON', '*/15 0 * * *'])('%s is a schedule', (text) => {
  expect(cronFault(text)).toBe(null)
})

test.each(['* * * *', '60 * * * *', '5-1 * * * *', '*/0 * * * *', 'a * * * *', '@daily'])('%s is none', (text) => {
  expect(cronFault(text)).not.toBe(null)
})
