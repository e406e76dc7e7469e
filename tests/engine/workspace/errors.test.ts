import { expect, test } from 'vitest'
import { fromFs } from '../../../src/engine/workspace/errors.ts'

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'read-only'],
  ['EISDIR', 'not-a-file'],
  ['ENOTDIR', 'not-a-directory'],
  ['ELOOP', 'symlink'],
  ['ENAMETOOLONG', 'name-too-long'],
  ['EXDEV', 'other-device'],
  ['EIO', 'io'],
])('%s says what happened, where, and what to do next', (errno, code) => {
  const cause = Object.assign(new Error(`${errno}: raw words`), { code: errno })
  const error = fromFs(cause, 'terraform/main.tf', 'write')
  expect(error).toMatchObject({ code, path: 'terraform/main.tf', cause })
  expect(error.message).toMatch(/^Cannot write terraform\/main.tf: /)
  expect(error.hint).not.toBe('')
  expect(fromFs(error, 'elsewhere', 'read')).toBe(error)
})
