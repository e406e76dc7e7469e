import { describe, expect, test } from 'vitest'
import { factView, memoryTree, runChecks } from '../../../../src/engine/checks/index.ts'
import { portabilityCheck } from '../../../../src/engine/checks/portability/check.ts'
import { PORTABILITY } from '../../../../src/engine/checks/portability/rules.ts'
import { contextOf } from '../context.ts'
import { type RuleCase, resource, ruleCases } from '../rule-cases.ts'

const destroyable = [{ name: 'task.destroyable', value: true, origin: 'flag' as const }]
const things = (n: number): string =>
  Array.from({ length: n }, (_, i) => `resource "aws_sqs_queue" "q${i}" {\n}\n`).join('')
const queue = 'output "url" {\n  value = aws_sqs_queue.q0.url\n}\n'
const backend = 'terraform {\n  backend "s3" {}\n}\n'

const CASES: RuleCase[] = [
  {
    rule: 'expired-runtime',
    line: 2,
    severity: 'error',
    fails: resource('aws_lambda_function', 'runtime = "nodejs14.x"'),
    passes: resource('aws_lambda_function', 'runtime = "nodejs24.x"'),
    nearMiss: resource('aws_lambda_function', 'runtime = var.runtime'),
  },
  {
    rule: 'fixed-account',
    line: 2,
    fails: resource('aws_lambda_permission', 'source_arn = "arn:aws:s3:eu-west-1:111122223333:job/a"'),
    passes: resource(
      'aws_lambda_permission',
      'source_arn = "arn:aws:s3:eu-west-1:${data.aws_caller_identity.a.account_id}:job/a"',
    ),
    nearMiss: `variable "account" {\n  default = "111122223333"\n}\n${resource('aws_lambda_permission', 'source_arn = "arn:aws:s3:::${var.account}-logs"')}`,
  },
  {
    rule: 'fixed-region',
    line: 2,
    fails: resource('aws_subnet', 'availability_zone = "eu-west-1a"'),
    passes: resource('aws_subnet', 'availability_zone = data.aws_availability_zones.a.names[0]'),
    nearMiss: `variable "region" {\n  default = "eu-west-1"\n}\n${resource('aws_vpc_endpoint', 'service_name = "com.amazonaws.${var.region}.s3"')}`,
  },
  {
    rule: 'fixed-region',
    name: 'an endpoint',
    line: 2,
    fails: resource('aws_vpc_endpoint', 'service_name = "com.amazonaws.eu-west-1.s3"'),
    passes: resource('aws_vpc_endpoint', 'service_name = "com.amazonaws.${data.aws_region.a.name}.s3"'),
    nearMiss: resource('aws_vpc_endpoint', 'tags = { Name = "eu-west-1a" }'),
  },
  {
    rule: 'fixed-id',
    line: 2,
    fails: resource('aws_instance', 'ami = "ami-0abcdef1234567890"'),
    passes: resource('aws_instance', 'ami = data.aws_ami.a.id'),
    nearMiss: resource('aws_instance', 'ami = "ami-of-the-day"'),
  },
  {
    rule: 'bucket-name',
    line: 2,
    fails: resource('aws_s3_bucket', 'bucket = "orders-logs"'),
    passes: resource('aws_s3_bucket', 'bucket = "orders-logs-${data.aws_caller_identity.a.account_id}"'),
    nearMiss: resource('aws_s3_bucket', 'bucket_prefix = "orders-logs"'),
  },
  {
    rule: 'fixed-name',
    line: 4,
    fails: `variable "environment" {\n}\n${resource('aws_iam_role', 'name = "worker"')}`,
    passes: `variable "environment" {\n}\n${resource('aws_iam_role', 'name = "worker-${var.environment}"')}`,
    // Without a variable for it nobody meant to have two.
    nearMiss: resource('aws_iam_role', 'name = "worker"'),
  },
  {
    rule: 'placeholder-domain',
    line: 2,
    fails: resource('aws_route53_zone', 'name = "shop.example.com"'),
    passes: resource('aws_route53_zone', 'name = "shop.acme.dev"'),
    nearMiss: resource('aws_route53_zone', 'name = "counterexample.com"'),
  },
  {
    rule: 'no-outputs',
    severity: 'info',
    fails: `provider "aws" {\n}\n${backend}${things(3)}`,
    passes: `provider "aws" {\n}\n${backend}${things(3)}${queue}`,
    nearMiss: `provider "aws" {\n}\n${backend}${resource('aws_iam_account_alias', 'account_alias = "a"')}`,
  },
  {
    rule: 'local-state',
    severity: 'info',
    fails: `provider "aws" {\n}\n${things(3)}${queue}`,
    passes: `provider "aws" {\n}\n${backend}${things(3)}${queue}`,
    // A module has no state of its own.
    nearMiss: `${things(3)}${queue}`,
  },
  {
    rule: 'account-singleton',
    severity: 'info',
    fails: `${resource('aws_guardduty_detector', 'enable = true')}${things(3)}`,
    passes: `resource "aws_guardduty_detector" "a" {\n  count = var.detect ? 1 : 0\n}\n${things(3)}`,
    nearMiss: resource('aws_guardduty_detector', 'enable = true'),
  },
  {
    rule: 'not-destroyable',
    line: 2,
    facts: destroyable,
    fails: resource('aws_db_instance', 'deletion_protection = true', 'skip_final_snapshot = true'),
    passes: resource('aws_db_instance', 'deletion_protection = false', 'skip_final_snapshot = true'),
    nearMiss: resource('aws_db_instance', 'deletion_protection = var.protect', 'skip_final_snapshot = true'),
  },
]

describe('portability rules on Terraform', () => {
  ruleCases(portabilityCheck, PORTABILITY, CASES)

  test('what must be destroyable is asked only where a task says so', async () => {
    const tree = memoryTree({ 'main.tf': resource('aws_db_instance', 'deletion_protection = true') })
    const [outcome] = await runChecks([portabilityCheck], contextOf(tree))
    expect(outcome?.diagnostics).toEqual([])
  })

  test('the day decides about a runtime, and it is given', async () => {
    const on = async (today: string) => {
      const tree = memoryTree({ 'main.tf': resource('aws_lambda_function', 'runtime = "python3.9"') })
      const context = { ...contextOf(tree), facts: factView([]), today }
      const [outcome] = await runChecks([portabilityCheck], context)
      return outcome?.diagnostics.map((one) => one.severity)
    }
    expect(await on('2025-12-01')).toEqual([])
    expect(await on('2026-01-01')).toEqual(['warning'])
    expect(await on('2026-07-01')).toEqual(['error'])
  })
})
