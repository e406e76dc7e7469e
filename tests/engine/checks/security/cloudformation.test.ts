import { describe, expect, test } from 'vitest'
import { costCheck } from '../../../../src/engine/checks/cost/check.ts'
import { iamCheck } from '../../../../src/engine/checks/iam/check.ts'
import type { Check } from '../../../../src/engine/checks/index.ts'
import { portabilityCheck } from '../../../../src/engine/checks/portability/check.ts'
import { securityCheck } from '../../../../src/engine/checks/security/check.ts'
import { judgeWith, places } from '../judge.ts'

/** A template with one resource of these properties. */
function template(type: string, properties: string, rest = ''): string {
  const indented = properties.replace(/^(?=.)/gm, '      ')
  return `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Thing:\n    Type: ${type}\n    Properties:\n${indented}\n${rest}`
}

interface Case {
  check: Check
  rule: string
  type: string
  fails: string
  passes: string
  nearMiss: string
}

const CASES: Case[] = [
  {
    check: securityCheck,
    rule: 'public-admin-port',
    type: 'AWS::EC2::SecurityGroup',
    fails: 'SecurityGroupIngress:\n  - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }',
    passes: 'SecurityGroupIngress:\n  - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }',
    nearMiss: 'SecurityGroupIngress:\n  - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office }',
  },
  {
    check: securityCheck,
    rule: 'public-database',
    type: 'AWS::RDS::DBInstance',
    fails: 'PubliclyAccessible: true',
    passes: 'PubliclyAccessible: false',
    nearMiss: 'PubliclyAccessible: !If [IsTest, true, false]',
  },
  {
    check: securityCheck,
    rule: 'public-bucket',
    type: 'AWS::S3::Bucket',
    fails: 'AccessControl: PublicRead',
    passes: 'AccessControl: Private',
    nearMiss: 'AccessControl: LogDeliveryWrite',
  },
  {
    check: securityCheck,
    rule: 'unencrypted',
    type: 'AWS::EFS::FileSystem',
    fails: 'PerformanceMode: generalPurpose',
    passes: 'Encrypted: true',
    nearMiss: 'Encrypted: !Ref Encrypt',
  },
  {
    check: securityCheck,
    rule: 'no-backup',
    type: 'AWS::RDS::DBInstance',
    fails: 'BackupRetentionPeriod: 0',
    passes: 'BackupRetentionPeriod: 7',
    // CloudFormation keeps them for a day without a word.
    nearMiss: 'Engine: postgres',
  },
  {
    check: securityCheck,
    rule: 'old-tls',
    type: 'AWS::CloudFront::Distribution',
    fails: 'DistributionConfig: { ViewerCertificate: { MinimumProtocolVersion: TLSv1 } }',
    passes: 'DistributionConfig: { ViewerCertificate: { MinimumProtocolVersion: TLSv1.2_2021 } }',
    nearMiss: 'DistributionConfig: { ViewerCertificate: { MinimumProtocolVersion: !Ref Tls } }',
  },
  {
    check: securityCheck,
    rule: 'secret-in-environment',
    type: 'AWS::Lambda::Function',
    fails: 'Environment: { Variables: { DB_PASSWORD: correct-horse } }',
    passes: 'Environment: { Variables: { DB_PASSWORD: !Sub "{{resolve:secretsmanager:${Secret}}}" } }',
    nearMiss: 'Environment: { Variables: { DB_PASSWORD: "{{resolve:ssm-secure:/db/password}}" } }',
  },
  {
    check: securityCheck,
    rule: 'administrator-policy',
    type: 'AWS::IAM::Role',
    fails: 'ManagedPolicyArns: [!Sub "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"]',
    passes: 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]',
    nearMiss: 'ManagedPolicyArns: [!Ref Policy]',
  },
  {
    check: costCheck,
    rule: 'logs-kept-forever',
    type: 'AWS::Logs::LogGroup',
    fails: 'LogGroupName: !Sub "/app/${AWS::StackName}"',
    passes: 'RetentionInDays: 30',
    nearMiss: 'RetentionInDays: !Ref Days',
  },
  {
    check: portabilityCheck,
    rule: 'expired-runtime',
    type: 'AWS::Lambda::Function',
    fails: 'Runtime: python3.8',
    passes: 'Runtime: python3.14',
    nearMiss: 'Runtime: provided.al2023',
  },
  {
    check: portabilityCheck,
    rule: 'bucket-name',
    type: 'AWS::S3::Bucket',
    fails: 'BucketName: orders-logs',
    passes: 'BucketName: !Sub "orders-logs-${AWS::AccountId}"',
    nearMiss: 'BucketName: !Ref Name',
  },
  {
    check: portabilityCheck,
    rule: 'fixed-region',
    type: 'AWS::EC2::Subnet',
    fails: 'AvailabilityZone: eu-west-1a',
    passes: 'AvailabilityZone: !Select [0, !GetAZs ""]',
    nearMiss: 'AvailabilityZone: !Sub "${AWS::Region}a"',
  },
  {
    check: iamCheck,
    rule: 'iam-full-admin',
    type: 'AWS::IAM::ManagedPolicy',
    fails: 'PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] }',
    passes:
      'PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${Bucket.Arn}/*" }] }',
    nearMiss: 'PolicyDocument: { Statement: [{ Effect: Deny, Action: "*", Resource: "*" }] }',
  },
  {
    check: iamCheck,
    rule: 'iam-syntax',
    type: 'AWS::IAM::Role',
    fails: 'AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: "sts:AssumeRole" }] }',
    passes:
      'AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: "sts:AssumeRole" }] }',
    nearMiss: 'AssumeRolePolicyDocument: !If [Lambda, { Statement: [] }, { Statement: [] }]',
  },
]

