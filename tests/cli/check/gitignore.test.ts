import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIgnoreRules } from '../../../src/cli/check/gitignore.ts'
import { filesBelow } from '../../../src/cli/check/walk.ts'

const ignored = (patterns: string, path: string, isFolder = false): boolean =>
  readIgnoreRules(patterns).verdict(path, isFolder) === true

describe('patterns', () => {
  test.each([
    ['*.log', 'a/b.log', true],
    ['/a', 'a', true],
    ['/a', 'b/a', false],
    ['a/b', 'c/a/b', false],
    ['build/', 'build', false],
    ['# a', '# a', false],
    ['\\#a', '#a', true],
    ['a\\ ', 'a ', true],
    ['a ', 'a', true],
    ['**/x', 'a/b/x', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['[ab].txt', 'a.txt', true],
    ['[!ab].txt', 'a.txt', false],
    ['[[:digit:]]', '7', true],
    ['a?c', 'a/c', false],
    ['*.tf\n!keep.tf', 'keep.tf', false],
    ['!keep.tf\n*.tf', 'keep.tf', true],
    ['[', '[', false],
  ])('%j on %s', (patterns, path, expected) => {
    expect(ignored(patterns, path)).toBe(expected)
  })
})

test('says what git says', () => {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-ignore-'))
  spawnSync('git', ['init', '-q'], { cwd: dir })
  const part = fc.string({
    unit: fc.constantFrom('a', 'b', '*', '?', '.', '\\', '[', ']', '!', 'a-b'),
    minLength: 1,
    maxLength: 4,
  })
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '!', '/'),
      fc.array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', '/'),
    )
    .map(([before, parts, after]) => before + parts.join('/') + after)
    // What two stars mean inside of a name depends on git's version.
    .filter((one) => !/[^/!]\*\*|\*\*[^/]/.test(one))
  const name = fc
    .string({ unit: fc.constantFrom('a', 'b', '.', '*'), minLength: 1, maxLength: 3 })
    .filter((one) => !/^\.+$/.test(one))
  const paths = fc.uniqueArray(
    fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), paths, (patterns, all) => {
      const text = `${patterns.join('\n')}\n`
      writeFileSync(join(dir, '.gitignore'), text)
      const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z', '-v', '-n'], {
        cwd: dir,
        input: all.join('\0'),
        encoding: 'utf8',
      })
      const fields = stdout.split('\0')
      for (let at = 0; at + 3 < fields.length; at += 4) {
        const [source = '', , rule = '', path = ''] = fields.slice(at, at + 4)
        // git looks at the folders above as well, which our walk has decided before it comes here.
        const rules = readIgnoreRules(text)
        const folders = path.split('/').slice(0, -1)
        const above = folders.some((_one, index) => rules.verdict(folders.slice(0, index + 1).join('/'), true) === true)
        const ours = above || rules.verdict(path, false) === true
        expect(ours, `${JSON.stringify(patterns)} on ${path}: ${source} ${rule}`).toBe(
          source !== '' && !rule.startsWith('!'),
        )
      }
    }),
    { numRuns: 150, seed: 7 },
  )
}, 60_000)

describe('the files below a folder', () => {
  function repository(files: Record<string, string>): string {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-below-'))
    mkdirSync(join(dir, '.git'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    return dir
  }
  const FILES = {
    '.gitignore': '*.log\n/build/\nsecret.tfvars\n',
    'infra/.gitignore': '!keep.log\n',
    'infra/main.tf': '',
    'infra/keep.log': '',
    'infra/a.log': '',
    'infra/build/x.tf': '',
    'build/y.tf': '',
    'infra/secret.tfvars': '',
    'infra/.terraform/modules/z.tf': '',
    'node_modules/a/b.yaml': '',
  }

  test('leave out what git ignores and what tools fetched', () => {
    expect(filesBelow(repository(FILES))).toEqual([
      '.gitignore',
      'infra/.gitignore',
      'infra/build/x.tf',
      'infra/keep.log',
      'infra/main.tf',
    ])
  })

  test('rules of the folders above count for a part of the repository too', () => {
    expect(filesBelow(join(repository(FILES), 'infra'))).toEqual(['.gitignore', 'build/x.tf', 'keep.log', 'main.tf'])
  })

  test('a folder that is ignored itself is looked at when it is asked for', () => {
    expect(filesBelow(join(repository(FILES), 'build'))).toEqual(['y.tf'])
  })

  test('outside of a repository nothing is ignored for its name', () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-below-'))
    writeFileSync(join(dir, '.gitignore'), '*.tf\n')
    writeFileSync(join(dir, 'main.tf'), '')
    expect(filesBelow(dir)).toEqual(['.gitignore', 'main.tf'])
  })
})
