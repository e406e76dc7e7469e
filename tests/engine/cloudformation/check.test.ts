import { describe, expect, test } from 'vitest'
import { cloudformationCheck } from '../../../src/engine/cloudformation/check.ts'
import { judge } from '../kubernetes/judge.ts'

const said = async (text: string, file = 'a.yaml'): Promise<string[]> =>
  (await judge(cloudformationCheck, { [file]: text })).lines.map((line) => line.replace(`${file}:`, ''))

/** A template with one bucket, and more. */
const template = (more: string, head = ''): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\n${head}Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n${more}`

describe('resources', () => {
  test('a right template, in YAML and in JSON', async () => {
    const properties =
      '    Properties:\n      Tags: [{Key: a, Value: !Ref "AWS::StackName"}]\n      VersioningConfiguration: {Status: Enabled}\n'
    expect(await said(template(properties))).toEqual([])
    const json = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: 'true' } } } }
    expect(await said(JSON.stringify(json), 'a.json')).toEqual([])
    expect(await said(JSON.stringify(json), 'a.template')).toEqual([])
  })

  test('an unknown type, with the nearest name', async () => {
    expect(await said('Resources:\n  A:\n    Type: AWS::S3::Buckett\n')).toEqual([
      'error 3:11 A: there is no type AWS::S3::Buckett, as far as is known here (did you mean "AWS::S3::Bucket"?)',
    ])
    expect(await said('Resources:\n  A:\n    Type: Mine::Own::Thing\n  B:\n    Type: AWS::SNS::Topic\n')).toEqual([])
  })

  test('an unknown property, at any depth', async () => {
    expect(await said(template('    Properties:\n      BucketNam: a\n'))).toEqual([
      'error 6:7 Bucket (AWS::S3::Bucket) has no property "BucketNam" (did you mean "BucketName"?)',
    ])
    expect(await said(template('    Properties:\n      VersioningConfiguration: {State: Enabled}\n'))).toEqual([
      'error 6:33 Bucket (AWS::S3::Bucket): VersioningConfiguration has no property "State" (it has Status)',
      'error 6:32 Bucket (AWS::S3::Bucket): VersioningConfiguration lacks "Status", which it must have',
    ])
  })

  test('a missing property', async () => {
    expect(await said('Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties: {Description: a}\n')).toEqual(
      [
        'error 4:17 A (AWS::Lambda::Function) lacks "Code", which it must have',
        'error 4:17 A (AWS::Lambda::Function) lacks "Role", which it must have',
      ],
    )
    expect(await said('Resources:\n  A:\n    Type: AWS::EC2::VPCGatewayAttachment\n')).toEqual([
      'error 2:3 A (AWS::EC2::VPCGatewayAttachment) lacks "VpcId", which it must have',
    ])
  })

  test('types: texts that read as numbers are numbers, and functions are anything', async () => {
    const queue = (value: string): string =>
      `Parameters:\n  P: {Type: Number, Default: 1}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: ${value}\n      QueueName: !Ref P\n`
    for (const right of ['5', '"5"', '!Ref P']) expect(await said(queue(right)), right).toEqual([])
    expect(await said(queue('soon'))).toEqual([
      'error 7:21 Q (AWS::SQS::Queue): DelaySeconds must be a whole number, and is the text "soon"',
    ])
    expect(await said(queue('[1]'))).toEqual([
      'error 7:21 Q (AWS::SQS::Queue): DelaySeconds must be a whole number, and is a list',
    ])
  })

  test('a word that is none of the permitted: an error where it is nearly one, else a warning', async () => {
    const status = (word: string): string => template(`    Properties: {VersioningConfiguration: {Status: ${word}}}\n`)
    expect(await said(status('enabled'))).toEqual([
      'error 5:52 Bucket (AWS::S3::Bucket): VersioningConfiguration.Status is "enabled", which is none of Enabled, Suspended (did you mean "Enabled"?)',
    ])
  })

  test('what only the resource gives, and what excludes each other', async () => {
    expect(await said(template('    Properties: {Arn: a}\n'))).toEqual([
      'error 5:18 Bucket (AWS::S3::Bucket): Arn is given by the resource, and cannot be set',
    ])
  })

  test('settings of a resource', async () => {
    expect(await said(template('    DeletePolicy: Retain\n'))).toEqual([
      'error 5:5 resource Bucket has no "DeletePolicy" (did you mean "DeletionPolicy"?)',
    ])
    expect(await said(template('    DeletionPolicy: Keep\n'))).toEqual([
      'error 5:21 DeletionPolicy of Bucket must be one of Delete, Retain, RetainExceptOnCreate, Snapshot, and is the text "Keep"',
    ])
    expect(await said(template('    DependsOn: [Topic]\n  Topik:\n    Type: AWS::SNS::Topic\n'))).toEqual([
      'error 5:17 there is no resource "Topic" (did you mean "Topik"?)',
    ])
  })

  test('custom resources are their own; they need a token', async () => {
    expect(
      await said('Resources:\n  A:\n    Type: Custom::Thing\n    Properties: {ServiceToken: a, Any: [1]}\n'),
    ).toEqual([])
    expect(await said('Resources:\n  A:\n    Type: Custom::Thing\n    Properties: {Any: 1}\n')).toEqual([
      'error 4:17 A lacks "ServiceToken", which it must have',
    ])
  })

  test('policies', async () => {
    const policy = (statement: string): string =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement: ${statement}\n`
    expect(await said(policy('{Effect: Allow, Action: "s3:*", Resource: "*"}'))).toEqual([])
    expect(
      await said(
        policy(
          '[!If [C, {Effect: Allow, NotAction: a, Resource: [a, !Ref P]}, !Ref AWS::NoValue]]\nConditions: {C: !Equals [a, b]}',
        ),
      ),
    ).toEqual(['error 7:73 resources need each other: P → P'])
    expect(await said(policy('{Efect: Allow, Action: a, Resource: a}'))).toEqual([
      'error 7:21 P: PolicyDocument: a statement has no "Efect" (did you mean "Effect"?)',
      'error 7:20 P: PolicyDocument: a statement must have an Effect',
    ])
    expect(await said(policy('{Effect: Allow, Action: {a: b}, Principal: "*"}'))).toEqual([
      'error 7:52 P: PolicyDocument: a statement has no "Principal" (it has Action, Condition, Effect, NotAction, Sid, NotResource, Resource)',
      'error 7:20 P: PolicyDocument: a statement must have Resource or NotResource',
      'error 7:44 P: PolicyDocument: Action is a text or a list of texts, and has a map',
    ])
  })

  test('ids, networks, and what a value asks of its neighbours', async () => {
    const group = (properties: string): string =>
      `Resources:\n  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {GroupDescription: a, ${properties}}\n`
    expect(
      await said(group('VpcId: vpc-12345678, SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 10.0.0.0/16}]')),
    ).toEqual([])
    expect(await said(group('VpcId: vpc-123'))).toEqual([
      'error 4:46 G (AWS::EC2::SecurityGroup): VpcId must be the id of a VPC, and is the text "vpc-123"',
    ])
    expect(await said(group('SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 10.0.0.1/16}]'))).toEqual([
      'error 4:87 G (AWS::EC2::SecurityGroup): SecurityGroupIngress[0].CidrIp must be an IPv4 network such as 10.0.0.0/16, and is the text "10.0.0.1/16"',
    ])
    expect(await said(template('    Properties: {AccessControl: PublicRead}\n'))).toEqual([
      'error 5:17 Bucket: lacks OwnershipControls, as AccessControl is PublicRead',
    ])
  })

  test('what cfn-init and updates are told', async () => {
    const instance =
      'Resources:\n  I:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init:\n        config:\n          files: {/etc/a: {conten: b}}\n'
    expect(await said(instance)).toEqual([
      'error 7:28 AWS::CloudFormation::Init: config.files./etc/a has no property "conten" (did you mean "content"?)',
    ])
    expect(await said(template('    UpdatePolicy: {AutoScalingRollingUpdate: {}}\n'))).toEqual([
      'error 5:19 Bucket: resources of the type AWS::S3::Bucket have no UpdatePolicy',
    ])
  })

  test('runtimes that AWS has given up', async () => {
    const found = await said(
      'Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties: {Role: !GetAtt R.Arn, Code: {ZipFile: x}, Handler: a, Runtime: nodejs8.10}\n  R:\n    Type: AWS::IAM::Role\n    Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}}\n',
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(
      /^error 4:80 A: AWS creates and changes no functions with nodejs8\.10 since \d{4}-\d\d-\d\d$/,
    )
  })
})

