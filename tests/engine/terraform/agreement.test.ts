import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskSurroundings } from '../../../src/cli/check/disk.ts'
import { validateTree } from '../../../src/engine/terraform/index.ts'
import { findTool, needTool } from '../../helpers/tools.ts'
import { packs, REQUIRES } from './helpers.ts'

const FILES: Readonly<Record<string, string>> = {
  'versions.tf': REQUIRES,
  'main.tf': `variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}

variable "names" {
  type = set(string)
}

locals {
  tags = merge({ team = "web" }, { for name in var.names : name => upper(name) })
}

module "net" {
  source = "./net"
  cidr   = var.cidr
  tags   = local.tags
}

resource "aws_s3_bucket" "logs" {
  for_each = var.names
  bucket   = "logs-\${each.key}"
  tags     = local.tags
}

resource "aws_security_group" "web" {
  vpc_id = module.net.vpc_id

  dynamic "ingress" {
    for_each = var.names
    content {
      from_port   = 80
      to_port     = 80
      protocol    = "tcp"
      description = ingress.value
    }
  }
}

output "note" {
  value = templatefile("\${path.module}/note.tftpl", { cidr = var.cidr })
}
`,
  'note.tftpl': `Range: \${cidr}\n`,
  'net/main.tf': `variable "cidr" {
  type = string
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
  tags       = var.tags
}

output "vpc_id" {
  value = aws_vpc.main.id
}
`,
}

/** Each is one slip: the file, the text in it, and what stands there instead. */
const SLIPS: readonly [what: string, file: string, from: string, to: string][] = [
  ['nothing is wrong', 'main.tf', 'upper(name)', 'upper(name)'],
  ['a required argument is missing', 'main.tf', '      protocol    = "tcp"\n', ''],
  ['an argument is misspelt', 'net/main.tf', 'cidr_block =', 'cidr_blok ='],
  ['a reference dangles', 'main.tf', 'module.net.vpc_id', 'module.net.vpc'],
  ['an attribute does not exist', 'net/main.tf', 'aws_vpc.main.id', 'aws_vpc.main.idd'],
  ['a variable is not declared', 'main.tf', 'cidr   = var.cidr', 'cidr   = var.range'],
  ['a block stands twice', 'net/main.tf', 'output "vpc_id" {', 'output "vpc_id" {\n  value = 1\n}\noutput "vpc_id" {'],
  ['a function is unknown', 'main.tf', 'upper(name)', 'uppercase(name)'],
  ['a function gets too much', 'main.tf', 'upper(name)', 'upper(name, 1)'],
  ['a template needs another name', 'main.tf', '{ cidr = var.cidr }', '{ range = var.cidr }'],
  ['a file is not there', 'main.tf', 'note.tftpl"', 'notes.tftpl"'],
  ['an input has another type', 'main.tf', 'tags   = local.tags', 'tags   = ["a"]'],
  ['an input is unknown', 'main.tf', 'tags   = local.tags', 'tag    = local.tags'],
  ['each stands where there is none', 'main.tf', 'vpc_id = module.net.vpc_id', 'vpc_id = each.key'],
  [
    'a condition has two types',
    'main.tf',
    'value = templatefile',
    'value = var.cidr == "" ? { a = [1], b = "x" } : templatefile',
  ],
  ['a brace is missing', 'net/main.tf', 'resource "aws_vpc" "main" {', 'resource "aws_vpc" "main"'],
]

const dir = mkdtempSync(join(tmpdir(), 'skillchain-agreement-'))
let ready = false

function terraform(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync('terraform', args, { cwd: dir, encoding: 'utf8', env: { ...process.env, TF_IN_AUTOMATION: '1' } })
}

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  if (findTool('terraform') !== null) ready = terraform('init', '-backend=false', '-input=false').status === 0
}, 120_000)

afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('we say what terraform validate says when', () => {
  test.each(SLIPS)('%s', { timeout: 120_000 }, (_what, file, from, to, ...rest) => {
    const [context] = rest as unknown as [Parameters<typeof needTool>[0]] // vitest gives each row its context last
    needTool(context, 'terraform')
    if (!ready) context.skip('not run: terraform cannot get the AWS provider here')
    const path = join(dir, file)
    const before = readFileSync(path, 'utf8')
    expect(before).toContain(from)
    writeFileSync(path, before.replace(from, to))
    try {
      const verdict = JSON.parse(terraform('validate', '-json').stdout) as { valid: boolean }
      const { findings } = validateTree(['', 'net'], diskSurroundings(dir), packs)
      const errors = findings.filter((one) => one.severity === 'error')
      expect(errors.length === 0, JSON.stringify(errors)).toBe(verdict.valid)
    } finally {
      writeFileSync(path, before)
    }
  })
})
