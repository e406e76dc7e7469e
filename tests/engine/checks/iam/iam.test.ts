import { describe, expect, test } from 'vitest'
import { iamCheck } from '../../../../src/engine/checks/iam/check.ts'
import type { Diagnostic } from '../../../../src/engine/protocol/diagnostic.ts'
import { judgeWith, places } from '../judge.ts'

/** Findings in the policy of an identity that has this statement. */
async function statement(inside: string): Promise<Diagnostic[]> {
  return judgeWith(iamCheck, {
    'main.tf': `resource "aws_iam_policy" "a" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      ${inside}
    }]
  })
}
`,
  })
}

const rules = (found: readonly Diagnostic[]): string[] => found.map((one) => one.rule ?? '')
const READ = 'Effect = "Allow", Action = "s3:GetObject"'
const ONTO = 'Resource = "arn:aws:s3:::orders/*"'

describe('what AWS refuses', () => {
  test.each([
    ['a statement without an effect', `Action = "s3:GetObject", ${ONTO}`, 'The statement has no Effect.'],
    ['an effect that is none', `Effect = "Permit", Action = "s3:GetObject", ${ONTO}`, 'The Effect is "Permit"'],
    ['no action', `Effect = "Allow", ${ONTO}`, 'The statement has no Action.'],
    ['no resource', READ, 'The statement has no Resource.'],
    ['an unknown element', `${READ}, ${ONTO}, Conditions = {}`, 'Did you mean "Condition"?'],
    ['a principal in a policy of an identity', `${READ}, ${ONTO}, Principal = "*"`, 'has no Principal'],
    ['both actions', `${READ}, NotAction = "s3:PutObject", ${ONTO}`, 'both Action and NotAction'],
    ['an action without its service', `Effect = "Allow", Action = "GetObject", ${ONTO}`, 'names no service'],
    ['a resource that is no ARN', `${READ}, Resource = "orders/*"`, 'is no ARN'],
    [
      'an operator that is none',
      `${READ}, ${ONTO}, Condition = { StringMatches = { "aws:PrincipalOrgID" = "o-1" } }`,
      'is no condition operator',
    ],
    ['a Sid with a blank', `Sid = "read it", ${READ}, ${ONTO}`, 'may hold letters and digits only'],
  ])('%s', async (_, inside, message) => {
    const found = await statement(inside)
    expect(found.map((one) => `${one.severity}: ${one.message}`).join('\n')).toContain(message)
    expect(found.every((one) => one.severity === 'error')).toBe(true)
  })

  test.each([
    ['a plain statement', `${READ}, ${ONTO}`],
    ['lists', `Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = ["arn:aws:s3:::orders/*"]`],
    [
      'an operator with its modifiers',
      `${READ}, ${ONTO}, Condition = { "ForAnyValue:StringLikeIfExists" = { "aws:PrincipalOrgPaths" = "o-1/*" } }`,
    ],
    ['what is not known yet', 'Effect = var.effect, Action = var.actions, Resource = var.resources'],
  ])('and takes %s', async (_, inside) => {
    expect(await statement(inside)).toEqual([])
  })

  test('a version that is none, and a policy without statements', async () => {
    const found = await judgeWith(iamCheck, {
      'main.tf': `resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-18", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_policy" "b" {
  policy = jsonencode({ Version = "2012-10-17" })
}
`,
    })
    expect(places(found)).toEqual(['main.tf:2 iam-syntax', 'main.tf:5 iam-syntax'])
  })

  test('a role that is trusted needs a principal and takes no resource', async () => {
    const trust = (inside: string) =>
      judgeWith(iamCheck, {
        'a.tf': `resource "aws_iam_role" "a" {\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", ${inside} }] })\n}\n`,
      })
    expect(await trust('Principal = { Service = "ec2.amazonaws.com" }')).toEqual([])
    expect(rules(await trust('Resource = "*"'))).toEqual(['iam-syntax', 'iam-syntax'])
  })
})

