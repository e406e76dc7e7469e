import { dimensionValues, itemsFor } from '../../skills/outputs.ts'
import type { Deliverable, OutputItem, SkillOutputs } from '../../skills/types.ts'
import type { FactValue, Maturity } from '../protocol/facts.ts'
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

function skillResult(skill: PromisingSkill, input: CompletenessInput, contents: Contents): SkillResult {
  const { chosen, unreadable } = chosenOutputs(skill.outputs, input.holds)
  const results = itemsFor(chosen, input.maturity, dimensionValues(chosen, input.fact)).map((item): OutputResult => {
    const { missing, problems } = outputProblems(item, contents)
    return { path: item.path, status: missing ? 'missing' : problems.length > 0 ? 'incomplete' : 'fulfilled', problems }
  })
  return { skill: skill.name, outputs: [...results, ...unreadable] }
}

/** Items whose condition does not hold are not promised; one that cannot be read is a promise nobody can keep. */
function chosenOutputs(
  outputs: SkillOutputs,
  holds: CompletenessInput['holds'],
): { chosen: SkillOutputs; unreadable: OutputResult[] } {
  const unreadable: OutputResult[] = []
  const applies = (item: OutputItem): boolean => {
    if (item.when === undefined) return true
    try {
      return holds(item.when)
    } catch (error) {
      unreadable.push({ path: item.path, status: 'incomplete', problems: [reason(item.when, error)] })
      return false
    }
  }
  const conditional = Object.entries(outputs.conditional).map(([dimension, values]) => {
    const kept = Object.entries(values).map(([value, items]) => [value, items.filter(applies)] as const)
    return [dimension, Object.fromEntries(kept)] as const
  })
  const chosen = { ...outputs, base: outputs.base.filter(applies), conditional: Object.fromEntries(conditional) }
  return { chosen, unreadable }
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
