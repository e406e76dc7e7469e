import type { Report } from '../protocol/report.ts'

/** Below this the dialog of spec 1 opens; success is 100 all the same. */
export const DIALOG_BELOW = 80

export interface Remediation {
  /** Names for the dialog's list, in the report's order. */
  missing: string[]
  /** What answer A generates again: these skills, and of their files only these paths. */
  skills: { skill: string; paths: string[] }[]
}

/** null when nothing is missing. */
export function remediation(report: Report): Remediation | null {
  const missing = report.deliverables.filter((one) => one.status === 'missing')
  const paths = new Map<string, Set<string>>()
  const add = (skill: string, path: string): void => {
    const known = paths.get(skill) ?? new Set()
    paths.set(skill, known.add(path))
  }
  for (const skill of report.skills)
    for (const output of skill.outputs) if (output.status !== 'fulfilled') add(skill.skill, output.path)
  for (const one of missing) {
    const known = paths.get(one.skill) ?? new Set()
    paths.set(one.skill, known)
    for (const path of one.missingPaths ?? []) known.add(path)
  }
  if (paths.size === 0) return null
  return {
    missing: missing.map((one) => one.name),
    skills: [...paths].map(([skill, set]) => ({ skill, paths: [...set].sort() })),
  }
}

export function wantsDialog(report: Report): boolean {
  return report.completeness < DIALOG_BELOW
}
