import { expect, test } from 'vitest'
import { judge, REQUIRES } from './helpers.ts'

const MAIN = `${REQUIRES}variable "range" {
  type = string
}

resource "aws_vpc" "main" {
  cidr_block = var.range
  lifecycle {
    prevent_destroy = true
  }
}

locals {
  name = "a"
}

output "name" {
  value = local.name
}
`

async function found(override: string): Promise<string[]> {
  const all = await judge({ 'main.tf': MAIN, 'main_override.tf': override })
  return all.filter((one) => one.severity === 'error').map((one) => one.message)
}

test('an override file changes what the others say', async () => {
  expect(await found('resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n')).toEqual([])
  expect(await found('resource "aws_vpc" "main" {\n  lifecycle {\n    prevent_destroy = "no"\n  }\n}\n')).toEqual([
    expect.stringContaining('Unsuitable value type'),
  ])
  expect(await found('locals {\n  name = nothing("a")\n}\n')).toEqual([expect.stringContaining('unknown function')])
  expect(await found('terraform {\n  required_version = ">= 1.0"\n}\n')).toEqual([])
})

test('it can change nothing that is not there, and not everything', async () => {
  expect(await found('resource "aws_vpc" "other" {\n}\n')).toEqual([
    expect.stringContaining('Missing resource to override'),
  ])
  expect(await found('locals {\n  other = 1\n}\n')).toEqual([expect.stringContaining('Missing base local value')])
  expect(await found('moved {\n  from = aws_vpc.a\n  to   = aws_vpc.b\n}\n')).toEqual([
    expect.stringContaining("Cannot override 'moved' blocks"),
  ])
})
