import type { Deliverable, OutputItem, SkillOutputs } from '../../skills/types.ts'
import { type FactValue, MATURITIES, type Maturity } from '../protocol/facts.ts'
import type { DeliverableResult, Evidence, OutputResult, SkillResult } from '../protocol/report.ts'
import { type Contents, contentsOf, evidenceLine, findPattern, outputProblems } from './expectations.ts'
import type { Tree } from './tree.ts'

export interface PromisingSkill {
  name: string
  outputs: SkillOutputs
}

export interface CompletenessInput {
  tree: Tree
  maturity: Maturity
  skills: readonly PromisingSkill[]
  /** null: the skills' outputs are the deliverables. */
  deliverables: readonly Deliverable[] | null
  /** Throws when the condition cannot be read. */
  holds(condition: string): boolean
  fact(name: string): FactValue
}

export interface Completeness {
  skills: SkillResult[]
  deliverables: DeliverableResult[]
  required: number
  fulfilled: number
  /** Rounded down; 100 only when nothing is missing. */
  percent: number
}

export function completeness(input: CompletenessInput): Completeness {
  const contents = contentsOf(input.tree)
  const skills = input.skills.map((skill) => skillResult(skill, input, contents))
  const deliverables = input.deliverables
    ? input.deliverables.map((deliverable) => deliverableResult(deliverable, input, contents))
    : skills.flatMap((skill) => skill.outputs.map((output) => outputAsDeliverable(skill.skill, output, contents)))
  return { skills, deliverables, ...tally(deliverables) }
}

/** Required is what was not skipped. With nothing required, nothing is missing. */
export function tally(results: readonly DeliverableResult[]): Pick<Completeness, 'required' | 'fulfilled' | 'percent'> {
  const required = results.filter((result) => result.status !== 'skipped').length
  const fulfilled = results.filter((result) => result.status === 'fulfilled').length
  const percent = fulfilled === required ? 100 : Math.min(99, Math.floor((100 * fulfilled) / required))
  return { required, fulfilled, percent }
}

/**
 * The items that count for these answers. A higher maturity's item replaces a lower one's for the same path;
 * items of the base and of other dimensions add their demands.
 */
export function applicableOutputs(
  outputs: SkillOutputs,
  input: Pick<CompletenessInput, 'maturity' | 'holds' | 'fact'>,
): { items: OutputItem[]; unreadable: { item: OutputItem; why: string }[] } {
  const byLevel = new Map<string, OutputItem>()
  for (const level of MATURITIES.slice(0, MATURITIES.indexOf(input.maturity) + 1)) {
    for (const item of outputs.conditional.maturity?.[level] ?? []) byLevel.set(item.path, item)
  }
  const items = [...outputs.base, ...byLevel.values()]
  for (const [dimension, values] of Object.entries(outputs.conditional)) {
    if (dimension === 'maturity') continue
    const chosen = chosenValues(
      Object.hasOwn(outputs.dimensions, dimension) ? outputs.dimensions[dimension] : undefined,
      input.fact,
    )
    for (const [value, more] of Object.entries(values)) if (chosen.has(fold(value))) items.push(...more)
  }
  const unreadable: { item: OutputItem; why: string }[] = []
  const counted = items.filter((item) => {
    if (item.when === undefined) return true
    try {
      return input.holds(item.when)
    } catch (error) {
      unreadable.push({ item, why: reason(item.when, error) })
      return false
    }
  })
  return { items: counted, unreadable }
}

/** A dimension that no fact decides was never chosen. */
function chosenValues(fact: string | undefined, read: (name: string) => FactValue): Set<string> {
  const value = fact === undefined ? null : read(fact)
  const members = Array.isArray(value) ? value : [value]
  return new Set(members.filter((member) => member !== null).map((member) => fold(String(member))))
}

/** The public collections write `multi-cloud` beside `docker_compose` for the same kind of name. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}

function skillResult(skill: PromisingSkill, input: CompletenessInput, contents: Contents): SkillResult {
  const { items, unreadable } = applicableOutputs(skill.outputs, input)
  const byPath = new Map<string, OutputResult>()
  const add = (path: string, status: OutputResult['status'], problems: string[]): void => {
    const result = byPath.get(path)
    if (!result) byPath.set(path, { path, status, problems })
    else {
      result.problems = [...new Set([...result.problems, ...problems])]
      if (result.status === 'fulfilled' || status === 'missing') result.status = status
    }
  }
  for (const item of items) {
    const { missing, problems } = outputProblems(item, contents)
    add(item.path, missing ? 'missing' : problems.length > 0 ? 'incomplete' : 'fulfilled', problems)
  }
  for (const { item, why } of unreadable) add(item.path, 'incomplete', [why])
  return { skill: skill.name, outputs: [...byPath.values()] }
}

function deliverableResult(spec: Deliverable, input: CompletenessInput, contents: Contents): DeliverableResult {
  const result: DeliverableResult = {
    name: spec.name,
    status: 'skipped',
    skill: spec.skill,
    files: [],
    why: [],
    evidence: [],
  }
  if (spec.maturityRequired.length > 0 && !spec.maturityRequired.includes(input.maturity))
    return { ...result, skippedBy: 'maturity', why: [`required at ${spec.maturityRequired.join(' and ')}`] }
  if (spec.condition !== undefined) {
    try {
      if (!input.holds(spec.condition))
        return { ...result, skippedBy: 'condition', why: [`only when ${spec.condition}`] }
    } catch (error) {
      // What cannot be decided stays required: a check that could not run is not green.
      result.why.push(reason(spec.condition, error))
    }
  }

  const files = new Set<string>()
  const missingPaths = new Set<string>()
  const evidence: Evidence[] = []
  for (const wanted of spec.requiredFiles) {
    const found = contents.resolve(wanted)
    const filled = found.filter((file) => !contents.isEmpty(file))
    for (const file of filled) files.add(file)
    if (filled.length === 0) missingPaths.add(wanted)
    if (found.length === 0) result.why.push(`${wanted} does not exist`)
    else if (filled.length === 0) result.why.push(`${wanted} holds nothing but comments`)
  }
  for (const check of spec.contentChecks) {
    if (check.maturity && check.maturity.length > 0 && !check.maturity.includes(input.maturity)) continue
    const found = findPattern(check.pattern, check.in, contents)
    if ('evidence' in found) evidence.push(found.evidence)
    else {
      missingPaths.add(check.in)
      if (!result.why.includes(found.problem)) result.why.push(found.problem)
    }
  }
  if (result.why.length === 0) return { ...result, status: 'fulfilled', files: [...files], evidence }
  return { ...result, status: 'missing', files: [...files], missingPaths: [...missingPaths], evidence }
}

function outputAsDeliverable(skill: string, output: OutputResult, contents: Contents): DeliverableResult {
  const files = output.status === 'missing' ? [] : contents.resolve(output.path)
  const first = files[0]
  const text = first === undefined ? undefined : contents.tree.text(first)
  return {
    name: output.path,
    status: output.status === 'fulfilled' ? 'fulfilled' : 'missing',
    skill,
    files,
    ...(output.status === 'fulfilled' ? {} : { missingPaths: [output.path] }),
    why: output.problems,
    evidence: first !== undefined && text !== undefined ? [evidenceLine(first, text, 1)] : [],
  }
}

function reason(condition: string, error: unknown): string {
  return `the condition "${condition}" cannot be read: ${error instanceof Error ? error.message : String(error)}`
}
