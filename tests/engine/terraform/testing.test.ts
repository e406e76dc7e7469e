import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryTree } from '../../../src/engine/checks/tree.ts'
import { terraformTests } from '../../../src/engine/terraform/testing/check.ts'
import { needTool } from '../../helpers/tools.ts'
import { contextOf } from '../checks/context.ts'

const MODULE: Readonly<Record<string, string>> = {
  'main.tf': `variable "name" {
  type = string

  validation {
    condition     = var.name != "bad"
    error_message = "This name is taken."
  }
}

resource "terraform_data" "store" {
  input = var.name
}

module "child" {
  source = "./child"
}

check "named" {
  assert {
    condition     = var.name != "wrong"
    error_message = "This is no name."
  }
}

output "name" {
  value = terraform_data.store.output
}
`,
  'child/main.tf': 'output "count" {\n  value = 1\n}\n',
}

const run = (body: string): string => `run "first" {\n${body}\n}\n`
const assert = (condition: string): string =>
  run(`  assert {\n    condition     = ${condition}\n    error_message = "no"\n  }`)
const NAME = 'variables {\n  name = "web"\n}\n'

/** A file of tests, and the summaries of the errors in it; none when terraform runs it. */
const CASES: readonly [what: string, text: string, errors: readonly string[]][] = [
  ['everything is there', NAME + assert('output.name == var.name && module.child.count == 1'), []],
  ['a resource is looked at', NAME + assert('terraform_data.store.input == "web"'), []],
  [
    'a variable fails as expected',
    run('  command = plan\n  variables {\n    name = "bad"\n  }\n  expect_failures = [var.name]'),
    [],
  ],
  [
    'a variable fails before anything is applied',
    run('  variables {\n    name = "bad"\n  }\n  expect_failures = [var.name]'),
    ['Expected failure while planning'],
  ],
  [
    'a later run looks at an earlier',
    `${NAME}${run('')}run "second" {\n  variables {\n    name = run.first.name\n  }\n}\n`,
    [],
  ],
  ['a module of its own is tried', 'run "child" {\n  module {\n    source = "./child"\n  }\n}\n', []],
  [
    'a resource is made up',
    `${NAME}override_resource {\n  target = terraform_data.store\n  values = {\n    id = "a"\n  }\n}\n${run('')}`,
    [],
  ],
  ['an undeclared variable', NAME + assert('var.nope == 1'), ['Reference to undeclared input variable']],
  ['an undeclared output', NAME + assert('output.nope == 1'), ['Reference to undeclared output value']],
  ['an undeclared resource', NAME + assert('terraform_data.nope.id == 1'), ['Reference to undeclared resource']],
  ['an unknown attribute', NAME + assert('terraform_data.store.nope == 1'), ['Unsupported attribute']],
  ['an unknown function', NAME + assert('nope(output.name) == 1'), ['Call to unknown function']],
  ['a run that is not there', NAME + assert('run.nope.name == 1'), ['Reference to undeclared run block']],
  [
    'a run that is later',
    `${NAME}${assert('run.second.name == 1')}run "second" {}\n`,
    ['Reference to unevaluated run block'],
  ],
  [
    'an output of a run that is not there',
    `${NAME}${run('')}run "second" {\n  variables {\n    name = run.first.nope\n  }\n}\n`,
    ['Unsupported attribute'],
  ],
  [
    'a check outside of expect_failures',
    NAME + assert('check.named == 1'),
    ['Reference to "check" in invalid context'],
  ],
  ['each where there is none', NAME + assert('each.key == "a"'), ['Reference to "each" in context without for_each']],
  ['a local as a value', run('  variables {\n    name = local.x\n  }'), ['Invalid reference']],
  [
    'an unknown variable as a value',
    run('  variables {\n    name = var.nope\n  }'),
    ['Reference to unavailable variable'],
  ],
  [
    'a failure of what cannot fail',
    `${NAME}${run('  expect_failures = [local.x]')}`,
    ['Invalid `expect_failures` reference'],
  ],
  [
    'a failure of what is not there',
    `${NAME}${run('  expect_failures = [output.nope]')}`,
    ['Reference to undeclared output value'],
  ],
  [
    'a provider that is not there',
    `${NAME}${run('  providers = {\n    aws = aws.nope\n  }')}`,
    ['Missing provider definition for aws.nope'],
  ],
  ['a command that is none', `${NAME}${run('  command = destroy')}`, ['Invalid "command" keyword']],
  ['a mode that is none', `${NAME}${run('  plan_options {\n    mode = fast\n  }')}`, ['Invalid "mode" keyword']],
  ['an unknown argument', `${NAME}${run('  comand = plan')}`, ['Unsupported argument']],
  ['an unknown block', `${NAME}${run('  asert {}')}`, ['Unsupported block type']],
  [
    'an assertion without a message',
    `${NAME}${run('  assert {\n    condition = output.name == "a"\n  }')}`,
    ['Missing required argument'],
  ],
  ['an assertion about nothing', NAME + assert('1 == 1'), ['Invalid assert expression']],
  ['a run twice', NAME + run('') + run(''), ['Duplicate "run" block names']],
  ['variables twice', NAME + NAME + run(''), ['Multiple "variables" blocks']],
  [
    'a module from a repository',
    run('  module {\n    source = "git::https://example.com/net.git"\n  }'),
    ['Invalid module source address'],
  ],
  ['a module without a source', run('  module {}'), ['Missing "source" attribute for module block']],
  ['a module that is not there', run('  module {\n    source = "./nope"\n  }'), ['Unreadable module directory']],
  [
    'a data source made up as a resource',
    `${NAME}override_resource {\n  target = data.a.b\n}\n${run('')}`,
    ['Invalid override target'],
  ],
  ['an override without a target', `${NAME}override_module {}\n${run('')}`, ['Missing target attribute']],
  [
    'a variable in a mock',
    `${NAME}mock_provider "aws" {\n  mock_data "aws_region" {\n    defaults = {\n      name = var.name\n    }\n  }\n}\n${run('')}`,
    ['Variables not allowed'],
  ],
  [
    'a mock twice',
    `${NAME}mock_provider "aws" {\n  mock_data "aws_region" {}\n  mock_data "aws_region" {}\n}\n${run('')}`,
    ['Duplicate mock_data block'],
  ],
]

