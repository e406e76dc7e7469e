import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finished, skillchain, tree } from '../helpers/cli.ts'
import { plumbing, type Result, SKILLS } from './result.ts'

describe('a true conflict', () => {
  const CHANGE = [...SKILLS, '--set', 'pipes.range=10.5.0.0/16']
  function torn(): Result {
    const at = plumbing()
    at.edit('pipes.conf', '10.1.0.0/16', '10.66.0.0/16')
    return at
  }
  const asked = (at: Result, typed: string, ...args: string[]): Finished =>
    skillchain(at, ['regenerate', ...CHANGE, ...args], typed)

  test.each([
    ['mine', 'range = 10.66.0.0/16\n'],
    ['new', 'range = 10.5.0.0/16\n'],
    [
      'both',
      '<<<<<<< yours\nrange = 10.66.0.0/16\n||||||| base\nrange = 10.1.0.0/16\n=======\nrange = 10.5.0.0/16\n>>>>>>> skillchain\n',
    ],
  ])('asked on a pipe, or decided by a flag: %s', (word, text) => {
    const piped = torn()
    const done = asked(piped, `${word}\n`)
    expect(done.out).toContain('pipes.conf: changed by you and by the new version')
    expect(done.out).toMatch(/yours \| range = 10\.66\.0\.0\/16\n +new +\| range = 10\.5\.0\.0\/16/)
    expect(piped.read('pipes.conf')).toBe(`${text}material = copper\njoints = solder\n`)
    expect(piped.read('taps.conf')).toContain('pipes = 10.5.0.0/16')
    const flagged = torn()
    asked(flagged, '', '--on-conflict', word)
    expect(tree(flagged.dir)).toEqual(tree(piped.dir))
  })

  test('a file that keeps both is named until it is settled', () => {
    const at = torn()
    expect(asked(at, 'both\n').out).toMatch(/warning: .*pipes\.conf.*conflict markers/)
    expect(skillchain(at, ['status', 'infrastructure']).out).toMatch(/1 with conflict markers\n +pipes\.conf/)
  })

  test('edit opens the editor on both sides and takes what is saved', () => {
    const at = torn()
    const editor = join(at.cwd, 'editor.sh')
    const seen = join(at.cwd, 'seen.conf')
    writeFileSync(editor, `#!/bin/sh\ncp "$1" ${seen}\nprintf 'range = 10.77.0.0/16\\n' > "$1"\n`, { mode: 0o755 })
    at.env.EDITOR = editor
    const done = asked(at, 'edit\n')
    expect(done.code, done.out + done.err).toBe(0)
    expect(readFileSync(seen, 'utf8')).toContain('<<<<<<< yours\nrange = 10.66.0.0/16\n')
    expect(at.read('pipes.conf')).toBe('range = 10.77.0.0/16\n')
  })

  test.each([
    ['false', /The editor did not work/],
    ['no-such-editor', /The editor did not work/],
    ['', /set EDITOR, or type mine, new or both/],
  ])('an editor that fails, or is not there, asks again: %j', (editor, words) => {
    const at = torn()
    at.env.EDITOR = editor
    const done = asked(at, 'edit\nmine\n')
    expect(done.out).toMatch(words)
    expect(done.code, done.err).toBe(0)
    expect(at.read('pipes.conf')).toContain('10.66.0.0/16')
  })

  test('with nobody to ask it ends with 3, the request named and nothing changed', () => {
    for (const args of [[], ['--skip-all'], ['--json'], ['--skip-all', '--json']]) {
      const at = torn()
      const before = tree(at.dir)
      const done = asked(at, '', ...args)
      expect(done.code).toBe(3)
      expect(done.out).toContain('merge:pipes.conf')
      expect(done.out).toContain('--on-conflict')
      expect(tree(at.dir)).toEqual(before)
    }
  })

  test('resume goes on with the decision', () => {
    const at = torn()
    expect(asked(at, '', '--skip-all').code).toBe(3)
    expect(skillchain(at, ['resume', '--on-conflict', 'new']).code).toBe(0)
    expect(at.read('pipes.conf')).toContain('range = 10.5.0.0/16')
  })
})
