import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lintSkill } from '../../src/skills/lint.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { lines, type SkillParts, tempDir, writeSkill, writeTree } from './folders.ts'

/** Each of these folders is an error message: read quickly, nothing thrown, nothing outside the folder read. */
function errorsOf(dir: string): string {
  const started = performance.now()
  const { skill, problems } = loadSkillFolder(dir, 'project')
  expect(performance.now() - started).toBeLessThan(3000)
  expect(skill).toBeNull()
  return lines(problems, 'error').join('\n')
}

describe('a hostile skill', () => {
  test('with a YAML bomb', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghijk'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghijk'[i]}`).join()}]`),
    ]
    const dir = writeSkill(tempDir(), 'bomb', { config: `${bomb.join('\n')}\n` })
    expect(errorsOf(dir)).toMatch(/SKILL\.md:\d+:\d+: more than/)
  })

  test('with links to /etc/passwd, wherever they stand', () => {
    const root = tempDir()
    const dir = writeSkill(root, 'links', { files: { 'files/a.txt': 'x' } })
    symlinkSync('/etc/passwd', join(dir, 'files', 'passwd'))
    symlinkSync('/etc', join(dir, 'partials'))
    const errors = errorsOf(dir)
    expect(errors).toContain('files/passwd: a symbolic link, which is not followed')
    expect(errors).toContain('partials: partials/ must be a folder, not a link')
    expect(errors).not.toContain('root:')

    mkdirSync(join(root, 'other'))
    symlinkSync('/etc/passwd', join(root, 'other', 'SKILL.md'))
    expect(errorsOf(join(root, 'other'))).toContain('SKILL.md: a symbolic link, which is not followed')
  })

  test('with a pipe, which nobody will ever write to', () => {
    const dir = writeSkill(tempDir(), 'pipes', { files: { 'files/a.txt': 'x' } })
    execFileSync('mkfifo', [join(dir, 'files', 'pipe')])
    expect(errorsOf(dir)).toContain('files/pipe: not a regular file')
  })

  test.each(['{..}', '{../x}', '{a b}', '{', 'a}', '{a.constructor()}'])('with the placeholder %s', (name) => {
    const file = name.replaceAll('/', '%2f')
    const dir = writeSkill(tempDir(), 'braces', { files: { [`files/${file}.txt`]: 'x' } })
    expect(errorsOf(dir)).toMatch(/in the file name/)
  })

  test.each(['was: [../../.ssh/config]', 'was: /etc/passwd', 'was: [.git/hooks/pre-commit]'])(
    'with the header %s',
    (header) => {
      const dir = writeSkill(tempDir(), 'former', { files: { 'files/a.txt': `---skillchain\n${header}\n---\n` } })
      expect(errorsOf(dir)).toContain('a.txt:2:')
    },
  )

  test('that writes into .git', () => {
    const dir = writeSkill(tempDir(), 'hooks', { files: { 'files/.git/hooks/pre-commit': '#!/bin/sh\n' } })
    expect(errorsOf(dir)).toContain('a path into .git/')
  })

  test('with a template that includes a file from outside', () => {
    const template =
      "<% render '../../x' %>\n<% render '/etc/passwd' %>\n<% include 'SKILL.md' %>\n<% render name %>\n<% layout 'x' %>\n"
    const dir = writeSkill(tempDir(), 'includes', { files: { 'files/a.txt': template } })
    const { skill } = loadSkillFolder(dir, 'project')
    if (!skill) throw new Error('it loads: the template is text until it is rendered')
    const errors = lines(lintSkill(skill, { skills: [skill], facts: [], blueprints: [], filters: [] }), 'error').join(
      '\n',
    )
    expect(errors).toContain('a.txt:1:1: no partial is named "../../x"')
    expect(errors).toContain('a.txt:2:1: no partial is named "/etc/passwd"')
    expect(errors).toContain('a.txt:3:1: no tag is named "include"')
    expect(errors).toContain('a.txt:4:1: render needs the name of a partial in quotes')
    expect(errors).toContain('a.txt:5:1: no tag is named "layout"')
  })

  test('with partials that include each other', () => {
    const dir = writeSkill(tempDir(), 'circle', {
      files: { 'files/a.txt': "<% render 'b' %>", 'partials/b': "<% render 'c' %>", 'partials/c': "<% render 'b' %>" },
    })
    const { skill } = loadSkillFolder(dir, 'project')
    if (!skill) throw new Error('it loads')
    const found = lintSkill(skill, { skills: [skill], facts: [], blueprints: [], filters: [] })
    expect(lines(found).join('\n')).toContain('its partials include each other in a circle')
  })

  test('with a catastrophic regular expression', () => {
    const outputs = "base_outputs:\n  - path: a.txt\n    must_contain:\n      - matches: '^(\\w+\\s?)*$'\n"
    const dir = writeSkill(tempDir(), 'regex', { outputs })
    expect(errorsOf(dir)).toContain(
      'outputs.yaml:4:18: the regular expression is refused: a repetition inside a repetition',
    )
  })

  test('with 10,000 files', () => {
    const dir = writeSkill(tempDir(), 'many', { files: { 'files/x': '' } })
    for (let i = 0; i < 10_000; i++) writeFileSync(join(dir, 'files', `f${i}`), '')
    expect(errorsOf(dir)).toContain('files: more than 500 files and folders')
  })

  test('with NUL bytes, anywhere', () => {
    const root = tempDir()
    expect(errorsOf(writeSkill(root, 'one', { config: 'title: "a\0b"\n' }))).toContain('SKILL.md: a NUL byte')
    expect(errorsOf(writeSkill(root, 'two', { outputs: 'skill: "\0"\n' }))).toContain('outputs.yaml: a NUL byte')
    expect(errorsOf(writeSkill(root, 'three', { files: { 'files/a.png': '\x89PNG\0\0' } }))).toContain(
      'a.png: a NUL byte',
    )
  })

  test('with huge frontmatter, a huge template, or many large ones', () => {
    const root = tempDir()
    const long = `name: one\ndescription: ${'x'.repeat(100_000)}`
    expect(errorsOf(writeSkill(root, 'one', { frontmatter: long }))).toContain('more than the 65536 allowed')
    const huge = `name: two\ndescription: ${'x'.repeat(2_000_000)}`
    expect(errorsOf(writeSkill(root, 'two', { frontmatter: huge }))).toContain('SKILL.md: ')
    const large = 'x'.repeat(300_000)
    expect(errorsOf(writeSkill(root, 'three', { files: { 'files/a': large } }))).toContain(
      'files/a: 300000 bytes, more than',
    )
    const some = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`files/${i}`, 'x'.repeat(200_000)]))
    expect(errorsOf(writeSkill(root, 'four', { files: some }))).toContain('files: more than 4194304 characters in all')
  })

  test('with folders nested without end', () => {
    const dir = writeSkill(tempDir(), 'deep', { files: { [`files/${'a/'.repeat(40)}x`]: '' } })
    expect(errorsOf(dir)).toContain('folders nested deeper than 12')
  })

  test('that is not there, or is a file', () => {
    const root = writeTree(tempDir(), { file: 'x' })
    expect(errorsOf(join(root, 'nothing'))).toContain('does not exist')
    expect(errorsOf(join(root, 'file'))).toContain('cannot be read')
  })
})

