import { z } from 'zod'
import { matchShape } from './border.ts'
import { patternFault } from './expectation.ts'
import type { Fence, Outline } from './markdown.ts'
import { didYouMean } from './nearest.ts'
import { pathFault } from './paths.ts'
import { FormatError, type Path, problem } from './problem.ts'
import { conditionFault } from './template.ts'
import type { ContentCheck, Deliverable, MaturityProfile, SkillProblem } from './types.ts'
import { MATURITIES, type Maturity } from './values.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

const maturity = z.enum(['starter', 'intermediate', 'advanced'])
const texts = z.union([z.array(z.string()), z.string().transform((one) => [one])]).nullish()
const checkList = z.array(
  z.looseObject({ pattern: z.string(), in: z.string(), maturity: z.array(maturity).optional() }),
)
const checkMap = z.record(z.string(), z.union([z.array(z.string()), z.string().transform((one) => [one])]))

/** Form A keys deliverables by their name and lists checks; form B keys them by a slug and maps files to patterns. */
const deliverable = z.looseObject({
  primary_skill: z.string().optional(),
  skill: z.string().optional(),
  required_files: texts,
  content_checks: z.union([checkList, checkMap]).nullish(),
  maturity_required: z.union([z.array(maturity), maturity.transform((one) => [one])]).nullish(),
  condition: z.union([z.string(), z.boolean().transform(String)]).optional(),
  conditional: z.unknown().optional(),
})
const KEYS = [
  'primary_skill',
  'skill',
  'required_files',
  'content_checks',
  'maturity_required',
  'condition',
  'conditional',
  'description',
]

const profile = z.looseObject({
  description: z.string().default(''),
  require_additionally: texts,
  skip_deliverables: texts,
  empty_dirs_allowed: texts,
  generation_adjustments: texts,
  deliverables: texts,
})

export interface Promised {
  deliverables: Deliverable[]
  profiles: Record<string, MaturityProfile>
}

interface Block {
  fence: Fence
  document: YamlDocument
  value: Record<string, unknown>
}

/** The blocks of "## Deliverables Specification"; anywhere else only if they hold one of the two keys. */
export function readDeliverables(markdown: Outline, file: string, strict: boolean, problems: SkillProblem[]): Promised {
  const blocks = markdown.fences.flatMap((fence) => blockOf(fence, file, problems) ?? [])
  const found = blocks.find((b) => Object.hasOwn(b.value, 'deliverables'))
  const profiles = blocks.find((b) => Object.hasOwn(b.value, 'maturity_profiles'))
  const reader = new Reader(file, strict, problems)
  const deliverables = found ? reader.deliverables(found) : []
  const read = profiles ? reader.profiles(profiles, deliverables) : {}
  // A deliverable that every level leaves out is promised to nobody.
  const promised = deliverables.filter((d) => !profiles || d.maturityRequired.length > 0)
  return { deliverables: promised, profiles: read }
}

function blockOf(fence: Fence, file: string, problems: SkillProblem[]): Block | null {
  if (!['yaml', 'yml'].includes(fence.language)) return null
  const specified = fence.headings.some((h) => /^deliverables specification/i.test(h.title))
  if (!specified && !/^(deliverables|maturity_profiles):/m.test(fence.text)) return null
  try {
    const document = parseYaml(fence.text, file, { linesBefore: fence.line - 1 })
    const value = document.value
    return isObject(value) ? { fence, document, value } : null
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
    return null
  }
}

class Reader {
  readonly file: string
  /** The public collection's defects are warnings; in a blueprint of one's own they are errors. */
  readonly severity: 'error' | 'warning'
  readonly problems: SkillProblem[]
  constructor(file: string, strict: boolean, problems: SkillProblem[]) {
    this.file = file
    this.severity = strict ? 'error' : 'warning'
    this.problems = problems
  }

  say(document: YamlDocument, path: Path, message: string, hint?: string): void {
    this.problems.push(problem(this.severity, this.file, document.at(path), message, hint))
  }

  deliverables({ document, value }: Block): Deliverable[] {
    const all = value.deliverables
    if (!isObject(all)) {
      this.say(document, ['deliverables'], 'deliverables must be "name: …" entries')
      return []
    }
    return Object.entries(all).flatMap(([name, raw]) => {
      const path = ['deliverables', name]
      const result = matchShape(deliverable, raw, document, this.file, KEYS, path)
      this.problems.push(...result.problems)
      return result.value ? [this.deliverable(name, result.value, document, path)] : []
    })
  }