describe('the same subjects in CloudFormation', () => {
  test.each(CASES)('$rule', async ({ check, rule, type, fails, passes, nearMiss }) => {
    const found = async (text: string) =>
      (await judgeWith(check, { 'stack.yaml': template(type, text) })).filter((one) => one.rule === rule)
    expect(await found(fails)).toHaveLength(1)
    expect(await found(passes)).toEqual([])
    expect(await found(nearMiss)).toEqual([])
  })

  test('a template in JSON, at its line', async () => {
    const text =
      '{\n  "Resources": {\n    "Db": {\n      "Type": "AWS::RDS::DBInstance",\n      "Properties": {\n        "PubliclyAccessible": "true"\n      }\n    }\n  }\n}\n'
    const found = await judgeWith(securityCheck, { 'stack.json': text })
    expect(places(found)).toContain('stack.json:6 public-database')
  })

  test('parameters count as they are by default, and an action on objects needs objects', async () => {
    const text = template(
      'AWS::IAM::ManagedPolicy',
      'PolicyDocument:\n  Statement:\n    - Effect: Allow\n      Action: s3:GetObject\n      Resource: !GetAtt Store.Arn',
      '  Store:\n    Type: AWS::S3::Bucket\n',
    )
    expect(places(await judgeWith(iamCheck, { 'stack.yaml': text }))).toEqual(['stack.yaml:9 iam-never-applies'])
    const open = template(
      'AWS::EC2::SecurityGroup',
      'SecurityGroupIngress:\n  - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From }',
      'Parameters:\n  From:\n    Type: String\n    Default: 0.0.0.0/0\n',
    )
    expect(places(await judgeWith(securityCheck, { 'stack.yaml': open }))).toEqual(['stack.yaml:7 public-admin-port'])
  })

  test('functions of SAM have what Globals gives them', async () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs14.x
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AmazonS3ReadOnlyAccess
        - Statement:
            - { Effect: Allow, Action: 's3:GetObjct', Resource: 'arn:aws:s3:::a/*' }
`
    const files = { 'template.yaml': text }
    expect(places(await judgeWith(portabilityCheck, files))).toEqual(['template.yaml:4 expired-runtime'])
    expect(places(await judgeWith(iamCheck, files))).toEqual(['template.yaml:12 iam-unknown-action'])
  })

  test('other YAML is no template', async () => {
    expect(
      await judgeWith(securityCheck, { 'values.yaml': 'Resources:\n  a:\n    PubliclyAccessible: true\n' }),
    ).toEqual([])
  })
})
