import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeIndexTexts } from '../../src/skills/index-build.ts'
import { readWords } from '../../src/skills/words.ts'
import { tempDir, writeSkill, writeTree } from './folders.ts'

function built(changeable = true) {
  const root = tempDir()
  const places = {
    skills: join(root, 'skills'),
    blueprints: join(root, 'blueprints'),
    words: join(root, 'words.json'),
    changeable,
  }
  writeSkill(places.skills, 'a', { config: 'title: A\npriority: 4\nkeywords: {primary: [apple]}\n' })
  writeTree(places.blueprints, {
    'b.md': '---\nname: b\ntitle: B\ndescription: B.\ntriggers: {primary: [pie]}\nskills: [a]\n---\n',
  })
  const past = new Date(Date.now() - 60_000)
  for (const file of ['skills/a/SKILL.md', 'blueprints/b.md']) utimesSync(join(root, file), past, past)
  writeFileSync(places.words, writeIndexTexts(places.skills, places.blueprints).words)
  return places
}

test('the words are what a goal is compared with, and no more', () => {
  expect(readWords(built())).toMatchObject({
    skills: [
      {
        name: 'a',
        title: 'A',
        priority: 4,
        keywords: { primary: ['apple'], secondary: [], exclusions: [], requiresAny: [] },
        dependencies: [],
      },
    ],
    blueprints: [{ name: 'b', title: 'B', triggers: { primary: ['pie'], secondary: [] }, skills: ['a'] }],
  })
})

test.each<[string, (places: ReturnType<typeof built>) => void]>([
  [
    'a skill was edited',
    ({ skills }) => utimesSync(join(skills, 'a', 'SKILL.md'), new Date(), new Date(Date.now() + 5000)),
  ],
  ['a skill came', ({ skills }) => writeSkill(skills, 'c', { config: 'title: C\n' })],
  ['a skill went', ({ skills }) => rmSync(join(skills, 'a'), { recursive: true })],
  ['a blueprint came', ({ blueprints }) => writeTree(blueprints, { 'c.md': '' })],
  ['they are damaged', ({ words }) => writeFileSync(words, '{')],
  ['they are of another version', ({ words }) => writeFileSync(words, '{"format": 0}')],
  ['they are not there', ({ words }) => rmSync(words)],
])('they are not used when %s', (_, change) => {
  const places = built()
  change(places)
  expect(readWords(places)).toBeNull()
})

test('a folder without a SKILL.md changes nothing', () => {
  const places = built()
  mkdirSync(join(places.skills, 'notes'))
  expect(readWords(places)).not.toBeNull()
})

test('in an installed package nothing can have changed, and nothing is looked at', () => {
  const places = built(false)
  rmSync(places.skills, { recursive: true })
  expect(readWords(places)?.skills).toHaveLength(1)
})
