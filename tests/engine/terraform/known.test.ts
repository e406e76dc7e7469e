import { expect, test } from 'vitest'
import { treeSurroundings } from '../../../src/engine/checks/index.ts'
import { memoryTree } from '../../../src/engine/checks/tree.ts'
import { moduleTree, plain, valuesIn } from '../../../src/engine/terraform/index.ts'

const POLICY = `variable "bucket" {}
locals {
  actions = ["s3:GetObject"]
}
resource "aws_iam_policy" "read" {
  policy = { Action = concat(local.actions, ["s3:ListBucket"]), Resource = var.bucket, Note = file("note.txt") }
}
`

test('all checks of one round look at the same parsed module, and see as much of its values as the files tell', () => {
  const surroundings = treeSurroundings(memoryTree({ 'a/main.tf': POLICY, 'a/note.txt': 'read only' }))
  const module = moduleTree(surroundings).at('a')
  expect(moduleTree(surroundings).at('a')).toBe(module)
  expect(moduleTree(surroundings).at('b')).toBeNull()
  const policy = module?.resources.get('aws_iam_policy.read')?.block.body.attributes.get('policy')
  if (!module || !policy) throw new Error('the module holds a policy')
  expect(plain(valuesIn(surroundings, module)(policy.value))).toEqual({
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: undefined,
    Note: 'read only',
  })
})
