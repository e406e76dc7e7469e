import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Shell, shell, skillchain, tree } from '../helpers/cli.ts'
import { put, said } from './said.ts'

describe('a hostile skill folder', () => {
  const config = (more: string): string =>
    `---\nname: evil\ndescription: Evil. Use never.\nversion: 1.0.0\n---\n\n## Skillchain Configuration\n\n\`\`\`yaml\ntitle: Evil\npriority: 1\nkeywords: {primary: [evil], secondary: []}\n${more}\n\`\`\`\n`
  const outputs = 'skill: evil\nversion: "1.0"\nbase_outputs: []\nconditional_outputs: {}\n'
  const anchors = `x0: &x0 [a, a]\n${Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`).join('\n')}`

  /** Each makes a skill folder `evil` and says which exit codes are right. */
  const folders: [string, number[], (dir: string, at: Shell) => void][] = [
    ['that does not exist', [2], () => {}],
    ['that is a file', [2], (dir) => put(dir, 'x')],
    ['that is empty', [2], (dir) => mkdirSync(dir, { recursive: true })],
    ['whose SKILL.md is empty', [2], (dir) => put(join(dir, 'SKILL.md'), '')],
    ['whose SKILL.md is binary', [2], (dir) => put(join(dir, 'SKILL.md'), 'a\u0000b')],
    [
      'whose SKILL.md is huge',
      [2],
      (dir) => put(join(dir, 'SKILL.md'), `---\nname: evil\n---\n${'x'.repeat(2 ** 21)}`),
    ],
    ['whose SKILL.md is a folder', [2], (dir) => mkdirSync(join(dir, 'SKILL.md'), { recursive: true })],
    [
      'whose SKILL.md links out',
      [2],
      (dir) => {
        mkdirSync(dir, { recursive: true })
        symlinkSync('/etc/passwd', join(dir, 'SKILL.md'))
      },
    ],
    ['with an anchor bomb', [2], (dir) => put(join(dir, 'SKILL.md'), config(anchors))],
    [
      'with a YAML tag that would run code',
      [2],
      (dir) => put(join(dir, 'SKILL.md'), config('run: !!js/function "function () { process.exit(7) }"')),
    ],
    ['with a prototype in its keys', [2], (dir) => put(join(dir, 'SKILL.md'), config('__proto__: {polluted: true}'))],
    [
      'with a pattern that never ends',
      [2],
      (dir) =>
        put(
          join(dir, 'SKILL.md'),
          config(
            'questions:\n  - {fact: evil.x, ask: x, why: x, type: text, pattern: "^(a+)+$", default: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!}',
          ),
        ),
    ],
    [
      'in a cycle with another',
      [1],
      (dir) => {
        put(join(dir, 'SKILL.md'), config('dependencies: [worse]'))
        put(join(dir, 'outputs.yaml'), outputs)
        const worse = config('dependencies: [evil]').replaceAll('evil', 'worse').replace('[worse]\n```', '[evil]\n```')
        put(join(dirname(dir), 'worse', 'SKILL.md'), worse)
        put(join(dirname(dir), 'worse', 'outputs.yaml'), outputs.replace('evil', 'worse'))
      },
    ],
    [
      'whose template leaves the folder',
      [1, 2],
      (dir, at) => {
        put(
          join(dir, 'SKILL.md'),
          config(`derived:\n  - {fact: evil.name, value: '../../${at.cwd.split('/').at(-1)}-out'}`),
        )
        put(join(dir, 'outputs.yaml'), outputs)
        put(join(dir, 'files', '{evil.name}.txt'), 'out')
      },
    ],
    [
      'whose template never ends',
      [1],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), outputs)
        const loop = '<% for a in (1..100000) %><% for b in (1..100000) %><% assign x = a %><% endfor %><% endfor %>'
        put(join(dir, 'files', 'loop.txt'), loop)
      },
    ],
    [
      'whose template is endless text',
      [1],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), outputs)
        put(join(dir, 'files', 'long.txt'), `<% for a in (1..100000) %>${'x'.repeat(10_000)}<% endfor %>`)
      },
    ],
    [
      'whose template reads other files',
      [1, 2],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), outputs)
        put(join(dir, 'files', 'passwd.txt'), "<% render '../../../../../../etc/passwd' %>")
      },
    ],
    [
      'whose template reaches for the constructor',
      [1],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), outputs)
        put(join(dir, 'files', 'x.txt'), '<: goal.constructor.constructor :>')
      },
    ],
    [
      'whose template links out',
      [2],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), outputs)
        mkdirSync(join(dir, 'files'))
        symlinkSync('/etc/passwd', join(dir, 'files', 'passwd'))
      },
    ],
    [
      'whose outputs.yaml is malformed',
      [2],
      (dir) => {
        put(join(dir, 'SKILL.md'), config(''))
        put(join(dir, 'outputs.yaml'), 'skill: [evil\n')
      },
    ],
  ]

  test.each(folders)('%s ends in words and an exit code', (_what, codes, make) => {
    const at = shell()
    const dir = join(at.cwd, 'more', 'evil')
    make(dir, at)
    const before = tree(at.cwd)
    const begin = performance.now()
    const skills = existsSync(join(dirname(dir), 'worse')) ? dirname(dir) : dir
    const done = skillchain(at, ['evil plan', '--skip-all', '--blueprint', 'none', '--skills', skills])
    expect(performance.now() - begin).toBeLessThan(20_000)
    said(done, done.code ?? -1, /evil/)
    expect(codes).toContain(done.code)
    expect(tree(at.cwd)).toEqual(before)
    expect(done.out + done.err).not.toContain('root:x:')
    const listed = skillchain(at, ['skills', 'list', '--skills', skills])
    said(listed, listed.code ?? -1)
    const linted = skillchain(at, ['skills', 'lint', '--skills', skills])
    said(linted, 6, /evil/)
  })
})
