import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toolLine } from '../../../src/text/index.ts'
import { createLogs } from '../../../src/ui/board/logs.ts'
import { createRing } from '../../../src/ui/board/ring.ts'

const filled = (count: number, limits: { lines: number; bytes: number }) => {
  const ring = createRing(limits)
  for (let number = 0; number < count; number++) ring.push(`line ${number}`)
  return ring
}

describe('a ring of lines', () => {
  test('never holds more than a quarter over its limits, and always its newest lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 200 }), { maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 40, max: 4000 }),
        (lines, most, bytes) => {
          const ring = createRing({ lines: most, bytes })
          for (const [count, line] of lines.entries()) {
            ring.push(line)
            const kept = Array.from({ length: ring.end() - ring.first() }, (_, index) => ring.at(ring.first() + index))
            expect(ring.end()).toBe(count + 1)
            expect(kept.length).toBeLessThanOrEqual(Math.max(1, most * 1.25))
            const size = kept.reduce((sum, one) => sum + one.length + 32, 0)
            expect(kept.length === 1 || size <= bytes * 1.25).toBe(true)
            expect(kept).toEqual(lines.slice(ring.first(), count + 1).map(toolLine))
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('drops old lines many at a time, not at each line', () => {
    const ring = createRing({ lines: 100, bytes: 1e6 })
    const firsts = new Set<number>()
    for (let number = 0; number < 1000; number++) {
      ring.push('x')
      firsts.add(ring.first())
    }
    expect(firsts.size).toBeLessThan(40)
  })

  test('a line keeps its number while older ones go', () => {
    const ring = filled(300, { lines: 100, bytes: 1e6 })
    expect(ring.first()).toBeGreaterThan(0)
    for (let number = ring.first(); number < ring.end(); number++) expect(ring.at(number)).toBe(`line ${number}`)
    expect(ring.tail(2)).toEqual(['line 298', 'line 299'])
    expect(ring.tail(0)).toEqual([])
  })

  test.each([
    ['colours', '\u001b[1maws_vpc.main\u001b[0m: Creating...', 'aws_vpc.main: Creating...'],
    ['a wiped scrollback', 'a\u001b[2J\u001b[3J\u001b[Hb', 'ab'],
    ['a title', '\u001b]0;owned\u0007text', 'text'],
    ['a link', '\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['a device string', '\u001bP1$r0m\u001b\\text', 'text'],
    ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
    ['progress over itself', '10 %\r50 %\r100 %', '100 %'],
    ['the end of a line', 'text\r\n', 'text'],
    ['a right-to-left override', 'gpj\u202eexe', 'gpjexe'],
    ['an escape that never ends', 'a\u001b]0;b', 'a0;b'],
    ['tabs', 'a\tb', 'a  b'],
    ['wide text as it is', '東京 👩‍👩‍👧', '東京 👩‍👩‍👧'],
  ])('%s: no control code is kept', (_what, text, kept) => {
    const ring = createRing()
    ring.push(text)
    expect(ring.at(0)).toBe(kept)
  })

  test('an endless line is cut', () => {
    expect(toolLine('x'.repeat(1e6)).length).toBeLessThan(2001)
  })
})

describe('the lines of all tasks', () => {
  test('a task without new lines keeps the very same list', () => {
    const logs = createLogs()
    logs.push('a', 'one')
    logs.push('b', 'one')
    const before = logs.tails(['a', 'b'], 5)
    logs.push('a', 'two')
    const after = logs.tails(['a', 'b'], 5)
    expect(after.get('b')).toBe(before.get('b'))
    expect(after.get('a')).toEqual(['one', 'two'])
  })

  test('a task that said nothing has no lines', () => {
    expect(createLogs().tails(['a'], 5).get('a')).toEqual([])
  })
})
