import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { formatProblem } from '../../src/skills/problem.ts'
import type { SkillProblem } from '../../src/skills/types.ts'

/** A real folder that is gone after the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'skills-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function writeTree(root: string, files: Record<string, string | Buffer>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

export interface SkillParts {
  config?: string
  outputs?: string
  files?: Record<string, string>
  frontmatter?: string
}

/** A skill folder with a configuration; every part can be replaced by the one under test. */
export function writeSkill(root: string, name: string, parts: SkillParts = {}): string {
  const frontmatter = parts.frontmatter ?? `name: ${name}\ndescription: A skill for a test.\nversion: 1.2.3`
  const config = parts.config ?? `title: A test\n`
  writeTree(join(root, name), {
    'SKILL.md': `---\n${frontmatter}\n---\n\n# Prose\n\n## Skillchain Configuration\n\n\`\`\`yaml\n${config}\`\`\`\n`,
    'outputs.yaml': parts.outputs ?? `skill: ${name}\nversion: "1.0"\n`,
    ...parts.files,
  })
  return join(root, name)
}

export function lines(problems: readonly SkillProblem[], severity?: SkillProblem['severity']): string[] {
  return problems.filter((p) => severity === undefined || p.severity === severity).map(formatProblem)
}
