import type { ChecklistResult, Evidence } from '../../protocol/report.ts'
import { evidenceLine } from '../expectations.ts'
import type { Survey } from '../survey.ts'

/** One thing that was looked for on behalf of a line of the checklist. */
export interface Finding {
  ok: boolean
  /** A clause with its counts: `12 of 14 objects carry labels`. */
  says: string
  evidence: Evidence[]
}

/** A line of spec 1 §4.5 and the code that decides it. */
export interface Line {
  line: string
  /** Said when the repository holds nothing that this line could be about. */
  otherwise: string
  judge(survey: Survey): Finding[]
}

const MOST_EVIDENCE = 8

/** What is wrong comes first; what is right is the proof of a line that is met. */
export function conclude(line: Line, survey: Survey): ChecklistResult {
  const findings = line.judge(survey)
  if (findings.length === 0) return { line: line.line, status: 'not-applicable', because: line.otherwise, evidence: [] }
  const wrong = findings.filter((finding) => !finding.ok)
  const told = wrong.length > 0 ? wrong : findings
  return {
    line: line.line,
    status: wrong.length > 0 ? 'unmet' : 'met',
    because: sentence(told.map((finding) => finding.says)),
    evidence: interleave(told.map((finding) => finding.evidence)).slice(0, MOST_EVIDENCE),
  }
}

function sentence(clauses: string[]): string {
  const text = clauses.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** One piece of each finding before the second of any. */
function interleave(lists: Evidence[][]): Evidence[] {
  const out: Evidence[] = []
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let at = 0; at < longest; at++) out.push(...lists.flatMap((list) => list[at] ?? []))
  const seen = new Set<string>()
  return out.filter((one) => {
    const key = `${one.file}:${one.line}`
    return seen.has(key) ? false : Boolean(seen.add(key))
  })
}

export function at(survey: Survey, file: string, line: number): Evidence {
  return evidenceLine(file, survey.tree.text(file) ?? '', line)
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

/** `a, b and 3 more`: enough to find them, not a wall. */
export function some(names: string[], most = 3): string {
  const shown = [...new Set(names)]
  if (shown.length <= most) return shown.join(', ')
  return `${shown.slice(0, most).join(', ')} and ${shown.length - most} more`
}

/** Judges many things of one kind at once: all of them must pass. */
export function every<T>(
  things: readonly T[],
  passes: (thing: T) => boolean,
  say: (passed: number, all: number, failing: T[]) => string,
  evidence: (thing: T) => Evidence,
): Finding[] {
  if (things.length === 0) return []
  const failing = things.filter((thing) => !passes(thing))
  const shown = failing.length > 0 ? failing : things
  return [
    {
      ok: failing.length === 0,
      says: say(things.length - failing.length, things.length, failing),
      evidence: shown.slice(0, MOST_EVIDENCE).map(evidence),
    },
  ]
}
