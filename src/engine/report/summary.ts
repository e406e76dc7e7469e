import type { Report } from '../protocol/report.ts'
import { generatedFiles, headline, skillCount, underRoot } from '../protocol/verdict.ts'
import { checkLines } from './findings.ts'
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
  const skills = skillCount(report)
  const files = generatedFiles(report)
  const keys = report.keyFiles.map(({ label, path }) => ({
    label,
    path: plainText(underRoot(options.root ?? '', path)),
  }))
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

/** What stands behind the box: which checks passed, which found something, which did not run and why. */
export function renderProof(report: Report, options: { ascii?: boolean } = {}): string[] {
  const [yes, no] = options.ascii ? ['ok', 'FAILED'] : ['✓', '✗']
  const checks = report.checks ?? []
  const told = (label: string, status: string, sign: (check: (typeof checks)[number]) => string): string[] => {
    const found = checks.filter((check) => check.status === status)
    const words = found.map(
      (check) => `${plainText(check.check)}${sign(check)}${check.note ? ` (${plainText(check.note)})` : ''}`,
    )
    return words.length === 0 ? [] : [`${label.padEnd(11)}${words.join(' · ')}`]
  }
  const outputs = report.skills.flatMap((skill) => skill.outputs)
  const kept = outputs.filter((output) => output.status === 'fulfilled').length
  const met = report.checklist.filter((line) => line.status === 'met').length
  const unmet = report.checklist.filter((line) => line.status === 'unmet').length
  return [
    ...told('Failed:', 'failed', (check) => ` ${no} ${check.findings}`),
    ...told('Proved by:', 'passed', () => ` ${yes}`),
    ...told('Not run:', 'not-run', () => ''),
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
    ...(report.checks === undefined
      ? []
      : [
          '',
          'Checks',
          ...report.checks.flatMap((check) => checkLines(check, { passed: yes, failed: no, 'not-run': none })),
        ]),
  ]
}
