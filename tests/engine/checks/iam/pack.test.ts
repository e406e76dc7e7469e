import { describe, expect, test } from 'vitest'
import { shippedSchemas } from '../../../../src/cli/check/schemas.ts'
import { mayOverlap } from '../../../../src/engine/checks/iam/arn.ts'
import { iamPack } from '../../../../src/engine/checks/iam/pack.ts'

const pack = iamPack(shippedSchemas())

describe('the list of actions', () => {
  test('has services, actions with their levels and resources, condition keys', () => {
    expect([...pack.prefixes()].length).toBeGreaterThan(400)
    expect(pack.service('S3')?.actions.get('getobject')).toEqual({
      name: 'GetObject',
      level: 'read',
      arns: expect.arrayContaining(['arn:*:s3:::*/*']),
    })
    expect(pack.service('iam')?.actions.get('passrole')).toMatchObject({
      level: 'write',
      arns: ['arn:*:iam::*:role/*'],
    })
    expect(pack.service('ec2')?.actions.get('describeinstances')).toMatchObject({ level: 'list', arns: [] })
    expect(pack.service('sqs')?.actions.get('addpermission')?.level).toBe('permissions')
    expect(pack.service('s3')?.conditionKeys).toContain('existingobjecttag/*')
    expect(pack.service('nothing')).toBeNull()
  })

  test('every service can be read', () => {
    for (const prefix of pack.prefixes()) expect(pack.service(prefix)?.actions.size).toBeGreaterThan(0)
  })
})

describe('ARNs that can be the same', () => {
  test.each([
    ['arn:*:s3:::*/*', 'arn:aws:s3:::bucket/key', true],
    ['arn:*:s3:::*/*', 'arn:aws:s3:::bucket', false],
    ['arn:*:s3:::*/*', 'arn:aws:s3:::bucket*', true],
    ['arn:*:s3:::*/*', '*', true],
    ['arn:*:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b', true],
    ['arn:*:iam::*:role/*', 'arn:aws:iam:eu-west-1:111122223333:role/a', false],
    ['arn:*:dynamodb:*:*:table/*', 'arn:aws:s3:::orders', false],
    ['arn:*:logs:*:*:log-group:*:log-stream:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:/app:*', true],
    ['arn:*:sqs:*:*:*', '\u0001', true],
  ])('%s and %s: %s', (pattern, arn, expected) => {
    expect(mayOverlap(pattern, arn)).toBe(expected)
    expect(mayOverlap(arn, pattern)).toBe(expected)
  })
})
