import { describe, expect, test } from 'vitest'
import { seeded } from '../../terraform/edits/index.ts'
import { type FuzzedParser, fuzz, placeOutside } from './fuzz.ts'
import { mutate } from './mutate.ts'
import { PARSERS } from './parsers.ts'

describe('damaged files', () => {
  test.each(PARSERS)('$name reads 500 of them without a crash, a hang or a place outside', async (parser) => {
    const { inputs, failures } = await fuzz(parser, { count: 500, seed: 1 })
    expect(failures.map(({ kind, what, text }) => ({ kind, what, text: text.slice(0, 2000) }))).toEqual([])
    expect(inputs).toBe(500)
  })
})

describe('the fuzzer itself', () => {
  const parser = (parse: (text: string) => { line: number; column: number }[]): FuzzedParser => ({
    name: 'a parser of the test',
    seeds: async () => ['one line\nand another\n'],
    prepare: async () => parse,
  })

  test('sees a crash and says which input it was', async () => {
    const parse = parser((text) => {
      if (!text.includes('another')) throw new Error('lost')
      return []
    })
    const { failures } = await fuzz(parse, { count: 200, seed: 3 })
    expect(failures.map((one) => one.kind)).toContain('crash')
    expect(failures.every((one) => !one.text.includes('another'))).toBe(true)
  })

  test('sees a place outside the file', () => {
    expect(placeOutside([{ line: 2, column: 4 }], 'a\nbcd')).toBe(null)
    expect(placeOutside([{ line: 0, column: 0 }], 'a\nbcd')).toBe(null)
    expect(placeOutside([{ line: 2, column: 5 }], 'a\nbcd')).toEqual({ line: 2, column: 5 })
    expect(placeOutside([{ line: 3, column: 1 }], 'a\nbcd')).toEqual({ line: 3, column: 1 })
    expect(placeOutside([{ line: 1, column: 0 }], 'a\nbcd')).toEqual({ line: 1, column: 0 })
    expect(placeOutside([{ line: 1.5, column: 1 }], 'a\nbcd')).toEqual({ line: 1.5, column: 1 })
  })

  test('damages a text the same way every time', () => {
    const made = (seed: number): string[] => {
      const random = seeded(seed)
      return Array.from({ length: 50 }, () => mutate(['some text', 'other text\n'], random))
    }
    expect(made(5)).toEqual(made(5))
    expect(made(5)).not.toEqual(made(6))
  })
})
