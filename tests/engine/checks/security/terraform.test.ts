import { describe, expect, test } from 'vitest'
import { securityCheck } from '../../../../src/engine/checks/security/check.ts'
import { SECURITY } from '../../../../src/engine/checks/security/rules.ts'
import { judgeWith, places } from '../judge.ts'
import { type RuleCase, resource, ruleCases } from '../rule-cases.ts'

const ingress = (from: number, to: number, cidr: string, protocol = 'tcp'): string =>
  resource(
    'aws_security_group_rule',
    'type = "ingress"',
    `from_port = ${from}`,
    `to_port = ${to}`,
    `protocol = "${protocol}"`,
    `cidr_blocks = ["${cidr}"]`,
  )

const redis = (inside: string): string =>
  resource('aws_elasticache_replication_group', 'at_rest_encryption_enabled = true', inside)
const containers = (inside: string): string =>
  resource('aws_ecs_task_definition', `container_definitions = jsonencode([{ name = "app", ${inside} }])`)

const CASES: RuleCase[] = [
  {
    rule: 'public-admin-port',
    line: 6,
    severity: 'error',
    fails: ingress(22, 22, '0.0.0.0/0'),
    passes: ingress(22, 22, '10.0.0.0/8'),
    nearMiss: ingress(443, 443, '0.0.0.0/0'),
  },
  {
    rule: 'public-admin-port',
    name: 'in a block of a group, with a range that takes it in',
    line: 6,
    fails: resource(
      'aws_security_group',
      'ingress {',
      '  from_port = 3300',
      '  to_port = 3310',
      '  protocol = "tcp"',
      '  cidr_blocks = ["0.0.0.0/0"]',
      '}',
    ),
    passes: resource(
      'aws_security_group',
      'ingress {',
      '  from_port = 3306',
      '  to_port = 3306',
      '  protocol = "tcp"',
      '  security_groups = [aws_security_group.b.id]',
      '}',
    ),
    nearMiss: resource(
      'aws_security_group',
      'egress {',
      '  from_port = 0',
      '  to_port = 0',
      '  protocol = "-1"',
      '  cidr_blocks = ["0.0.0.0/0"]',
      '}',
    ),
  },
  {
    rule: 'public-admin-port',
    name: 'every port, by the newer resource and IPv6',
    line: 2,
    fails: resource('aws_vpc_security_group_ingress_rule', 'cidr_ipv6 = "::/0"', 'ip_protocol = "-1"'),
    passes: resource('aws_vpc_security_group_ingress_rule', 'cidr_ipv6 = "fd00::/8"', 'ip_protocol = "-1"'),
    nearMiss: resource('aws_vpc_security_group_ingress_rule', 'cidr_ipv4 = var.network', 'ip_protocol = "-1"'),
  },
  {
    rule: 'public-port',
    line: 6,
    severity: 'warning',
    fails: ingress(8080, 8080, '0.0.0.0/0'),
    passes: ingress(443, 443, '0.0.0.0/0'),
    nearMiss: ingress(8, 0, '0.0.0.0/0', 'icmp'),
  },
  {
    rule: 'public-database',
    line: 2,
    severity: 'error',
    fails: resource('aws_db_instance', 'publicly_accessible = true'),
    passes: resource('aws_db_instance', 'publicly_accessible = false'),
    nearMiss: resource('aws_db_instance', 'publicly_accessible = var.public'),
  },
  {
    rule: 'public-bucket',
    line: 2,
    severity: 'error',
    fails: resource('aws_s3_bucket_acl', 'acl = "public-read"'),
    passes: resource('aws_s3_bucket_acl', 'acl = "private"'),
    nearMiss: resource('aws_s3_bucket_acl', 'acl = "log-delivery-write"'),
  },
  {
    rule: 'public-access-block',
    line: 3,
    fails: resource('aws_s3_bucket_public_access_block', 'block_public_acls = true', 'block_public_policy = false'),
    passes: resource('aws_s3_bucket_public_access_block', 'block_public_acls = true', 'block_public_policy = true'),
    nearMiss: `${resource('aws_s3_bucket_public_access_block', 'bucket = aws_s3_bucket.site.id', 'block_public_policy = false')}resource "aws_s3_bucket_website_configuration" "site" {\n  bucket = aws_s3_bucket.site.id\n}\n`,
  },
  {
    rule: 'imds-v1',
    fails: resource('aws_instance', 'instance_type = "t3.micro"'),
    passes: resource('aws_instance', 'metadata_options {', '  http_tokens = "required"', '}'),
    nearMiss: resource('aws_instance', 'launch_template {', '  id = aws_launch_template.a.id', '}'),
  },
  {
    rule: 'imds-v1',
    name: 'said to be optional',
    line: 3,
    fails: resource('aws_launch_template', 'metadata_options {', '  http_tokens = "optional"', '}'),
    passes: resource('aws_launch_template', 'metadata_options {', '  http_tokens = "required"', '}'),
    nearMiss: resource('aws_launch_template', 'metadata_options {', '  http_tokens = var.tokens', '}'),
  },
  {
    rule: 'public-cluster-endpoint',
    line: 2,
    fails: resource('aws_eks_cluster', 'vpc_config {', '  subnet_ids = []', '}'),
    passes: resource('aws_eks_cluster', 'vpc_config {', '  endpoint_public_access = false', '}'),
    nearMiss: resource(
      'aws_eks_cluster',
      'vpc_config {',
      '  endpoint_public_access = true',
      '  public_access_cidrs = ["203.0.113.0/24"]',
      '}',
    ),
  },
  {
    rule: 'plain-http',
    line: 4,
    fails: `${resource('aws_lb_listener', 'load_balancer_arn = aws_lb.front.arn', 'port = 80', 'protocol = "HTTP"', 'default_action {', '  type = "forward"', '}')}resource "aws_lb" "front" {\n}\n`,
    passes: `${resource('aws_lb_listener', 'load_balancer_arn = aws_lb.front.arn', 'port = 80', 'protocol = "HTTP"', 'default_action {', '  type = "redirect"', '}')}resource "aws_lb" "front" {\n}\n`,
    nearMiss: `${resource('aws_lb_listener', 'load_balancer_arn = aws_lb.front.arn', 'port = 80', 'protocol = "HTTP"', 'default_action {', '  type = "forward"', '}')}resource "aws_lb" "front" {\n  internal = true\n}\n`,
  },
  {
    rule: 'unencrypted',
    line: 2,
    fails: resource('aws_ebs_volume', 'encrypted = false'),
    passes: resource('aws_ebs_volume', 'encrypted = true'),
    nearMiss: `${resource('aws_ebs_volume', 'size = 10')}resource "aws_ebs_encryption_by_default" "a" {\n}\n`,
  },
  {
    rule: 'unencrypted',
    name: 'the volumes of a template',
    line: 4,
    fails: resource('aws_launch_template', 'block_device_mappings {', '  ebs {', '    encrypted = false', '  }', '}'),
    passes: resource('aws_launch_template', 'block_device_mappings {', '  ebs {', '    encrypted = true', '  }', '}'),
    nearMiss: resource('aws_launch_template', 'instance_type = "t4g.micro"'),
  },
  {
    rule: 'unencrypted',
    name: 'a cluster, and one that is encrypted whatever one says',
    fails: resource('aws_rds_cluster', 'engine = "aurora-mysql"'),
    passes: resource('aws_rds_cluster', 'storage_encrypted = true'),
    nearMiss: resource('aws_rds_cluster', 'engine_mode = "serverless"'),
  },
  {
    rule: 'unencrypted',
    name: 'a database, and a replica that follows its source',
    fails: resource('aws_db_instance', 'engine = "postgres"'),
    passes: resource('aws_db_instance', 'storage_encrypted = true'),
    nearMiss: resource('aws_db_instance', 'replicate_source_db = aws_db_instance.b.arn'),
  },
  {
    rule: 'unencrypted',
    name: 'a topic, and a queue that is encrypted by itself',
    fails: resource('aws_sns_topic', 'name_prefix = "orders"'),
    passes: resource('aws_sns_topic', 'kms_master_key_id = aws_kms_key.a.id'),
    nearMiss: resource('aws_sqs_queue', 'name_prefix = "orders"'),
  },
  {
    rule: 'unencrypted-transit',
    line: 3,
    fails: redis('transit_encryption_enabled = false'),
    passes: redis('transit_encryption_enabled = true'),
    nearMiss: redis('transit_encryption_enabled = var.tls'),
  },
  {
    rule: 'no-backup',
    fails: resource('aws_db_instance', 'storage_encrypted = true'),
    passes: resource('aws_db_instance', 'backup_retention_period = 7'),
    nearMiss: resource('aws_db_instance', 'replicate_source_db = "main"'),
  },
  {
    rule: 'no-access-logs',
    fails: resource('aws_lb', 'internal = true'),
    passes: resource('aws_lb', 'access_logs {', '  bucket = "logs"', '  enabled = true', '}'),
    nearMiss: resource(
      'aws_lb',
      'dynamic "access_logs" {',
      '  for_each = var.logs',
      '  content {',
      '    bucket = "logs"',
      '  }',
      '}',
    ),
  },
  {
    rule: 'weak-audit',
    fails: resource('aws_cloudtrail', 'enable_log_file_validation = true'),
    passes: resource('aws_cloudtrail', 'enable_log_file_validation = true', 'is_multi_region_trail = true'),
    nearMiss: resource('aws_eks_cluster', 'enabled_cluster_log_types = var.logs'),
  },
  {
    rule: 'key-rotation',
    fails: resource('aws_kms_key', 'description = "data"'),
    passes: resource('aws_kms_key', 'enable_key_rotation = true'),
    nearMiss: resource('aws_kms_key', 'customer_master_key_spec = "RSA_2048"'),
  },
  {
    rule: 'old-tls',
    fails: resource('aws_lb_listener', 'protocol = "HTTPS"'),
    passes: resource('aws_lb_listener', 'protocol = "HTTPS"', 'ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"'),
    nearMiss: resource('aws_lb_listener', 'protocol = "HTTP"'),
  },
  {
    rule: 'administrator-policy',
    line: 2,
    fails: resource('aws_iam_role_policy_attachment', 'policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"'),
    passes: resource('aws_iam_role_policy_attachment', 'policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"'),
    nearMiss: resource(
      'aws_iam_role_policy_attachment',
      'policy_arn = "arn:aws:iam::111122223333:policy/AdministratorAccessOfTests"',
    ),
  },
  {
    rule: 'long-lived-key',
    fails: resource('aws_iam_access_key', 'user = "ci"'),
    passes: resource('aws_iam_role', 'name_prefix = "ci"'),
    nearMiss: 'data "aws_iam_access_keys" "a" {\n  user = "ci"\n}\n',
  },
  {
    rule: 'managed-policy-name',
    line: 2,
    severity: 'error',
    fails: resource(
      'aws_iam_role_policy_attachment',
      'policy_arn = "arn:${data.aws_partition.a.partition}:iam::aws:policy/service-role/ConfigRole"',
    ),
    passes: resource(
      'aws_iam_role_policy_attachment',
      'policy_arn = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"',
    ),
    nearMiss: resource(
      'aws_iam_role_policy_attachment',
      'policy_arn = "arn:aws:iam::111122223333:policy/service-role/ConfigRole"',
    ),
  },
  {
    rule: 'privileged-container',
    line: 2,
    severity: 'error',
    fails: containers('privileged = true'),
    passes: containers('privileged = false'),
    nearMiss: containers('privileged = var.privileged'),
  },
  {
    rule: 'moving-image-tag',
    line: 2,
    fails: containers('image = "nginx:latest"'),
    passes: containers('image = "nginx:1.29.3"'),
    nearMiss: containers('image = "${aws_ecr_repository.a.repository_url}:${var.tag}"'),
  },
  {
    rule: 'secret-in-environment',
    line: 4,
    severity: 'error',
    fails: resource(
      'aws_lambda_function',
      'environment {',
      '  variables = {',
      '    DB_PASSWORD = "correct-horse"',
      '  }',
      '}',
    ),
    passes: resource(
      'aws_lambda_function',
      'environment {',
      '  variables = {',
      '    DB_PASSWORD = var.password',
      '  }',
      '}',
    ),
    nearMiss: resource(
      'aws_lambda_function',
      'environment {',
      '  variables = {',
      '    DB_SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"',
      '  }',
      '}',
    ),
  },
]

