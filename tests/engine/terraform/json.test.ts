import { expect, test } from 'vitest'
import { judge } from './helpers.ts'

const REQUIRED = { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } }

/** Errors in a module that is written as JSON. */
async function errorsIn(module: object, more: Record<string, string> = {}): Promise<string[]> {
  const text = JSON.stringify({ terraform: REQUIRED, ...module }, null, 2)
  const found = await judge({ 'main.tf.json': text, ...more })
  return found.filter((one) => one.severity === 'error').map((one) => `${one.line} ${one.message}`)
}

/** A template that is nothing but this expression. */
const V = (expression: string): string => `$${'{'}${expression}}`

const INGRESS = { from_port: 80, to_port: 80, protocol: 'tcp' }

test('the JSON form means what the native one means', async () => {
  const module = {
    '//': 'a comment',
    variable: {
      cidr: { type: 'string', default: '10.0.0.0/16' },
      more: { type: 'list(object({ a = string }))', default: [] },
    },
    locals: { tags: { [`Name-${V('var.cidr')}`]: '%{ if true }x%{ endif }' } },
    provider: { aws: [{ region: 'eu-west-1' }, { alias: 'west', region: 'us-west-2' }] },
    resource: {
      aws_vpc: {
        main: {
          cidr_block: V('var.cidr'),
          tags: V('local.tags'),
          provider: 'aws.west',
          lifecycle: { ignore_changes: ['tags'] },
        },
      },
      aws_security_group: {
        web: {
          vpc_id: V('aws_vpc.main.id'),
          depends_on: ['aws_vpc.main'],
          dynamic: { egress: { for_each: ['a'], content: INGRESS } },
        },
      },
      aws_lb_listener: { web: { load_balancer_arn: 'a', default_action: { type: 'forward', target_group_arn: 'b' } } },
    },
    module: { net: { source: './net', cidr: V('var.cidr') } },
    output: { id: { value: V('module.net.id') }, more: { value: V('length(var.more)') } },
    moved: { from: 'aws_vpc.old', to: 'aws_vpc.main' },
  }
  const net = 'variable "cidr" {\n}\noutput "id" {\n  value = var.cidr\n}\n'
  expect(await errorsIn(module, { 'net/main.tf': net })).toEqual([])
})

test('slips are found in it, with their line', async () => {
  expect(await errorsIn({ resource: { aws_vpc: { main: { cidr_blok: 'x' } } } })).toEqual([
    expect.stringMatching(/^\d+ Unsupported argument: .*Did you mean "cidr_block"/),
  ])
  const listener = { load_balancer_arn: 'a', default_action: { typ: 'forward' } }
  expect(await errorsIn({ resource: { aws_lb_listener: { web: listener } } })).toEqual([
    expect.stringContaining('Unsupported argument: An argument named "typ"'),
    expect.stringContaining('Missing required argument: The argument "type"'),
  ])
  expect(await errorsIn({ output: { x: { value: V('var.nope') } } })).toEqual([
    expect.stringContaining('Reference to undeclared input variable'),
  ])
  expect(await errorsIn({ resurce: {} })).toEqual([expect.stringContaining('Unsupported block type')])
})

test('what is no JSON is said to be none', async () => {
  const found = await judge({ 'main.tf.json': '{"output": }' })
  expect(found[0]).toMatchObject({ severity: 'error', line: 1, column: 12 })
})
