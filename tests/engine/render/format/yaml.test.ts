import fc from 'fast-check'
import { dump, loadAll } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { formatYaml, scanYaml } from '../../../../src/engine/render/format/yaml.ts'
import { nastyText } from './mess.ts'

const tidy = (text: string): string => formatYaml(text, { documentStart: true })

describe('tidying', () => {
  test('comments stay, blanks at line ends go, blank lines do not pile up', () => {
    expect(tidy('\n\n# why  \na: 1   # one\t\n\n\n\nb:\n\n  - x # two\n\n\n')).toBe(
      '---\n# why\na: 1   # one\n\nb:\n\n  - x # two\n',
    )
  })

  test('a document start is not written twice', () => {
    expect(tidy('---\na: 1\n')).toBe('---\na: 1\n')
    expect(tidy('# licence\n---\na: 1\n')).toBe('# licence\n---\na: 1\n')
    expect(tidy('%YAML 1.2\n---\na: 1\n')).toBe('%YAML 1.2\n---\na: 1\n')
  })

  test('further documents keep theirs', () => {
    expect(tidy('a: 1\n\n\n---\n\n\nb: 2\n')).toBe('---\na: 1\n\n---\n\nb: 2\n')
  })

  test('no document start where none is wanted', () => {
    expect(formatYaml('a: 1\n', { documentStart: false })).toBe('a: 1\n')
  })

  test('a text without a document gets none', () => {
    expect(tidy('')).toBe('')
    expect(tidy('\n\n')).toBe('')
    expect(tidy('# nothing but this  \n')).toBe('# nothing but this\n')
  })

  test('what a block scalar holds is left alone', () => {
    const text = '---\na: |\n\n\n  x  \n\n\n  y\n\nb: |+\n  z\n\n\n'
    expect(tidy(text)).toBe('---\na: |\n\n\n  x  \n\n\n  y\n\nb: |+\n  z\n\n\n')
  })

  test('blank lines behind a block scalar are not its own', () => {
    expect(tidy('a: |-\n  x\n\n\n\nb: 1\n')).toBe('---\na: |-\n  x\n\nb: 1\n')
    expect(tidy('a: |\n  x\n\n\n\n')).toBe('---\na: |\n  x\n')
  })

  test('what a quoted text of several lines holds is left alone', () => {
    expect(tidy('a: "x\n\n\n  y"\nb: x\n\n\n  y\n')).toBe('---\na: "x\n\n\n  y"\nb: x\n\n\n  y\n')
  })
})

/** Documents with texts of every style, and blanks where people leave them. */
const document = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(nastyText, fc.integer(), fc.array(nastyText)), {
      minKeys: 1,
    }),
    fc.constantFrom('', '\n\n\n', '  \n', '# note  \n\n'),
  )
  .map(([value, tail]) => dump(value) + tail)

describe('whatever the document', () => {
  test('it means the same as before', () => {
    fc.assert(
      fc.property(document, (text) => void expect(loadAll(tidy(text))).toEqual(loadAll(text))),
      { numRuns: 500 },
    )
  })

  test('tidying twice is tidying once', () => {
    fc.assert(
      fc.property(document, (text) => void expect(tidy(tidy(text))).toBe(tidy(text))),
      { numRuns: 500 },
    )
  })

  test('no text makes it throw, and what it cannot read it does not touch', () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, fc.string()), (text) => {
        if (scanYaml(text).length > 0) expect(tidy(text)).toBe(text)
      }),
    )
  })
})

describe('faults', () => {
  test('have their place', () => {
    expect(scanYaml('a: 1\nb: [1\nc: 2\n')).toMatchObject([{ line: 3, column: 1 }])
    expect(scanYaml('a:\n\t- 1\n')).toMatchObject([{ line: 2, column: 1, hint: 'indent with blanks' }])
  })

  test('a key that stands twice', () => {
    expect(scanYaml('a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n')).toMatchObject([{ line: 5, column: 3 }])
    expect(scanYaml('- a: 1\n- a: 1\n')).toEqual([])
    expect(scanYaml('? [a, b]\n: 1\nc: 2\n')).toEqual([])
  })

  test('tags of other programs are none', () => {
    expect(scanYaml('a: !Ref x\nb: !vault |\n  123\nc: !reference [a, b]\n')).toEqual([])
  })
})