describe('names', () => {
  test('an action with a slip is an error that names the right one', async () => {
    const [found] = await statement(`Effect = "Allow", Action = "s3:GetObjct", ${ONTO}`)
    expect(found).toMatchObject({ severity: 'error', rule: 'iam-unknown-action', line: 5 })
    expect(found?.message).toContain('Did you mean "GetObject"?')
  })

  test('what may be newer than the list is a warning that says how old the list is', async () => {
    const [action] = await statement('Effect = "Allow", Action = "s3:BrewCoffee", Resource = "*"')
    expect(action).toMatchObject({ severity: 'warning', rule: 'iam-unknown-action' })
    expect(action?.message).toMatch(/in the list of \d{4}-\d\d-\d\d/)
    const [service] = await statement('Effect = "Allow", Action = "coffee:Brew", Resource = "*"')
    expect(service).toMatchObject({ severity: 'warning', rule: 'iam-unknown-service' })
  })

  test('case does not matter, and what is interpolated is not guessed', async () => {
    expect(await statement(`Effect = "Allow", Action = "S3:getobject", ${ONTO}`)).toEqual([])
    expect(await statement(`Effect = "Allow", Action = "s3:\${var.verb}Object", ${ONTO}`)).toEqual([])
  })

  test('a wildcard that matches nothing', async () => {
    expect(rules(await statement(`Effect = "Allow", Action = "s3:GetObjekt*", ${ONTO}`))).toEqual([
      'iam-matches-nothing',
    ])
    // A list of verbs for many services is not meant for each of them.
    expect(await statement('Effect = "Allow", Action = ["ce:Describe*", "ce:View*"], Resource = "*"')).toEqual([])
  })

  test('a condition key that its service does not have', async () => {
    const key = (name: string) => statement(`${READ}, ${ONTO}, Condition = { StringEquals = { "${name}" = "x" } }`)
    expect(rules(await key('s3:ExistingObjectTags/team'))).toEqual(['iam-condition-key'])
    expect(await key('s3:ExistingObjectTag/team')).toEqual([])
    expect(await key('aws:ResourceTag/team')).toEqual([])
    expect(await key('token.actions.githubusercontent.com:sub')).toEqual([])
  })
})

describe('what a statement never permits', () => {
  test('an action on objects where there is only the bucket', async () => {
    const found = await judgeWith(iamCheck, {
      'main.tf': `data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = [aws_s3_bucket.orders.arn]
  }
}
`,
    })
    expect(places(found)).toEqual(['main.tf:3 iam-never-applies'])
    expect(found[0]?.message).toContain('s3:GetObject works on')
  })

  test.each([
    ['bucket and objects', '"s3:ListBucket", "s3:GetObject"', 'aws_s3_bucket.a.arn, "${aws_s3_bucket.a.arn}/*"'],
    ['a resource that is not known', '"s3:GetObject"', 'var.bucket_arn'],
    ['a module that is not here', '"s3:GetObject"', 'module.bucket.arn'],
    ['variables of the policy', '"s3:GetObject"', '"arn:aws:s3:::home/$${aws:username}/*"'],
    ['a part that is a wildcard', '"logs:PutLogEvents"', '"arn:aws:logs:*:*:*"'],
  ])('nothing is said of %s', async (_, actions, resources) => {
    const found = await judgeWith(iamCheck, {
      'main.tf': `data "aws_iam_policy_document" "a" {\n  statement {\n    actions = [${actions}]\n    resources = [${resources}]\n  }\n}\n`,
    })
    expect(found).toEqual([])
  })

  test('an action that cannot be limited needs *', async () => {
    expect(
      rules(
        await statement(
          'Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "arn:aws:ecr:eu-west-1:111122223333:repository/a"',
        ),
      ),
    ).toEqual(['iam-never-applies'])
    expect(await statement('Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*"')).toEqual([])
  })
})