describe('wrong types everywhere', () => {
  const keys = [
    'title',
    'priority',
    'keywords',
    'dependencies',
    'conflicts',
    'needs',
    'provides',
    'consumes',
    'questions',
    'derived',
    'dimensions',
  ]
  const wrong = [
    '3',
    'text',
    '[1, {a: [null]}]',
    '{a: {b: [c]}}',
    'true',
    '[[[]]]',
    '.nan',
    '.inf',
    '{__proto__: 1}',
    '[{fact: 3}]',
  ]

  test.each(keys)('%s', (key) => {
    const root = tempDir()
    for (const [i, value] of wrong.entries()) {
      const others = key === 'title' ? '' : 'title: x\n'
      const { skill, problems } = loadSkillFolder(
        writeSkill(root, `s${i}`, { config: `${others}${key}: ${value}\n` }),
        'flag',
      )
      expect(skill !== null || lines(problems, 'error').length > 0).toBe(true)
    }
  })

  test.each(['skill', 'base_outputs', 'conditional_outputs', 'scaffolding', 'metadata', 'constructor'])('%s', (key) => {
    const root = tempDir()
    for (const [i, value] of [
      ...wrong,
      '{maturity: {starter: 3}}',
      '{constructor: {valueOf: []}}',
      '[{path: 3}]',
      '[{path: x, must_contain: {contains: 3}}]',
    ].entries()) {
      const { skill, problems } = loadSkillFolder(writeSkill(root, `s${i}`, { outputs: `${key}: ${value}\n` }), 'flag')
      expect(skill !== null || lines(problems, 'error').length > 0).toBe(true)
    }
  })
})

test('whatever stands in its files, a folder is a skill or problems, and never an exception', () => {
  const root = tempDir()
  let count = 0
  const snippet = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.json({ maxDepth: 3 }),
    fc
      .array(
        fc.constantFrom(
          'title: x',
          'questions:',
          '  - fact: a.b',
          '    ask: Q',
          '- ',
          '&a',
          '*a',
          '!!x',
          '"',
          '{',
          '[',
          ': ',
          '|',
          '---',
        ),
      )
      .map((l) => l.join('\n')),
  )
  const parts = fc.record<SkillParts>({
    config: snippet.map((text) => `${text}\n`),
    outputs: snippet,
    files: snippet.map((text) => ({ 'files/a.txt': `---skillchain\n${text}\n---\nx` })),
  })
  fc.assert(
    fc.property(parts, (some) => {
      const dir = writeSkill(root, `s${count++}`, some)
      const { skill, problems } = loadSkillFolder(dir, 'flag')
      if (skill) lintSkill(skill, { skills: [skill], facts: [], blueprints: [], filters: [] })
      else expect(lines(problems, 'error')).not.toEqual([])
    }),
    { numRuns: 300 },
  )
})
