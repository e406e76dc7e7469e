import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffText } from '../../../src/engine/workspace/index.ts'
import { lines, tempDir } from './fixture.ts'

test('a change is shown with three lines around it', () => {
  const before = lines(...Array.from({ length: 20 }, (_, i) => `line ${i + 1}`))
  expect(diffText(before, before.replace('line 9\n', 'LINE 9\nmore\n'), 'terraform/main.tf')).toBe(
    lines(
      '--- a/terraform/main.tf',
      '+++ b/terraform/main.tf',
      '@@ -6,7 +6,8 @@',
      ' line 6',
      ' line 7',
      ' line 8',
      '-line 9',
      '+LINE 9',
      '+more',
      ' line 10',
      ' line 11',
      ' line 12',
    ),
  )
})

test('new and removed files are named as such, and nothing is said when nothing differs', () => {
  expect(diffText(null, 'a\n', 'x')).toBe('--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n')
  expect(diffText('a\n', null, 'x')).toBe('--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n')
  expect(diffText('a', 'a', 'x')).toBe('')
})

test('git applies every diff and gets the other text', () => {
  const dir = tempDir()
  const text = fc
    .tuple(fc.array(fc.constantFrom('', 'a', 'b', 'c', '+d', '-e'), { minLength: 1, maxLength: 30 }), fc.boolean())
    .map(([list, newline]) => list.join('\n') + (newline ? '\n' : 'z'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after)
      writeFileSync(join(dir, 'f'), before)
      writeFileSync(join(dir, 'p.diff'), diffText(before, after, 'f'))
      execFileSync('git', ['apply', '--whitespace=nowarn', 'p.diff'], { cwd: dir })
      expect(readFileSync(join(dir, 'f'), 'utf8')).toBe(after)
      rmSync(join(dir, 'f'))
    }),
    { numRuns: 60 },
  )
  expect(existsSync(join(dir, 'f'))).toBe(false)
})
