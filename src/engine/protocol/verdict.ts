import type { Report } from './report.ts'

/** Everything required is there, every promised output is as promised, and every check of ours ran and found no error. */
export function isComplete(report: Report): boolean {
  return (
    report.completeness === 100 &&
    report.skills.every((skill) => skill.outputs.every((output) => output.status === 'fulfilled')) &&
    (report.checks ?? []).every((check) => check.status === 'passed' || check.outside === true)
  )
}

/** The headline of spec 1 §4.6. It says "complete" only of what is. */
export function headline(report: Report): string {
  if (isComplete(report)) return 'INFRASTRUCTURE CONFIGURATION COMPLETE'
  const missing = report.required - report.fulfilled
  if (missing > 0) return `INFRASTRUCTURE CONFIGURATION: ${missing} OF ${report.required} REQUIRED PARTS MISSING`
  const failed = (report.checks ?? []).filter((check) => check.status === 'failed').length
  if (failed > 0) return `INFRASTRUCTURE CONFIGURATION: ${failed} ${failed === 1 ? 'CHECK' : 'CHECKS'} FAILED`
  const idle = (report.checks ?? []).filter((check) => check.status === 'not-run' && check.outside !== true).length
  if (idle > 0) return `INFRASTRUCTURE CONFIGURATION: ${idle} ${idle === 1 ? 'CHECK' : 'CHECKS'} COULD NOT RUN`
  return 'INFRASTRUCTURE CONFIGURATION: SOME OUTPUTS ARE NOT AS PROMISED'
}

/** Files that came from skills; all of them where nothing says who owns what. */
export const generatedFiles = ({ files }: Report): number =>
  files.filter((file) => file.owner !== 'you').length || files.length

/** Skills that took part; files that several of them share are nobody's step. */
export const skillCount = (report: Report): number => report.chain?.skills.length ?? report.skills.length

/** A path as it is typed from where the run began. */
export const underRoot = (root: string, path: string): string =>
  root === '' || root === '.' ? path : `${root.replace(/\/+$/, '')}/${path}`