describe('references', () => {
  const output = (value: string): string => template(`Outputs:\n  A:\n    Value: ${value}\n`)

  test('Ref, GetAtt and Sub lead to something', async () => {
    for (const right of [
      '!Ref Bucket',
      '!GetAtt Bucket.Arn',
      'Fn::GetAtt: [Bucket, Arn]',
      '!Sub "${Bucket.Arn}/${AWS::Region}/${!literal}"',
    ])
      expect(await said(output(right.startsWith('Fn') ? `{"Fn::GetAtt": [Bucket, Arn]}` : right)), right).toEqual([])
    expect(await said(output('!Ref Buckets'))).toEqual([
      'error 7:12 there is no parameter and no resource "Buckets" (did you mean "Bucket"?)',
    ])
    expect(await said(output('!GetAtt Buckets.Arn'))).toEqual([
      'error 7:12 there is no resource "Buckets" (did you mean "Bucket"?)',
    ])
    expect(await said(output('!GetAtt Bucket.Ann'))).toEqual([
      'error 7:12 Bucket gives no attribute "Ann" (did you mean "Arn"?)',
    ])
    expect(await said(output('!Sub "${Bucke}/${Bucket.Ann}"'))).toEqual([
      'error 7:12 there is no parameter and no resource "Bucke" (did you mean "Bucket"?)',
      'error 7:12 Bucket gives no attribute "Ann" (did you mean "Arn"?)',
    ])
    expect(await said(output('!Sub ["${a}", {a: !Ref Bucket}]'))).toEqual([])
  })

  test('a placeholder outside of Sub is not filled in', async () => {
    expect(await said(output('"arn:${AWS::Partition}:s3:::${Bucket}"'))).toEqual([
      'error 7:12 ${AWS::Partition} stands outside of Sub, and is not filled in (put !Sub before the text)',
    ])
    expect(await said(output('"${aws:username}"'))).toEqual([])
  })

  test('conditions', async () => {
    const conditions =
      'Parameters:\n  Stage: {Type: String, Default: a}\nConditions:\n  Live: !Equals [!Ref Stage, live]\n'
    expect(await said(template('    Condition: Live\n', conditions))).toEqual([])
    expect(await said(template('    Condition: Life\n', conditions))).toEqual([
      'error 9:16 there is no condition "Life" (did you mean "Live"?)',
      'warning 5:3 condition Live is used nowhere',
    ])
    expect(await said(template('    Condition: Live\n', conditions.replace('!Ref Stage', '!Ref Bucket')))).toEqual([
      'error 5:18 a condition cannot know the resource "Bucket": conditions are decided before there are resources',
      'warning 3:3 parameter Stage is used nowhere',
    ])
  })

  test('mappings', async () => {
    const mappings = 'Mappings:\n  Sizes:\n    small: {memory: 1}\n'
    const look = (path: string): string => template(`    Properties: {BucketName: !FindInMap [${path}]}\n`, mappings)
    expect(await said(look('Sizes, small, memory'))).toEqual([])
    expect(await said(look('Sizes, small, memry'))).toEqual([
      'error 8:56 small in mapping Sizes has no key "memry" (did you mean "memory"?)',
    ])
    expect(await said(look('Size, small, memory'))).toEqual([
      'error 8:42 there is no mapping "Size" (did you mean "Sizes"?)',
      'warning 3:3 mapping Sizes is used nowhere',
    ])
  })

  test('resources that need each other', async () => {
    const group = (name: string, other: string): string =>
      `  ${name}:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: !Ref ${other}}\n`
    expect(await said(`Resources:\n${group('A', 'B')}${group('B', 'C')}${group('C', 'A')}`)).toEqual([
      'error 10:29 resources need each other: A → B → C → A',
    ])
  })

  test('what a macro or the Serverless Application Model makes is not missed', async () => {
    expect(await said(output('!Ref Buckets').replace('Resources', 'Transform: Own\nResources'))).toEqual([])
    const serverless =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {MemorySize: 128, Handler: a.b, Runtime: python3.13}\nOutputs:\n  A: {Value: !GetAtt FRole.Arn}\n  B: {Value: !Ref Nothing}\n'
    expect(await said(serverless)).toEqual(['error 8:14 there is no parameter and no resource "Nothing"'])
    expect(
      await said(
        serverless
          .replace(/^Transform.*\n/, '')
          .replace('!Ref Nothing', 'x')
          .replace('!GetAtt FRole.Arn', 'x'),
      ),
    ).toEqual(['error 3:11 F needs the transform AWS::Serverless-2016-10-31'])
    const loop =
      'Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Topics:\n    - Name\n    - [A, B]\n    - Topic${Name}:\n        Type: AWS::SNS::Topic\n        Properties: {TopicName: !Ref Name}\n'
    expect(await said(loop)).toEqual([])
  })
})

