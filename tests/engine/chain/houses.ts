import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalog } from '../../../src/engine/chain/context.ts'
import { loadSkillFolder } from '../../../src/skills/load.ts'
import { findSkills } from '../../../src/skills/search.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/skills', import.meta.url))

/** The fixture skills in a folder of their own, which a test may break and repair. */
export interface Houses {
  dir: string
  catalog: () => Catalog
  edit(file: string, change: (text: string) => string): void
}

export function houses(): Houses {
  const dir = join(mkdtempSync(join(tmpdir(), 'skillchain-skills-')), 'skills')
  cpSync(fixtures, dir, { recursive: true })
  return {
    dir,
    catalog: () => ({
      skills: findSkills([{ dir, source: 'flag' }], loadSkillFolder).skills,
      shared: [],
      blueprints: [],
      known: [],
      versions: { podinfo: '6.9.0' },
      complete: (skill) => skill,
      async reload(skill) {
        const { skill: again, problems } = loadSkillFolder(skill.dir, skill.source)
        if (again === null || problems.some((problem) => problem.severity === 'error'))
          throw new Error(problems[0]?.message ?? 'broken')
        return again
      },
    }),
    edit(file, change) {
      writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')))
    },
  }
}
