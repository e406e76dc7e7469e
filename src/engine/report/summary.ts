import type { Report } from '../protocol/report.ts'
import { isComplete } from './build.ts'
import { padTo, plainText, textWidth } from './text-width.ts'

const RULE = '═'.repeat(59)

export interface SummaryOptions {
  /** The tree's folder as the user would type it. */
  root?: string
  ascii?: boolean
}

/** Spec 1 §4.6. It says "complete" only of what is. */
export function renderSummary(report: Report, options: SummaryOptions = {}): string[] {
  const rule = options.ascii ? '='.repeat(RULE.length) : RULE
  const skills = report.skills.length
  const generated = report.files.filter((file) => file.owner !== 'you').length
  const files = generated || report.files.length
  const keys = report.keyFiles.map(({ label, path }) => ({ label, path: plainText(under(options.root, path)) }))
  const column = Math.max(0, ...keys.map((key) => textWidth(key.path)))
  return [
    rule,
    `  ${headline(report)}`,
    rule,
    '',
    `Generated ${files} ${files === 1 ? 'file' : 'files'} across ${skills} infrastructure ${skills === 1 ? 'skill' : 'skills'}:`,
    ...(keys.length > 0 ? ['', 'KEY FILES:', ...keys.map((key) => `  ${padTo(key.path, column)} - ${key.label}`)] : []),
    '',
    'NEXT STEPS:',
    ...report.nextSteps.map((step, index) => `  ${index + 1}. ${plainText(step)}`),
    '',
    rule,
  ]
}

function headline(report: Report): string {
  if (isComplete(report)) return 'INFRASTRUCTURE CONFIGURATION COMPLETE'
  const missing = report.required - report.fulfilled
  if (missing > 0) return `INFRASTRUCTURE CONFIGURATION: ${missing} OF ${report.required} REQUIRED PARTS MISSING`
  const failed = (report.checks ?? []).filter((check) => check.status === 'failed').length
  if (failed > 0) return `INFRASTRUCTURE CONFIGURATION: ${failed} ${failed === 1 ? 'CHECK' : 'CHECKS'} FAILED`
  return 'INFRASTRUCTURE CONFIGURATION: SOME OUTPUTS ARE NOT AS PROMISED'
}

function under(root: string | undefined, path: string): string {
  return root === undefined || root === '' || root === '.' ? path : `${root.replace(/\/+$/, '')}/${path}`
}

/** What stands behind the box: which checks passed, which found something, which did not run and why. */
export function renderProof(report: Report, options: { ascii?: boolean } = {}): string[] {
  const [yes, no] = options.ascii ? ['ok', 'FAILED'] : ['✓', '✗']
  const checks = report.checks ?? []
  const ran = checks.filter((check) => check.status !== 'not-run')
  const idle = checks.filter((check) => check.status === 'not-run')
  const word = (check: (typeof checks)[number]): string =>
    `${plainText(check.check)} ${check.status === 'passed' ? yes : `${no} ${check.findings}`}${check.note ? ` (${plainText(check.note)})` : ''}`
  const outputs = report.skills.flatMap((skill) => skill.outputs)
  const kept = outputs.filter((output) => output.status === 'fulfilled').length
  const met = report.checklist.filter((line) => line.status === 'met').length
  const unmet = report.checklist.filter((line) => line.status === 'unmet').length
  return [
    ...(ran.length > 0 ? [`Proved by: ${ran.map(word).join(' · ')}`] : []),
    ...(idle.length > 0
      ? [
          `Not run:   ${idle.map((check) => `${plainText(check.check)}${check.note ? ` (${plainText(check.note)})` : ''}`).join(' · ')}`,
        ]
      : []),
    `Outputs:   ${kept} of ${outputs.length} as the skills promise`,
    `Checklist: ${met} met${unmet > 0 ? `, ${unmet} unmet` : ''}, ${report.checklist.length - met - unmet} not applicable`,
  ]
}

/** Dialog answer C: everything that was looked for, what was found, and where. */
export function renderDetails(report: Report, options: { ascii?: boolean } = {}): string[] {
  const [yes, no, none] = options.ascii ? ['+', 'x', 'o'] : ['✓', '✗', '○']
  const marks = {
    fulfilled: yes,
    met: yes,
    missing: no,
    incomplete: no,
    unmet: no,
    skipped: none,
    'not-applicable': none,
  }
  const place = (one: { file: string; line: number; text: string }): string =>
    `      ${plainText(one.file)}:${one.line}  ${plainText(one.text)}`
  return [
    'Deliverables',
    ...report.deliverables.flatMap((one) => [
      `  ${marks[one.status]} ${plainText(one.name)} (${plainText(one.skill)})`,
      ...one.why.map((why) => `      ${plainText(why)}`),
      ...one.evidence.map(place),
    ]),
    '',
    'Outputs of the skills',
    ...report.skills.flatMap((skill) => [
      `  ${plainText(skill.skill)}: ${skill.outputs.filter((output) => output.status === 'fulfilled').length} of ${skill.outputs.length}`,
      ...skill.outputs
        .filter((output) => output.status !== 'fulfilled')
        .map(
          (output) => `    ${marks[output.status]} ${plainText(output.path)}: ${plainText(output.problems.join('; '))}`,
        ),
    ]),
    '',
    'Checklist',
    ...report.checklist.flatMap((line) => [
      `  ${marks[line.status]} ${line.line} (${line.status})`,
      `      ${plainText(line.because)}`,
      ...line.evidence.map(place),
    ]),
  ]
}
