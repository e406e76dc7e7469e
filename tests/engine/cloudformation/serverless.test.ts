import { describe, expect, test } from 'vitest'
import { cloudformationCheck } from '../../../src/engine/cloudformation/check.ts'
import { judge } from '../kubernetes/judge.ts'

const said = async (text: string): Promise<string[]> =>
  (await judge(cloudformationCheck, { 'a.yaml': text })).lines.map((line) => line.replace('a.yaml:', ''))

const HEAD = 'Transform: AWS::Serverless-2016-10-31\n'
/** A function with its properties on one line, and what stands before and beside it. */
const fn = (properties: string, globals = '', more = ''): string =>
  `${HEAD}${globals}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: src/, ${properties}}\n${more}`
const RUNS = 'Handler: a.b, Runtime: python3.13'

describe('functions of the Serverless Application Model', () => {
  test('what they must have, themselves or together', async () => {
    expect(await said(fn(RUNS))).toEqual([])
    expect(await said(fn('Handler: a.b', 'Globals: {Function: {Runtime: python3.13}}\n'))).toEqual([])
    expect(await said(fn('PackageType: Image, ImageUri: a'))).toEqual([])
    expect(await said(fn('Handler: a.b'))).toEqual([
      'error 5:17 F (AWS::Serverless::Function) lacks "Runtime", which it must have unless it is an image',
    ])
  })

  test('values that reach Lambda as they are', async () => {
    expect(await said(fn(`${RUNS}, Timeout: [900]`))).toEqual([
      'error 5:77 F (AWS::Serverless::Function): Timeout must be a whole number, and is a list',
    ])
    expect(await said(fn(`${RUNS}, MemorySize: 64`))).toEqual([
      'error 5:80 F (AWS::Serverless::Function): MemorySize is 64, and 128 is the least',
    ])
  })

  test('events', async () => {
    const event = (written: string): string => fn(`${RUNS}, Events: {E: ${written}}`)
    expect(await said(event('{Type: Api, Properties: {Path: /, Method: get}}'))).toEqual([])
    expect(await said(event('{Type: SQS, Properties: {Queue: a, Quantity: 1, BatchSize: [1]}}'))).toEqual([
      'error 5:139 F (AWS::Serverless::Function): event E: BatchSize must be a whole number, and is a list',
      'error 5:115 F (AWS::Serverless::Function): event E (SQS) has no property "Quantity"',
    ])
    expect(await said(event('{Type: [SQS]}'))).toEqual([
      'error 5:87 F (AWS::Serverless::Function): event E must have a Type, and it is a list',
    ])
    expect(await said(event('{Type: Schedule, Properties: {Enabled: true}}'))).toEqual([
      'error 5:109 F (AWS::Serverless::Function): event E (Schedule) lacks "Schedule", which it must have',
    ])
  })

  test('policies that are written out', async () => {
    const policies = (effect: string): string =>
      fn(`${RUNS}, Policies: [AWSLambdaExecute, {Statement: [{${effect}: Allow, Action: "s3:*", Resource: "*"}]}]`)
    expect(await said(policies('Effect'))).toEqual([])
    expect((await said(policies('Efect')))[0]).toBe(
      'error 5:111 F: Policies: a statement has no "Efect" (did you mean "Effect"?)',
    )
  })

  test('what its events name is made after it', async () => {
    const api = (body: string): string =>
      `  A:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: a${body}}\n`
    const events = 'Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A}}}'
    const environment = 'Environment: {Variables: {URL: !Ref A}}'
    expect(await said(fn(`${RUNS}, ${events}`, '', api(', DefinitionBody: {a: !GetAtt F.Arn}')))).toEqual([])
    expect(await said(fn(`${RUNS}, ${events}`, '', api('')))).toEqual([])
    const ring = await said(fn(`${RUNS}, ${events}, ${environment}`, '', api('')))
    expect(ring).toEqual([expect.stringContaining('resources need each other')])
  })
})

test('what the model takes apart is no ring', async () => {
  const api =
    '  A:\n    Type: AWS::Serverless::GraphQLApi\n    Properties: {SchemaInline: a, Auth: {Type: AWS_IAM}, Functions: {G: {DataSource: !GetAtt D.Name}}}\n  D:\n    Type: AWS::AppSync::DataSource\n    Properties: {ApiId: !GetAtt A.ApiId, Name: d, Type: NONE}\n'
  expect(await said(fn(RUNS, '', api))).toEqual([])
})

test('what functions share', async () => {
  expect(await said(fn('Handler: a.b', 'Globals: {Function: {Runime: python3.13}}\n'))).toContain(
    'error 2:22 Globals: Function has no property "Runime" (did you mean "Runtime"?)',
  )
  expect(await said(fn(RUNS, 'Globals: {Functions: {Timeout: 3}}\n'))).toContain(
    'error 2:11 Globals has no section "Functions" (did you mean "Function"?)',
  )
})

test('what the model leaves out is a warning', async () => {
  expect(await said(fn(RUNS, '', '    Quantity: 1\n'))).toEqual(['warning 6:5 resource F has no "Quantity"'])
})

test('a parameter is one value or a list of them', async () => {
  const queue = (type: string, property: string): string =>
    `Parameters: {P: {Type: ${type}}}\nResources:\n  B:\n    Type: AWS::EC2::Instance\n    Properties: {${property}: !Ref P}\n`
  expect(await said(queue('CommaDelimitedList', 'SecurityGroups'))).toEqual([])
  expect(await said(queue('String', 'KeyName'))).toEqual([])
  expect(await said(queue('String', 'SecurityGroups'))).toEqual([
    'error 5:34 B (AWS::EC2::Instance): SecurityGroups must be a list, and parameter P is one',
  ])
  expect(await said(queue('"List<AWS::EC2::KeyPair::KeyName>"', 'KeyName'))).toEqual([
    'error 5:27 B (AWS::EC2::Instance): KeyName must be a single value, and parameter P is a list',
  ])
})
