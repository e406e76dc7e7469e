import { describe } from 'vitest'
import { costCheck } from '../../../../src/engine/checks/cost/check.ts'
import { COST } from '../../../../src/engine/checks/cost/rules.ts'
import { type RuleCase, resource, ruleCases } from '../rule-cases.ts'

const provider = (inside: string): string => `provider "aws" {\n${inside}}\n`
const nat = (name: string, inside = ''): string =>
  `resource "aws_nat_gateway" "${name}" {\n  tags = { a = "b" }\n${inside}}\n`
const versioned =
  'resource "aws_s3_bucket_versioning" "a" {\n  bucket = aws_s3_bucket.a.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
const expiring = (bucket: string): string =>
  `resource "aws_s3_bucket_lifecycle_configuration" "a" {\n  bucket = ${bucket}\n}\n`

const CASES: RuleCase[] = [
  {
    rule: 'untagged',
    line: 3,
    fails: `${provider('')}${resource('aws_vpc', 'cidr_block = "10.0.0.0/16"')}`,
    passes: `${provider('  default_tags {\n    tags = { team = "a" }\n  }\n')}${resource('aws_vpc', 'cidr_block = "10.0.0.0/16"')}`,
    // Who calls a module configures the provider.
    nearMiss: resource('aws_vpc', 'cidr_block = "10.0.0.0/16"'),
  },
  {
    rule: 'logs-kept-forever',
    fails: resource('aws_cloudwatch_log_group', 'name_prefix = "a"'),
    passes: resource('aws_cloudwatch_log_group', 'retention_in_days = 30'),
    nearMiss: resource('aws_cloudwatch_log_group', 'retention_in_days = var.days'),
  },
  {
    rule: 'nat-per-zone',
    severity: 'info',
    fails: nat('a') + nat('b') + nat('c'),
    passes: nat('a'),
    nearMiss: nat('a', '  count = var.nat_count\n') + nat('b', '  count = var.spare ? 1 : 0\n'),
  },
  {
    rule: 'old-generation',
    line: 2,
    severity: 'info',
    fails: resource('aws_instance', 'instance_type = "t2.micro"'),
    passes: resource('aws_instance', 'instance_type = "t4g.micro"'),
    nearMiss: resource('aws_instance', 'instance_type = var.type'),
  },
  {
    rule: 'old-generation',
    name: 'a volume',
    line: 2,
    fails: resource('aws_ebs_volume', 'type = "gp2"'),
    passes: resource('aws_ebs_volume', 'type = "gp3"'),
    nearMiss: resource('aws_ebs_volume', 'type = "io2"'),
  },
  {
    rule: 'extended-support',
    line: 2,
    fails: resource('aws_eks_cluster', 'version = "1.31"'),
    passes: resource('aws_eks_cluster', 'version = "1.35"'),
    nearMiss: resource('aws_eks_cluster', 'version = "1.99"'),
  },
  {
    rule: 'extended-support',
    name: 'a database by its major version',
    line: 3,
    fails: resource('aws_db_instance', 'engine = "postgres"', 'engine_version = "12.19"'),
    passes: resource('aws_db_instance', 'engine = "postgres"', 'engine_version = "17.2"'),
    nearMiss: resource('aws_db_instance', 'engine = "mariadb"', 'engine_version = "12.19"'),
  },
  {
    rule: 'versions-kept-forever',
    severity: 'info',
    fails: versioned,
    passes: versioned + expiring('aws_s3_bucket.a.id'),
    nearMiss: versioned + expiring('each.value'),
  },
]

describe('cost rules on Terraform', () => {
  ruleCases(costCheck, COST, CASES)
})
