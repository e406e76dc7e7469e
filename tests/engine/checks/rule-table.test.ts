import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
// A script of the repository, which no package has types for.
// @ts-expect-error
import { withTable } from '../../../scripts/rule-table.mjs'

test('docs/checks.md has every rule as it is; `node scripts/rule-table.mjs` writes it', () => {
  const page = readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8')
  expect(withTable(page)).toBe(page)
})