async function judged(files: Record<string, string>): Promise<{ severity: string; message: string }[]> {
  const refs = Object.entries(files).map(([path, text]) => ({ path, text }))
  return terraformTests.run(refs.filter(terraformTests.appliesTo), contextOf(memoryTree(files)))
}

describe('tests of a module', () => {
  test.each(CASES)('%s', async (_what, text, errors) => {
    const found = await judged({ ...MODULE, 'tests/main.tftest.hcl': text })
    expect(found.filter((one) => one.severity === 'error').map((one) => one.message.split(':')[0])).toEqual(errors)
  })

  test('values that nobody gives, and values that nobody wants, are warned of', async () => {
    const text = `${run('  variables {\n    other = 1\n  }')}override_module {\n  target = module.nope\n}\n`
    const found = await judged({ ...MODULE, 'main.tftest.hcl': text })
    expect(found.map((one) => `${one.severity} ${one.message.split(':')[0]}`)).toEqual([
      'warning Value for undeclared variable',
      'warning No value for required variable',
      'warning Invalid override target',
    ])
    expect(await judged({ ...MODULE, 'main.tftest.hcl': run(''), 'terraform.tfvars': 'name = "a"\n' })).toEqual([])
  })

  test('mocks of what the provider does not have are warned of', async () => {
    const files = {
      ...MODULE,
      'versions.tf':
        'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n',
      'main.tftest.hcl': `${NAME}mock_provider "aws" {\n  mock_resource "aws_vpcc" {}\n  mock_data "aws_region" {\n    defaults = {\n      nam = "a"\n    }\n  }\n}\n`,
    }
    expect((await judged(files)).map((one) => one.message)).toEqual([
      'Invalid resource type: The provider hashicorp/aws does not support resource type "aws_vpcc".',
      'Unsupported attribute: aws_region has no attribute named "nam", so this value is never used.',
    ])
  })
})

describe('terraform test says the same of', () => {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-tests-'))
  const terraform = (...args: string[]) => spawnSync('terraform', args, { cwd: dir, encoding: 'utf8' })

  beforeAll(() => {
    for (const [path, text] of Object.entries(MODULE)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  // What needs a download is left to the cases above.
  const here = CASES.filter(([, text]) => !/aws|git::/.test(text))

  test.each(here)('%s', { timeout: 60_000 }, (_what, text, errors, ...rest) => {
    const [context] = rest as unknown as [Parameters<typeof needTool>[0]] // vitest gives each row its context last
    needTool(context, 'terraform')
    writeFileSync(join(dir, 'main.tftest.hcl'), text)
    terraform('init', '-backend=false', '-input=false')
    const done = terraform('test', '-no-color')
    expect(done.status === 0, done.stdout + done.stderr).toBe(errors.length === 0)
  })
})
