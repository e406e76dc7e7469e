import { describe, expect, test } from 'vitest'
import { cloudformationCheck } from '../../../src/engine/cloudformation/check.ts'
import { judge } from '../kubernetes/judge.ts'

/** Its errors: what is used nowhere is not the subject here. */
const said = async (text: string): Promise<string[]> =>
  (await judge(cloudformationCheck, { 'a.yaml': text })).lines
    .filter((line) => line.startsWith('error '))
    .map((line) => line.replace('a.yaml:', ''))

/** One resource with its properties on one line, and what stands beside the resources. */
const resource = (type: string, properties: string, more = ''): string =>
  `Resources:\n  A:\n    Type: AWS::${type}\n    Properties: {${properties}}\n${more}`

const VPC = '  V:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n'

describe('what a value may be', () => {
  test('numbers between the least and the most', async () => {
    expect(await said(resource('SQS::Queue', 'DelaySeconds: 900'))).toEqual([])
    expect(await said(resource('SQS::Queue', 'DelaySeconds: "901"'))).toEqual([
      'error 4:32 A (AWS::SQS::Queue): DelaySeconds is 901, and 900 is the most',
    ])
  })

  test('texts of some length, and of a pattern', async () => {
    const role = (name: string): string =>
      resource('IAM::Role', `AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}, RoleName: ${name}`)
    expect(await said(role('deploy.prod@acme'))).toEqual([])
    expect(await said(role(`"${'a'.repeat(65)}"`))).toEqual([
      'error 4:94 A (AWS::IAM::Role): RoleName has 65 characters, and 64 is the most',
    ])
    expect(await said(role('"deploy prod"'))).toEqual([
      'error 4:94 A (AWS::IAM::Role): RoleName is "deploy prod", which does not match ^[\\w+=,.@-]+$',
    ])
    expect(await said(role('"{{resolve:ssm:/a b}}"'))).toEqual([])
  })

  test('lists of some length, with no item twice', async () => {
    const balancer = (groups: string): string =>
      resource(
        'ElasticLoadBalancingV2::LoadBalancer',
        `Subnets: [subnet-12345678, subnet-12345679], SecurityGroups: ${groups}`,
        'Conditions: {C: !Equals [!Ref AWS::Region, a]}\n',
      )
    expect(await said(balancer('[sg-12345678, sg-12345679]'))).toEqual([])
    expect(await said(balancer('[sg-12345678, sg-12345679, sg-12345678]'))).toEqual([
      'error 4:106 A (AWS::ElasticLoadBalancingV2::LoadBalancer): SecurityGroups holds this item twice',
    ])
    expect(await said(balancer('[!If [C, sg-12345678, !Ref AWS::NoValue], sg-12345679, sg-12345679]'))).toEqual([])
    expect(await said(resource('ElasticLoadBalancing::LoadBalancer', 'Listeners: [], Subnets: []'))).toEqual([])
    expect(
      await said(
        resource('RDS::DBProxyEndpoint', 'DBProxyEndpointName: a, DBProxyName: b, VpcSubnetIds: [subnet-12345678]'),
      ),
    ).toEqual(['error 4:72 A (AWS::RDS::DBProxyEndpoint): VpcSubnetIds has 1 item, and 2 is the least'])
  })

  test('what another resource gives is of the form that is asked for', async () => {
    const subnet = (vpc: string): string => resource('EC2::Subnet', `VpcId: ${vpc}, CidrBlock: 10.0.0.0/24`, VPC)
    expect(await said(subnet('!Ref V'))).toEqual([])
    expect(await said(subnet('!GetAtt V.VpcId'))).toEqual([])
    expect(await said(subnet('!GetAtt V.DefaultSecurityGroup'))).toEqual([
      'error 4:25 A (AWS::EC2::Subnet): VpcId must be the id of a VPC, and V.DefaultSecurityGroup is something else (use GetAtt V.VpcId)',
    ])
    const task = (role: string): string =>
      resource(
        'ECS::TaskDefinition',
        `TaskRoleArn: ${role}`,
        '  R:\n    Type: AWS::IAM::Role\n    Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}}\n',
      )
    expect(await said(task('!GetAtt R.Arn'))).toEqual([])
    expect(await said(task('!Ref R'))).toEqual([
      'error 4:31 A (AWS::ECS::TaskDefinition): TaskRoleArn must be the ARN of a role, and Ref of R is something else (use GetAtt R.Arn)',
    ])
  })
})

