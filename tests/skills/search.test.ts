import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { findSkills, searchPath } from '../../src/skills/search.ts'
import { lines, tempDir, writeSkill, writeTree } from './folders.ts'

function places() {
  const root = tempDir()
  const where = {
    builtin: join(root, 'builtin'),
    user: join(root, 'user'),
    project: join(root, 'project'),
    flags: [join(root, 'flag')],
  }
  for (const dir of [
    where.builtin,
    where.user,
    join(where.project, '.skillchain/skills'),
    join(where.project, '.claude/skills'),
    join(root, 'flag'),
  ]) {
    mkdirSync(dir, { recursive: true })
  }
  return { root, where, search: () => findSkills(searchPath(where), loadSkillFolder) }
}

const plain = (name: string) => ({ [`${name}/SKILL.md`]: `---\nname: ${name}\ndescription: Text.\n---\nText.\n` })

describe('the search path', () => {
  test('goes from built in over user and project to --skills, and the last one counts', () => {
    const { where, search } = places()
    const dirs = [where.builtin, where.user, join(where.project, '.skillchain/skills'), ...where.flags]
    for (const [i, dir] of dirs.entries()) {
      for (const name of ['a', 'b', 'c', 'd'].slice(i)) writeSkill(dir, name)
    }
    const { skills, shadowed } = search()
    expect(skills.map((s) => [s.name, s.source])).toEqual([
      ['a', 'builtin'],
      ['b', 'user'],
      ['c', 'project'],
      ['d', 'flag'],
    ])
    expect(shadowed.map((s) => s.name)).toEqual(['b', 'c', 'd', 'c', 'd', 'd'])
  })

  test('reports what is shadowed, and by what', () => {
    const { where, search } = places()
    writeSkill(where.builtin, 'a')
    writeSkill(where.user, 'a')
    const told = lines(search().problems, 'info').join('\n')
    expect(told).toContain(`a in ${where.builtin}/a is not used: the one in ${where.user}/a takes its place`)
  })

  test('never lets a plain Agent Skill take the place of one that generates', () => {
    const { where, search } = places()
    writeSkill(where.builtin, 'a')
    writeTree(join(where.project, '.claude/skills'), { ...plain('a'), ...plain('b') })
    const { skills, shadowed } = search()
    expect(skills.map((s) => [s.name, s.textOnly === true])).toEqual([
      ['a', false],
      ['b', true],
    ])
    expect(shadowed).toEqual([
      { name: 'a', dir: join(where.project, '.claude/skills/a'), by: join(where.builtin, 'a') },
    ])
  })

  test('goes on after a broken skill, which is named', () => {
    const { where, search } = places()
    writeSkill(where.builtin, 'good')
    writeTree(where.user, { 'bad/SKILL.md': 'no frontmatter', 'notes.txt': 'x', 'empty/README.md': 'x' })
    const { skills, broken, problems } = search()
    expect(skills.map((s) => s.name)).toEqual(['good'])
    expect(broken).toEqual([{ name: 'bad', dir: join(where.user, 'bad') }])
    expect(lines(problems, 'error')[0]).toContain('bad/SKILL.md:1:1: SKILL.md must begin with frontmatter')
  })

  test('keeps the built-in skill when the one that would shadow it is broken', () => {
    const { where, search } = places()
    writeSkill(where.builtin, 'a')
    writeTree(where.user, { 'a/SKILL.md': 'broken' })
    expect(search().skills.map((s) => s.source)).toEqual(['builtin'])
  })
})

describe('--skills', () => {
  test('takes a folder of skills or one skill', () => {
    const root = tempDir()
    writeSkill(root, 'a')
    writeSkill(root, 'b')
    const names = (dir: string) => findSkills([{ dir, source: 'flag' }], loadSkillFolder).skills.map((s) => s.name)
    expect(names(root)).toEqual(['a', 'b'])
    expect(names(join(root, 'b'))).toEqual(['b'])
  })

  test('says so when there is nothing', () => {
    const root = writeTree(tempDir(), { file: 'x' })
    const told = (dir: string) => lines(findSkills([{ dir, source: 'flag' }], loadSkillFolder).problems, 'error').join()
    expect(told(join(root, 'none'))).toContain('there is no such folder of skills')
    expect(told(root)).toContain('no skill is in this folder')
    expect(told(join(root, 'file'))).toContain('a folder of skills is expected here')
  })
})

test('a link to a skill counts in a folder of one’s own and not in a project that came from elsewhere', () => {
  const { root, where, search } = places()
  writeSkill(join(root, 'elsewhere'), 'linked')
  symlinkSync(join(root, 'elsewhere', 'linked'), join(where.project, '.skillchain/skills/linked'))
  const refused = search()
  expect(refused.skills).toEqual([])
  expect(lines(refused.problems, 'warning')[0]).toContain('a symbolic link, which is not followed in a project')
  symlinkSync(join(root, 'elsewhere', 'linked'), join(where.user, 'linked'))
  expect(search().skills.map((s) => s.name)).toEqual(['linked'])
})