describe('security rules on Terraform', () => {
  ruleCases(securityCheck, SECURITY, CASES)

  test('values come from defaults, callers and files of values; what is not known is no finding', async () => {
    const group = `variable "networks" {\n  default = ["10.0.0.0/8"]\n}\n${resource('aws_security_group_rule', 'type = "ingress"', 'from_port = 22', 'to_port = 22', 'protocol = "tcp"', 'cidr_blocks = var.networks')}`
    expect(await judgeWith(securityCheck, { 'main.tf': group })).toEqual([])
    const open = 'networks = ["0.0.0.0/0"]\n'
    expect(places(await judgeWith(securityCheck, { 'main.tf': group, 'environments/dev.tfvars': open }))).toEqual([
      'main.tf:9 public-admin-port',
    ])
    const call = `module "group" {\n  source   = "./group"\n  networks = ["0.0.0.0/0"]\n}\n`
    expect(places(await judgeWith(securityCheck, { 'main.tf': call, 'group/main.tf': group }))).toEqual([
      'group/main.tf:9 public-admin-port',
    ])
    const unknown = call.replace('["0.0.0.0/0"]', 'data.http.mine.body')
    expect(await judgeWith(securityCheck, { 'main.tf': unknown, 'group/main.tf': group })).toEqual([])
  })

  test('objects have what their type gives them by default', async () => {
    const text = (encrypted: string) => `variable "disks" {
  type = list(object({
    size      = number
    encrypted = optional(bool, ${encrypted})
  }))
  default = [{ size = 10 }]
}
resource "aws_launch_template" "a" {
  dynamic "block_device_mappings" {
    for_each = var.disks
    content {
      ebs {
        encrypted = block_device_mappings.value.encrypted
      }
    }
  }
  metadata_options {
    http_tokens = "required"
  }
}
`
    expect(await judgeWith(securityCheck, { 'main.tf': text('true') })).toEqual([])
    expect(places(await judgeWith(securityCheck, { 'main.tf': text('false') }))).toEqual(['main.tf:13 unencrypted'])
  })

  test('rules that are made for each of a map', async () => {
    const text = `locals {
  rules = {
    ssh = { port = 22, from = "0.0.0.0/0" }
    web = { port = 443, from = "0.0.0.0/0" }
  }
}
resource "aws_vpc_security_group_ingress_rule" "a" {
  for_each    = local.rules
  ip_protocol = "tcp"
  from_port   = each.value.port
  to_port     = each.value.port
  cidr_ipv4   = each.value.from
}
`
    expect(places(await judgeWith(securityCheck, { 'main.tf': text }))).toEqual(['main.tf:12 public-admin-port'])
  })

  test('a comment with the rule and a reason silences it', async () => {
    const text = resource(
      'aws_db_instance',
      '# skillchain:ignore[public-database] a honeypot',
      'publicly_accessible = true',
      'storage_encrypted = true',
      'backup_retention_period = 1',
    )
    expect(await judgeWith(securityCheck, { 'main.tf': text })).toEqual([])
  })
})
