import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withBodies } from '../../src/skills/bodies.ts'
import { writeIndexText } from '../../src/skills/index-build.ts'
import { loadBuiltin, readIndex } from '../../src/skills/index-file.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { tempDir, writeSkill, writeTree } from './folders.ts'

const BLUEPRINT = '---\nname: b\ntitle: B\ndescription: B.\ntriggers: {}\nskills: [a]\n---\n'
const HEADER = '---skillchain\nwhen: "true"\n---\n'

function built() {
  const root = tempDir()
  const places = {
    skills: join(root, 'skills'),
    blueprints: join(root, 'blueprints'),
    index: join(root, 'skills.json'),
    changeable: true,
  }
  writeSkill(places.skills, 'a', {
    files: { 'files/x.txt': `${HEADER}body of x\n`, 'partials/p.liquid': 'partial p', 'partials/q': 'partial q' },
    config: 'title: A\nquestions:\n  - {fact: a.b, ask: Q, type: text}\n',
  })
  writeTree(places.blueprints, { 'b.md': BLUEPRINT, 'README.md': '# no blueprint' })
  const past = new Date(Date.now() - 60_000)
  for (const file of [
    'skills/a/SKILL.md',
    'skills/a/outputs.yaml',
    'skills/a/files/x.txt',
    'skills/a/partials/p.liquid',
    'skills/a/partials/q',
    'blueprints/b.md',
    'blueprints/README.md',
  ]) {
    utimesSync(join(root, file), past, past)
  }
  writeFileSync(places.index, writeIndexText(places.skills, places.blueprints))
  return { root, places }
}

describe('the index', () => {
  test('holds all of a skill but its texts, and no path of the machine it was built on', () => {
    const { root, places } = built()
    const text = writeIndexText(places.skills, places.blueprints)
    expect(text).not.toContain(root)
    expect(text).not.toContain('body of x')
    expect(text).not.toContain('# Prose')
    expect(readIndex(text)).toMatchObject({
      skills: [{ name: 'a', dir: 'a', questions: [{ fact: 'a.b' }], templates: [{ path: 'x.txt', body: '' }] }],
      blueprints: [{ name: 'b', file: 'b.md' }],
    })
  })

  test('is the same text every time', () => {
    const { places } = built()
    expect(writeIndexText(places.skills, places.blueprints)).toBe(writeIndexText(places.skills, places.blueprints))
  })

  test('is not built from a broken skill', () => {
    const { places } = built()
    writeSkill(places.skills, 'bad', { config: 'titel: x\n' })
    expect(() => writeIndexText(places.skills, places.blueprints)).toThrow(
      /bad\/SKILL\.md:12:1: this part has no "titel"/,
    )
  })

  test('is read, with the texts fetched when they are needed', async () => {
    const { places } = built()
    const { from, skills, blueprints } = await loadBuiltin(places)
    expect(from).toBe('index')
    expect(blueprints[0]?.file).toBe(join(places.blueprints, 'b.md'))
    const [skill] = skills
    if (!skill) throw new Error('no skill')
    expect(skill.dir).toBe(join(places.skills, 'a'))
    const whole = withBodies(skill)
    const read = loadSkillFolder(skill.dir, 'builtin').skill
    expect(whole.templates).toEqual(read?.templates)
    expect(whole.partials).toEqual({ p: 'partial p', q: 'partial q' })
    expect(withBodies(whole)).toBe(whole)
  })
})

describe('in a checkout the index is not believed', () => {
  const from = async (places: Parameters<typeof loadBuiltin>[0]) => (await loadBuiltin(places)).from

  test('when a file has changed, even to the same size', async () => {
    const { places } = built()
    const file = join(places.skills, 'a/files/x.txt')
    writeFileSync(file, `${HEADER}BODY of x\n`)
    const later = new Date(Date.now() + 60_000)
    utimesSync(file, later, later)
    expect(await from(places)).toBe('folders')
    expect((await loadBuiltin(places)).skills[0]?.templates[0]?.body).toBe('BODY of x\n')
  })

  test('when a file has come, gone or moved', async () => {
    const { places } = built()
    writeTree(places.skills, { 'a/files/new.txt': '' })
    expect(await from(places)).toBe('folders')
    rmSync(join(places.skills, 'a/files/new.txt'))
    expect(await from(places)).toBe('index')
    rmSync(join(places.skills, 'a/partials/q'))
    expect(await from(places)).toBe('folders')
  })

  test('but it is when a file was only touched', async () => {
    const { places } = built()
    const later = new Date(Date.now() + 60_000)
    utimesSync(join(places.skills, 'a/SKILL.md'), later, later)
    expect(await from(places)).toBe('index')
  })

  test('when it is missing, cut short, or of another format', async () => {
    const { places } = built()
    for (const text of ['', '{"format":1', 'null', '[]', '{"format":0,"skills":[]}']) {
      writeFileSync(places.index, text)
      expect(await from(places)).toBe('folders')
    }
    rmSync(places.index)
    mkdirSync(places.index)
    const { skills, problems } = await loadBuiltin(places)
    expect(skills.map((s) => s.name)).toEqual(['a'])
    expect(problems.filter((p) => p.severity === 'error')).toEqual([])
  })
})

test('an installed package believes its index without looking', async () => {
  const { places } = built()
  writeTree(places.skills, { 'a/files/new.txt': '' })
  expect((await loadBuiltin({ ...places, changeable: false })).from).toBe('index')
})
