import { join } from 'node:path'
import { type Path, type Place, pathKey, problem, WHOLE_FILE } from '../problem.ts'
import type { Blueprint, Skill, SkillProblem, TemplateFile } from '../types.ts'

/** What a skill is checked against. */
export interface LintContext {
  /** All skills of the search path; the checked one may be among them. */
  skills: readonly Skill[]
  /** Names of skills that are known of without a folder: a condition may ask for them. */
  known?: readonly string[]
  /** Facts of the shared model and those the program computes. */
  facts: readonly string[]
  blueprints: readonly { name: string }[] | readonly Blueprint[]
  /** Filters that templates have besides Liquid's own. */
  filters: readonly string[]
}

/** Variables of every template that are no facts. */
export const RESERVED = ['maturity', 'level', 'skills', 'has', 'goal', 'links', 'link_pairs', 'versions'] as const

/** Collects findings about one skill and knows where its parts stand. */
export class LintReport {
  readonly skill: Skill
  readonly ctx: LintContext
  readonly problems: SkillProblem[] = []
  readonly skillNames: ReadonlySet<string>
  /** The other skills, the checked one taken out even when it is an older copy of itself. */
  readonly others: readonly Skill[]

  constructor(skill: Skill, ctx: LintContext) {
    this.skill = skill
    this.ctx = ctx
    this.others = ctx.skills.filter((other) => other.name !== skill.name && !other.textOnly)
    this.skillNames = new Set([...ctx.skills.map((other) => other.name), ...(ctx.known ?? []), skill.name])
  }

  config(severity: SkillProblem['severity'], path: Path, message: string, hint?: string): void {
    const file = this.skill.places?.skillFile ?? join(this.skill.dir, 'SKILL.md')
    this.problems.push(problem(severity, file, this.placeIn('config', path), message, hint))
  }

  outputs(severity: SkillProblem['severity'], path: Path, line: number, message: string, hint?: string): void {
    const file = this.skill.places?.outputsFile ?? join(this.skill.dir, 'outputs.yaml')
    const found = this.placeIn('outputs', path)
    const place = found.line > 0 ? found : { line, column: 1 }
    this.problems.push(problem(severity, file, place, message, hint))
  }

  header(
    severity: SkillProblem['severity'],
    template: TemplateFile,
    key: string,
    message: string,
    hint?: string,
  ): void {
    const line = template.headerLines?.[key] ?? 0
    const place = line > 0 ? { line, column: 1 } : WHOLE_FILE
    this.problems.push(problem(severity, this.fileOf(template), place, message, hint))
  }

  body(severity: SkillProblem['severity'], file: string, place: Place, message: string, hint?: string): void {
    this.problems.push(problem(severity, file, place, message, hint))
  }

  fileOf(template: TemplateFile): string {
    return join(this.skill.dir, 'files', template.source)
  }

  private placeIn(part: 'config' | 'outputs', path: Path): Place {
    const places = this.skill.places?.[part]
    if (!places) return WHOLE_FILE
    for (let length = path.length; length > 0; length--) {
      const place = places[pathKey(path.slice(0, length))]
      if (place) return place
    }
    return WHOLE_FILE
  }
}