describe('what permits too much', () => {
  test.each([
    ['iam-full-admin', 'error', 'Action = "*", Resource = "*"'],
    ['iam-full-admin', 'error', 'Action = "iam:*", Resource = "*"'],
    ['iam-service-wildcard', 'warning', 'Action = ["s3:*", "sqs:*"], Resource = "*"'],
    ['iam-write-anywhere', 'warning', 'Action = ["s3:DeleteObject", "s3:ListAllMyBuckets"], Resource = "*"'],
    ['iam-pass-role', 'warning', 'Action = "iam:PassRole", Resource = "*"'],
    ['iam-allow-not-action', 'warning', 'NotAction = "iam:*", Resource = "*"'],
  ])('%s', async (rule, severity, inside) => {
    const found = await statement(`Effect = "Allow", ${inside}`)
    expect(found).toMatchObject([{ rule, severity }])
    expect(found[0]?.hint).toBeTruthy()
  })

  test.each([
    ['a denial', 'Effect = "Deny", Action = "*", Resource = "*"'],
    ['reading', 'Effect = "Allow", Action = ["ec2:Describe*", "s3:ListAllMyBuckets"], Resource = "*"'],
    ['what cannot be limited', 'Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*"'],
    ['a service on one resource', 'Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::orders"'],
    [
      'writing under a condition',
      'Effect = "Allow", Action = "ec2:TerminateInstances", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "orders" } }',
    ],
    ['passing one role', 'Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/task"'],
  ])('%s is no finding', async (_, inside) => {
    expect(await statement(inside)).toEqual([])
  })

  test('everybody, without a condition', async () => {
    const bucket = (inside: string) =>
      judgeWith(iamCheck, {
        'a.tf': `resource "aws_s3_bucket_policy" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Resource = "arn:aws:s3:::a/*", ${inside} }] })\n}\n`,
      })
    expect(await bucket('Action = "s3:PutObject"')).toMatchObject([{ rule: 'iam-public', severity: 'error' }])
    expect(await bucket('Action = "s3:GetObject"')).toMatchObject([{ rule: 'iam-public', severity: 'warning' }])
    const limited = 'Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }'
    expect(await bucket(`Action = "s3:PutObject", ${limited}`)).toEqual([])
  })

  test('the policy of an endpoint is open by design', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `resource "aws_vpc_endpoint" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })\n}\n`,
    })
    expect(found).toEqual([])
  })

  test('a role for a workflow names its repository', async () => {
    const role = (condition: string) =>
      judgeWith(iamCheck, {
        'a.tf': `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]
    }
    ${condition}
  }
}
resource "aws_iam_role" "a" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`,
      })
    const sub = (value: string) =>
      `condition {\n      test = "StringLike"\n      variable = "token.actions.githubusercontent.com:sub"\n      values = ["${value}"]\n    }`
    expect(places(await role(''))).toEqual(['a.tf:6 iam-open-federation'])
    expect(places(await role(sub('repo:*')))).toEqual(['a.tf:11 iam-open-federation'])
    expect(await role(sub('repo:acme/shop:ref:refs/heads/main'))).toEqual([])
  })
})

describe('where policies are found', () => {
  const open = '{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }'

  test('a heredoc, at the line of what is wrong', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `resource "aws_iam_policy" "a" {
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObjct",
    "Resource": "arn:aws:s3:::\${var.bucket}/*"
  }]
}
EOF
}
`,
    })
    expect(found).toMatchObject([{ line: 7, column: 15, rule: 'iam-unknown-action' }])
  })

  test('a heredoc that is no JSON', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `resource "aws_iam_policy" "a" {\n  policy = <<EOF\n{\n  "Version": "2012-10-17"\n  "Statement": []\n}\nEOF\n}\n`,
    })
    expect(found).toMatchObject([{ line: 5, rule: 'iam-syntax', severity: 'error' }])
  })

  test('a file of JSON, also as a template', async () => {
    expect(places(await judgeWith(iamCheck, { 'policies/admin.json': open }))).toEqual([
      'policies/admin.json:1 iam-full-admin',
    ])
    const template = open.replace('"Resource": "*"', '"Resource": "${bucket_arn}"').replace('"*"', '"s3:GetObject"')
    expect(await judgeWith(iamCheck, { 'policies/read.json': template })).toEqual([])
  })

  test('locals, and lists that are put together', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `locals {
  base = [{ Effect = "Allow", Action = "*", Resource = "*" }]
}
resource "aws_iam_role_policy" "a" {
  policy = jsonencode({ Statement = concat(local.base, var.more) })
}
`,
    })
    expect(places(found)).toEqual(['a.tf:2 iam-full-admin'])
  })

  test('a module is judged with what its callers give it, and said once', async () => {
    const module = `variable "actions" { type = list(string) }
resource "aws_iam_policy" "a" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`
    const call = (name: string, actions: string) =>
      `module "${name}" {\n  source  = "./access"\n  actions = ${actions}\n}\n`
    const files = (text: string) => ({ 'main.tf': text, 'access/main.tf': module })
    expect(await judgeWith(iamCheck, files(call('a', '["ec2:DescribeInstances"]')))).toEqual([])
    const twice = call('a', '["*"]') + call('b', '["*"]')
    expect(places(await judgeWith(iamCheck, files(twice)))).toEqual(['access/main.tf:3 iam-full-admin'])
    expect(await judgeWith(iamCheck, files(call('a', 'var.from_above')))).toEqual([])
  })

  test('what is not made is not judged', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `resource "aws_iam_policy" "a" {\n  count  = 0\n  policy = jsonencode(${open.replaceAll(':', ' =')})\n}\n`,
    })
    expect(found).toEqual([])
  })

  test('policies of an organization that are in a language of their own', async () => {
    const found = await judgeWith(iamCheck, {
      'a.tf': `resource "aws_organizations_policy" "a" {\n  type    = "TAG_POLICY"\n  content = jsonencode({ tags = { team = {} } })\n}\n`,
    })
    expect(found).toEqual([])
  })
})