describe('functions', () => {
  test('their arguments', async () => {
    const name = (value: string): string => template(`    Properties: {BucketName: ${value}}\n`)
    expect(await said(name('!Join ["-", [a, b]]'))).toEqual([])
    expect(await said(name('!Join ["-"]'))).toEqual(['error 5:30 Join takes 2 arguments, and has 1'])
    expect(await said(name('!Join ["-", a]'))).toEqual([
      'error 5:42 Join takes a list as its second argument, and has the text "a"',
    ])
    expect(await said(name('!Select [2, [a, b]]'))).toEqual([
      'error 5:39 Select takes member 2 of a list of 2, counted from 0',
    ])
    expect(await said(name('!Base64 {Fn::Sub: "${Bucket}"}'))).toHaveLength(1)
    expect(await said(name('!Joyn ["-", [a]]'))).toEqual([
      'error 5:30 CloudFormation has no function "Joyn" (did you mean "Join"?)',
    ])
  })
})

describe('other sections', () => {
  test('parameters: types, defaults, use', async () => {
    const parameter = (text: string): string =>
      template('    Properties: {BucketName: !Ref P}\n', `Parameters:\n  P: {${text}}\n`)
    expect(await said(parameter('Type: String, Default: ab, AllowedPattern: "[a-z]+", MinLength: 2'))).toEqual([])
    expect(await said(parameter('Type: Strin'))).toEqual([
      'error 3:13 parameter P has the type Strin, which there is not (did you mean "String"?)',
    ])
    expect(await said(parameter('Type: String, Default: c, AllowedValues: [a, b]'))).toEqual([
      'error 3:30 the default of parameter P is none of its AllowedValues: "c"',
    ])
    expect(await said(parameter('Type: Number, Default: 9, MaxValue: 5'))).toEqual([
      'error 3:30 the default of parameter P is above its MaxValue',
    ])
    expect(await said(template('', 'Parameters:\n  P: {Type: String}\n'))).toEqual([
      'warning 3:3 parameter P is used nowhere',
    ])
  })

  test('names of sections, and limits', async () => {
    expect(await said(template('Output: {}\n'))).toEqual([
      'error 5:1 a template has no section "Output" (did you mean "Outputs"?)',
    ])
    const many = Array.from({ length: 501 }, (_, index) => `  T${index}: {Type: "AWS::SNS::Topic"}`).join('\n')
    expect(await said(`Resources:\n${many}\n`)).toEqual(['error 1:1 501 Resources, and CloudFormation takes 500'])
  })

  test('outputs', async () => {
    expect(await said(template('Outputs:\n  A: {Export: {Name: a}}\n  B: {Value: [1]}\n'))).toEqual([
      'error 6:3 output A lacks "Value", which it must have',
      'error 7:14 the value of output B must be a text, and is a list',
    ])
  })
})

test('other files are left alone', async () => {
  expect(await said('Resources:\n  a: {Type: Thing}\n')).toEqual([])
  expect(await said('apiVersion: v1\nkind: ConfigMap\ndata: {x: "AWSTemplateFormatVersion"}\n')).toEqual([])
})
