// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHcl, scanHcl } from '../../../../src/engine/render/format/hcl.ts'
import { mess, seeded } from './mess.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures/hcl')
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.messy.tf'))
  .map((file) => file.slice(0, -'.messy.tf'.length))
const fixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8')

describe('canonical style', () => {
  test.each(names)('%s comes out as terraform fmt wrote it', (name) => {
    expect(formatHcl(fixture(`${name}.messy.tf`))).toBe(fixture(`${name}.formatted.tf`))
  })

  test.each(names)('%s stays as it is once it is formatted', (name) => {
    const formatted = fixture(`${name}.formatted.tf`)
    expect(formatHcl(formatted)).toBe(formatted)
  })

  test('line ends stay what they are', () => {
    expect(formatHcl('a = 1\r\n\r\nbbb = 2 # x\r\n')).toBe('a = 1\r\n\r\nbbb = 2 # x\r\n')
  })

  test('blanks at the end of a comment that ends the file stay as many as they are', () => {
    expect(formatHcl('a=1\n# why  ')).toBe('a = 1\n# why  ')
  })

  test('a byte order mark goes', () => {
    expect(formatHcl('\ufeffa=1\n')).toBe('a = 1\n')
  })

  test('any blanks between the tokens lead to the same text', () => {
    for (const name of names) {
      const formatted = fixture(`${name}.formatted.tf`)
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const once = formatHcl(mess(formatted, seeded(seed)))
          expect(formatHcl(once)).toBe(once)
        }),
        { numRuns: 50 },
      )
    }
  })

  test('a text that cannot be read comes back as it is', () => {
    expect(formatHcl('a   =   [1\n')).toBe('a   =   [1\n')
  })

  test('a label with a lone dollar survives, which terraform fmt drops', () => {
    expect(formatHcl('x "a$b" {}\n')).toBe('x "a$b" {}\n')
  })
})

const terraform = spawnSync('terraform', ['version']).status === 0

/** Formats all texts with one run of the real thing; null for a text that it refuses. */
function terraformFmt(texts: readonly string[]): (string | null)[] {
  const dir = mkdtempSync(join(tmpdir(), 'hcl-fmt-'))
  try {
    for (const [index, text] of texts.entries()) writeFileSync(join(dir, `f${index}.tf`), text)
    const run = spawnSync('terraform', ['fmt', '-no-color', dir], {
      encoding: 'utf8',
      env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
      maxBuffer: 2 ** 28,
    })
    const refused = new Set([...run.stderr.matchAll(/on \S*?f(\d+)\.tf line/g)].map((found) => Number(found[1])))
    return texts.map((_, index) => (refused.has(index) ? null : readFileSync(join(dir, `f${index}.tf`), 'utf8')))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function corpus(): string[] {
  const own = readdirSync(FIXTURES).map(fixture)
  const dir = process.env.SKILLCHAIN_HCL_CORPUS
  if (dir === undefined) return own
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'))
  const more = files.map((file) => join(dir, file)).filter((file) => statSync(file).isFile())
  return [...own, ...more.map((file) => readFileSync(file, 'utf8'))]
}

describe.skipIf(!terraform)('beside the real terraform fmt', () => {
  test.each([1, 2, 3, 4, 5])('mess number %d is cleaned up alike', { timeout: 120_000 }, (seed) => {
    const random = seeded(seed)
    const messy = corpus().map((text) => mess(text, random))
    const theirs = terraformFmt(messy)
    for (const [index, expected] of theirs.entries()) {
      if (expected === null) continue
      expect(scanHcl(messy[index] ?? '')).toEqual([])
      expect(formatHcl(messy[index] ?? '')).toBe(expected)
    }
    expect(theirs.filter((text) => text !== null).length).toBeGreaterThan(messy.length * 0.9)
  })
})

describe('first-sight faults', () => {
  test.each([
    ['a = "x\nb = 1\n', 1, 5, 'the string is not closed on its line'],
    ['a = <<EOT\nx\n', 1, 5, 'the heredoc is never closed'],
    ['a = "${x\n', 1, 6, 'the template sequence ${ is never closed'],
    ['/* a', 1, 1, 'the comment is never closed'],
    ["a = 'x'\n", 1, 5, 'the character "\'" is not used in HCL'],
    ['a = [1\nb = 2\n', 1, 5, '[ is never closed'],
    ['a = (1]\n', 1, 7, '] cannot close the ( of line 1, column 5'],
    ['x {\n  a = 1\n', 1, 3, 'the block x is never closed'],
    ['a = 1\n}\n', 2, 1, 'nothing is open that } could close'],
    ['a =\n', 1, 3, 'a value is missing after ='],
    ['x "a"\n{\n}\n', 1, 6, 'x is followed by neither = nor a block'],
    ['"a" = 1\n', 1, 1, 'an argument or a block is expected here'],
    ['x { a = 1, b = 2 }\n', 1, 10, 'a comma cannot end an argument'],
    ['x { y { a = 1 } }\n', 1, 15, 'a block on one line cannot hold another block'],
    ['x {\n  a = 1 }\n', 2, 9, 'a line end is missing after the argument'],
    ['x {} y {}\n', 1, 6, 'a line end is missing after the block'],
    ['x "${y}" {}\n', 1, 4, 'a label holds no template'],
  ])('%j', (text, line, column, message) => {
    const [first] = scanHcl(text)
    expect(first).toMatchObject({ line, column, message })
  })

  test('one missing quote is one problem, however much follows', () => {
    expect(scanHcl('a = "x\nb = "y"\nc = ["z"]\n')).toHaveLength(1)
  })

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        scanHcl(text)
        formatHcl(text)
      }),
    )
  })

  test('depth exhausts neither stack nor memory', () => {
    const message = 'nested deeper than 200 levels'
    expect(scanHcl('a {\n'.repeat(50_000))).toMatchObject([{ line: 201, message }])
    expect(scanHcl(`a = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`)).toMatchObject([{ line: 1, message }])
  })

  test('one value may be as long as it likes', () => {
    const text = `a = "${'${x}'.repeat(100_000)}"\n`
    expect(formatHcl(text)).toBe(text)
  })

  test('of many faults the first ones are told', () => {
    expect(scanHcl('"\n'.repeat(10_000))).toHaveLength(20)
  })
})
