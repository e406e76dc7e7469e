import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readTextFile } from './read.ts'
import type { Skill } from './types.ts'

/**
 * A skill that came from the index, with the texts of its templates and partials. The index says where each body begins,
 * so that no YAML is parsed. Throws FormatError when a file is gone.
 */
export function withBodies(skill: Skill): Skill {
  if (skill.bodies !== 'on-disk') return skill
  const templates = skill.templates.map((template) => ({
    ...template,
    body: fromLine(readTextFile(join(skill.dir, 'files', template.source)), template.bodyLine),
  }))
  const partials = Object.fromEntries(
    Object.keys(skill.partials ?? {}).map((name) => [name, readTextFile(partialFile(skill.dir, name))]),
  )
  const { bodies: _, ...rest } = skill
  return { ...rest, templates, partials }
}

function partialFile(dir: string, name: string): string {
  const plain = join(dir, 'partials', name)
  return existsSync(plain) ? plain : `${plain}.liquid`
}

function fromLine(text: string, line: number): string {
  let at = 0
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at)
    if (next < 0) return ''
    at = next + 1
  }
  return text.slice(at)
}
