import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderBox } from '../../../src/engine/report/index.ts'
import { textWidth, wrapText } from '../../../src/engine/report/text-width.ts'
import { good } from '../checks/sample.ts'
import { DELIVERABLES, deliverable, report } from './sample-report.ts'

const named = (...names: string[]) =>
  report({
    blueprint: {
      name: 'platform',
      deliverables: names.map((name) => deliverable(name, { requiredFiles: ['README.md'] })),
    },
  })

describe('the box of spec 1 step 5.5', () => {
  test('as it is drawn there', () => {
    const missing = deliverable('Backup schedule', { requiredFiles: ['terraform/backup.tf'] })
    expect(renderBox(report({ blueprint: { name: 'platform', deliverables: [...DELIVERABLES, missing] } }))).toEqual([
      '┌────────────────────────────────────────┐',
      '│ INFRASTRUCTURE SKILLCHAIN VALIDATION   │',
      '├────────────────────────────────────────┤',
      '│ Blueprint: platform                    │',
      '│ Maturity: starter                      │',
      '├────────────────────────────────────────┤',
      '│ ✓ Network                              │',
      '│ ✓ Cluster                              │',
      '│ ○ Service mesh (skipped - starter)     │',
      '│ ✗ Backup schedule - MISSING            │',
      '├────────────────────────────────────────┤',
      '│ Required: 3                            │',
      '│ Fulfilled: 2                           │',
      '│ Completeness: 66%                      │',
      '└────────────────────────────────────────┘',
    ])
  })

  test('a long name goes on below itself', () => {
    const box = renderBox(named('Remote state with locking, encryption and a bucket of its own'))
    expect(box.slice(6, 8)).toEqual([
      '│ ✓ Remote state with locking,           │',
      '│   encryption and a bucket of its own   │',
    ])
  })

  test('something that was not chosen is told from something for later', () => {
    const spec = deliverable('Mesh', { condition: 'x', requiredFiles: ['mesh/'] })
    expect(renderBox(report({ holds: () => false, blueprint: { name: 'p', deliverables: [spec] } }))[6]).toBe(
      '│ ○ Mesh (skipped - not chosen)          │',
    )
  })

  test('without a blueprint it says so', () => {
    expect(renderBox(report({ blueprint: null }))[3]).toBe('│ Blueprint: none                        │')
  })

  test('in ASCII', () => {
    const box = renderBox(report({ tree: good({ 'terraform/network/main.tf': null }) }), { ascii: true })
    expect(box.join('\n')).toMatch(/^[\x20-\x7e\n]+$/)
    expect(box[6]).toBe('| x Network - MISSING                    |')
  })

  test('every line is equally wide, whatever the names and the width', () => {
    const letters = fc.constantFrom(
      'a',
      'B',
      ' ',
      '中',
      '🚀',
      'é',
      'e\u0301',
      '\u200b',
      '\n',
      '\u001b[31m',
      '한',
      '👩‍👩‍👧',
      '‮',
      '️',
    )
    const names = fc.array(fc.array(letters, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(names, fc.integer({ min: 10, max: 90 }), (all, width) => {
        const box = renderBox(named(...all.map((one, index) => `${index}${one.join('')}`)), { width })
        const widths = new Set(box.map(textWidth))
        expect(widths.size).toBe(1)
        for (const line of box) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('columns', () => {
  test.each([
    ['abc', 3],
    ['中文', 4],
    ['✓', 1],
    ['e\u0301', 1],
    ['🚀', 2],
    ['👩‍👩‍👧', 2],
    ['', 0],
    ['한국', 4],
    ['ｆｕｌｌ', 8],
  ])('%s takes %i', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  test('text is broken at blanks, and inside a word only when it must be', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrapText('x terraform/tests/network-changes.tftest.hcl - MISSING', 30, 2)).toEqual([
      'x terraform/tests/network-',
      '  changes.tftest.hcl - MISSING',
    ])
    expect(wrapText('中文中文', 5)).toEqual(['中文', '中文'])
  })
})