  deliverable(name: string, raw: z.output<typeof deliverable>, document: YamlDocument, path: Path): Deliverable {
    for (const key of Object.keys(raw)) {
      if (KEYS.includes(key)) continue
      const place = document.keyAt([...path, key])
      this.problems.push(problem('warning', this.file, place, `a deliverable has no "${key}"`, didYouMean(key, KEYS)))
    }
    const result: Deliverable = {
      name,
      skill: raw.primary_skill ?? raw.skill ?? '',
      requiredFiles: raw.required_files ?? [],
      contentChecks: this.checks(raw.content_checks ?? [], document, [...path, 'content_checks']),
      maturityRequired: raw.maturity_required ?? [],
      line: document.keyAt(path).line,
    }
    result.requiredFiles.forEach((wanted, i) => {
      const fault = pathFault(wanted)
      if (fault) this.say(document, [...path, 'required_files', i], `${JSON.stringify(wanted)} is ${fault}`)
    })
    if (raw.condition !== undefined) {
      const fault = conditionFault(raw.condition)
      if (fault) this.say(document, [...path, 'condition'], `the condition does not read: ${fault.message}`, fault.hint)
      result.condition = raw.condition
    }
    if (raw.conditional !== undefined) {
      const message = `"conditional: ${String(raw.conditional)}" is prose and decides nothing: "${name}" counts as required`
      this.say(document, [...path, 'conditional'], message, 'write condition: with a fact')
    }
    return result
  }

  checks(
    raw: NonNullable<z.output<typeof deliverable>['content_checks']>,
    document: YamlDocument,
    path: Path,
  ): ContentCheck[] {
    const listed: { check: ContentCheck; path: Path }[] = Array.isArray(raw)
      ? raw.map((entry, i) => ({
          check: {
            pattern: entry.pattern,
            in: entry.in,
            ...(entry.maturity === undefined ? {} : { maturity: entry.maturity }),
          },
          path: [...path, i, 'pattern'],
        }))
      : Object.entries(raw).flatMap(([wanted, patterns]) =>
          patterns.map((pattern, i) => ({ check: { pattern, in: wanted }, path: [...path, wanted, i] })),
        )
    for (const { check, path: here } of listed) {
      const fault = patternFault(check.pattern)
      if (fault) this.say(document, here, `the regular expression is refused: ${fault}`)
      else if (doubledBackslash(check.pattern)) {
        const hint = 'single quotes keep both backslashes: write one'
        this.problems.push(
          problem('warning', this.file, document.at(here), `this asks for a backslash in the file`, hint),
        )
      }
      const wrong = pathFault(check.in)
      if (wrong) this.say(document, here, `${JSON.stringify(check.in)} is ${wrong}`)
    }
    return listed.map((entry) => entry.check)
  }

  profiles({ document, value }: Block, deliverables: Deliverable[]): Record<string, MaturityProfile> {
    const all = value.maturity_profiles
    if (!isObject(all)) {
      this.say(document, ['maturity_profiles'], 'maturity_profiles must be "starter: …" entries')
      return {}
    }
    const names = deliverables.map((d) => d.name)
    const profiles: Record<string, MaturityProfile> = {}
    const positive = new Map<Maturity, string[]>()
    for (const [level, raw] of Object.entries(all)) {
      const path = ['maturity_profiles', level]
      const result = matchShape(profile, raw ?? {}, document, this.file, [], path)
      this.problems.push(...result.problems)
      if (!result.value) continue
      const found = result.value
      profiles[level] = {
        description: found.description,
        requireAdditionally: found.require_additionally ?? [],
        skipDeliverables: found.skip_deliverables ?? [],
        emptyDirsAllowed: found.empty_dirs_allowed ?? [],
        generationAdjustments: found.generation_adjustments ?? [],
      }
      for (const key of ['require_additionally', 'skip_deliverables', 'deliverables'] as const) {
        found[key]?.forEach((name, i) => {
          if (!names.includes(name))
            this.say(document, [...path, key, i], `no deliverable is named "${name}"`, didYouMean(name, names))
        })
      }
      const known = MATURITIES.find((m) => m === level)
      if (known && found.deliverables) positive.set(known, found.deliverables)
    }
    applyProfiles(deliverables, profiles, positive)
    return profiles
  }
}

/** Profiles add and take away what `maturity_required` says; form B's positive lists say it alone. */
function applyProfiles(
  deliverables: Deliverable[],
  profiles: Record<string, MaturityProfile>,
  positive: ReadonlyMap<Maturity, string[]>,
): void {
  for (const item of deliverables) {
    const stated = item.maturityRequired.length > 0 ? item.maturityRequired : MATURITIES
    item.maturityRequired = MATURITIES.filter((level) => {
      const list = positive.get(level)
      if (list) return list.includes(item.name)
      const own = Object.hasOwn(profiles, level) ? profiles[level] : undefined
      if (own?.skipDeliverables.includes(item.name)) return false
      return stated.includes(level) || (own?.requireAdditionally.includes(item.name) ?? false)
    })
  }
}

/** `'\\s'` in single quotes is a backslash and an s. */
export function doubledBackslash(pattern: string): boolean {
  return /\\\\[sdwbSDWB.()[\]{}]/.test(pattern)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
