import { describe, expect, test } from 'vitest'
import { errorsIn, judge, REQUIRES } from './helpers.ts'

const VPC = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'

describe('a module by the schema of its provider', () => {
  test('a module that fits is clean', async () => {
    expect(await judge({ 'main.tf': REQUIRES + VPC })).toEqual([])
  })

  test('an argument nobody knows, with the one that was meant', async () => {
    const [found] = await judge({
      'main.tf': `${REQUIRES}resource "aws_vpc" "main" {\n  cidr_blok = "10.0.0.0/16"\n}\n`,
    })
    expect(found).toMatchObject({ check: 'terraform', severity: 'error', file: 'main.tf', line: 10, column: 3 })
    expect(found?.message).toBe(
      'Unsupported argument: An argument named "cidr_blok" is not expected here. Did you mean "cidr_block"?',
    )
  })

  test('what is required and missing: arguments and blocks', async () => {
    expect(await errorsIn('resource "aws_subnet" "a" {\n}\n')).toEqual(['1 Missing required argument'])
    expect(await errorsIn('resource "aws_lb_listener" "a" {\n  load_balancer_arn = "x"\n}\n')).toEqual([
      '1 Insufficient default_action blocks',
    ])
  })

  test('more blocks than there may be, unless nobody knows how many they are', async () => {
    const block = '  vpc_config {\n    subnet_ids = []\n  }\n'
    const cluster = (inside: string): string =>
      `variable "l" {\n  type = list(string)\n}\nresource "aws_eks_cluster" "a" {\n  name = "a"\n  role_arn = "b"\n${inside}}\n`
    expect(await errorsIn(cluster(block + block))).toEqual(['10 Too many vpc_config blocks'])
    const dynamic =
      '  dynamic "vpc_config" {\n    for_each = var.l\n    content {\n      subnet_ids = var.l\n    }\n  }\n'
    expect(await errorsIn(cluster(dynamic))).toEqual([])
  })

  test('a type nobody knows is an error when it is a slip, and a warning when a newer version may have it', async () => {
    expect(await errorsIn('resource "aws_vpcc" "a" {\n}\n')).toEqual(['1 Invalid resource type'])
    const newer = REQUIRES.replace('5.100.0', '>= 6.0')
    const [found] = await judge({ 'main.tf': `${newer}resource "aws_quantum_teapot" "a" {\n}\n` })
    expect(found).toMatchObject({ severity: 'warning', message: expect.stringContaining('a newer one may have it') })
  })

  test('values of a type that does not fit', async () => {
    expect(await errorsIn('resource "aws_vpc" "a" {\n  cidr_block = []\n}\n')).toEqual([
      '2 Incorrect attribute value type',
    ])
    expect(await errorsIn('resource "aws_vpc" "a" {\n  enable_dns_support = "maybe"\n}\n')).toEqual([
      '2 Incorrect attribute value type',
    ])
  })

  test('what the provider alone decides cannot be set', async () => {
    expect(await errorsIn('resource "aws_vpc" "a" {\n  arn = "x"\n}\n')).toEqual([
      '2 Value for unconfigurable attribute',
    ])
  })
})

describe('references', () => {
  test.each([
    ['var.nope', 'Reference to undeclared input variable'],
    ['local.nope', 'Reference to undeclared local value'],
    ['module.nope.id', 'Reference to undeclared module'],
    ['aws_vpc.nope.id', 'Reference to undeclared resource'],
    ['data.aws_vpc.nope.id', 'Reference to undeclared resource'],
    ['aws_vpc.main.nope', 'Unsupported attribute'],
    ['aws_vpc.main[0].id', 'Unexpected resource instance key'],
    ['each.key', 'Reference to "each" in context without for_each'],
    ['count.index', 'Reference to "count" in non-counted context'],
    ['self.id', 'Invalid "self" reference'],
    ['path.nope', 'Invalid "path" attribute'],
    ['foo', 'Invalid reference'],
  ])('%s: %s', async (path, summary) => {
    expect(await errorsIn(`${VPC}output "x" {\n  value = ${path}\n}\n`)).toEqual([`5 ${summary}`])
  })

  test('names that a for or a dynamic block gives are no references', async () => {
    expect(await errorsIn(`${VPC}output "x" {\n  value = [for v in [1, 2] : v + 1]\n}\n`)).toEqual([])
  })

  test('values that need each other', async () => {
    expect(await errorsIn('locals {\n  a = local.b\n  b = local.a\n}\n')).toEqual(['2 Cycle'])
  })

  test('what is declared and never read is a warning', async () => {
    const found = await judge({ 'main.tf': 'variable "a" {\n}\nlocals {\n  b = 1\n}\n' })
    expect(found.map((one) => `${one.severity} ${one.message.split(':')[0]}`)).toEqual([
      'warning Unused variable',
      'warning Unused local value',
    ])
  })
})