describe('what a property asks of others', () => {
  test('that they are there, and that they are not', async () => {
    const project = (source: string): string =>
      resource(
        'CodeBuild::Project',
        `Artifacts: {Type: NO_ARTIFACTS}, Environment: {ComputeType: a, Image: a, Type: LINUX_CONTAINER}, ServiceRole: a, Source: ${source}`,
      )
    expect(await said(project('{Type: S3, Location: a/b}'))).toEqual([])
    expect(await said(project('{Type: S3}'))).toEqual(['error 4:139 A: lacks Location, as Type is S3'])
    const table = (more: string): string =>
      resource(
        'DynamoDB::Table',
        `KeySchema: [{AttributeName: a, KeyType: HASH}], AttributeDefinitions: [{AttributeName: a, AttributeType: S}], BillingMode: ${more}`,
      )
    expect(await said(table('PAY_PER_REQUEST'))).toEqual([])
    const [error] = await said(
      table('PAY_PER_REQUEST, ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}'),
    )
    expect(error).toMatch(/A: cannot have ProvisionedThroughput, as BillingMode is PAY_PER_REQUEST$/)
  })

  test('of what a function decides nothing is said', async () => {
    const parameters = 'Parameters: {P: {Type: String}}\n'
    const cluster = (more: string): string => resource('RDS::DBCluster', more, parameters)
    expect(await said(cluster('Engine: aurora-mysql, AllocatedStorage: 10'))).toEqual([
      'error 4:58 A: cannot have AllocatedStorage, as Engine is aurora-mysql',
    ])
    expect(await said(cluster('Engine: !Ref P, AllocatedStorage: 10'))).toEqual([])
  })

  test('each way that conditions leave open must be right', async () => {
    const conditions = 'Conditions: {C: !Equals [!Ref AWS::Region, a]}\n'
    const balancer = (subnets: string): string =>
      resource('ElasticLoadBalancingV2::LoadBalancer', `Subnets: ${subnets}`, conditions)
    expect(await said(balancer('[subnet-12345678, subnet-12345679]'))).toEqual([])
    expect(await said(balancer('!If [C, [subnet-12345678, subnet-12345679], [subnet-12345670]]'))).toEqual([
      'error 4:71 A: must have at least 2 items',
    ])
    expect(await said(balancer('[!If [C, subnet-12345678, !Ref AWS::NoValue]]'))).toEqual([])
  })
})

describe('what waits for something that is not always made', () => {
  const two = (own: string, other: string, conditions: string): string =>
    `Parameters:\n  Env: {Type: String, AllowedValues: [dev, test, prod]}\n  Size: {Type: String}\nConditions:\n${conditions}Resources:\n  A:\n    Type: AWS::SNS::Topic\n    DependsOn: B\n${own}  B:\n    Type: AWS::SNS::Topic\n${other}`
  const IS = '  Prod: !Equals [!Ref Env, prod]\n  Big: !Equals [!Ref Size, big]\n'
  const when = (name: string): string => `    Condition: ${name}\n`

  test('an unconditional one', async () => {
    expect(await said(two('', when('Prod'), IS))).toContain(
      'error 10:16 A waits for B, which is not made when Prod is false',
    )
    expect(await said(two(when('Prod'), '', IS))).not.toContainEqual(expect.stringContaining('waits'))
  })

  test('conditions that follow from each other are right', async () => {
    const both = `${IS}  Both: !And [!Condition Prod, !Condition Big]\n  Any: !Or [!Condition Prod, !Condition Big]\n  NotDev: !Not [!Equals [!Ref Env, dev]]\n`
    const waits = async (own: string, other: string): Promise<boolean> =>
      (await said(two(when(own), when(other), both))).some((line) => line.includes('waits for'))
    expect(await waits('Prod', 'Prod')).toBe(false)
    expect(await waits('Both', 'Prod')).toBe(false)
    expect(await waits('Prod', 'Any')).toBe(false)
    // Two values of one parameter exclude each other.
    expect(await waits('Prod', 'NotDev')).toBe(false)
    expect(await waits('Any', 'Prod')).toBe(true)
    expect(await waits('Big', 'Prod')).toBe(true)
    expect(await waits('NotDev', 'Prod')).toBe(true)
  })
})

test('functions stand only where AWS takes them', async () => {
  const output = (value: string, head = ''): string =>
    `${head}Parameters: {L: {Type: CommaDelimitedList}}\nMappings: {M: {a: {b: c}}}\nResources: {A: {Type: AWS::SNS::Topic}}\nOutputs:\n  O:\n    Value: ${value}\n`
  const functions = async (text: string): Promise<string[]> =>
    (await said(text)).filter((line) => line.includes('cannot stand'))
  for (const right of ['!Select [!FindInMap [M, a, b], !Ref L]', '!Join [",", !Split ["-", !GetAtt A.TopicName]]'])
    expect(await functions(output(right)), right).toEqual([])
  expect(await functions(output('!Select [!Sub "1", !Ref L]'))).toEqual(['error 6:21 Sub cannot stand there in Select'])
  expect(await functions(output('!FindInMap [M, !Sub a, b]'))).toEqual([
    'error 6:27 Sub cannot stand there in FindInMap',
  ])
  // The extensions of the language permit it.
  expect(await functions(output('!FindInMap [M, !Sub a, b]', 'Transform: AWS::LanguageExtensions\n'))).toEqual([])
})