describe('expressions', () => {
  test.each([
    ['nofunction(1)', 'Call to unknown function'],
    ['length()', 'Not enough function arguments'],
    ['lower("a", "b")', 'Too many function arguments'],
    ['lower([])', 'Invalid function argument'],
    ['length(1)', 'Error in function call'],
    ['1 + []', 'Invalid operand'],
    ['var.b ? { a = [1], b = "x" } : "y"', 'Inconsistent conditional result types'],
    ['{ a = 1 }.b', 'Unsupported attribute'],
    ['[1, 2][2]', 'Invalid index'],
    ['file("${path.module}/none.txt")', 'Invalid function argument'],
    ['templatefile("${path.module}/t.tftpl", { other = 1 })', 'Invalid function argument'],
  ])('%s: %s', async (expression, summary) => {
    const text = `variable "b" {\n  type = bool\n}\noutput "x" {\n  value = [${expression}, var.b]\n}\n`
    expect(await errorsIn(text, { 't.tftpl': 'Hello ${name}\n' })).toEqual([`5 ${summary}`])
  })

  test('what is wrong on the side that is not taken does not matter', async () => {
    expect(await errorsIn('output "x" {\n  value = true ? 1 : length(1)\n}\n')).toEqual([])
  })

  test('a sensitive value does not leave a root unmarked', async () => {
    const variable = 'variable "s" {\n  sensitive = true\n}\n'
    expect(await errorsIn(`${variable}output "x" {\n  value = var.s\n}\n`)).toEqual([
      '4 Output refers to sensitive values',
    ])
    expect(await errorsIn(`${variable}output "x" {\n  value     = var.s\n  sensitive = true\n}\n`)).toEqual([])
  })
})

describe('modules that call each other', () => {
  const child = { 'net/main.tf': 'variable "cidr" {\n  type = string\n}\noutput "id" {\n  value = var.cidr\n}\n' }

  test('inputs and outputs fit', async () => {
    const call =
      'module "net" {\n  source = "./net"\n  cidr   = "10.0.0.0/16"\n}\noutput "id" {\n  value = module.net.id\n}\n'
    expect(await errorsIn(call, child)).toEqual([])
  })

  test('an input too many, one missing, one of another type, an output nobody gives, a folder that is not there', async () => {
    expect(await errorsIn('module "net" {\n  source = "./net"\n  cidrs  = "x"\n}\n', child)).toEqual([
      '3 Unsupported argument',
      '1 Missing required argument',
    ])
    expect(await errorsIn('module "net" {\n  source = "./net"\n  cidr   = []\n}\n', child)).toEqual([
      '3 Invalid value for module argument',
    ])
    const output = 'module "net" {\n  source = "./net"\n  cidr   = "x"\n}\noutput "x" {\n  value = module.net.ids\n}\n'
    expect(await errorsIn(output, child)).toContain('6 Unsupported attribute')
    expect(await errorsIn('module "net" {\n  source = "./nowhere"\n}\n')).toEqual(['2 Unreadable module directory'])
  })
})

describe('declarations', () => {
  test('the same name twice', async () => {
    expect(await errorsIn(VPC + VPC)).toEqual(['4 Duplicate resource "aws_vpc" configuration'])
    expect(await errorsIn('output "a" {\n  value = 1\n}\noutput "a" {\n  value = 2\n}\n')).toEqual([
      '4 Duplicate output definition',
    ])
  })

  test('a default of another type, a provider of a name that is not configured', async () => {
    const text = 'variable "a" {\n  type    = number\n  default = "x"\n}\noutput "a" {\n  value = var.a\n}\n'
    expect(await errorsIn(text)).toEqual(['3 Invalid default value for variable'])
    const alias = 'resource "aws_vpc" "a" {\n  provider   = aws.other\n  cidr_block = "10.0.0.0/16"\n}\n'
    expect(await errorsIn(alias)).toEqual(['2 Provider configuration not present'])
  })

  test('a file that cannot be read is all that is said of its module', async () => {
    expect(await errorsIn('resource "aws_vpc" "a" {\n  nope = 1\n')).toEqual(['1 Unclosed configuration block'])
  })
})
