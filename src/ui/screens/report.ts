import {
  type ChecklistResult,
  type CheckSummary,
  count,
  type DeliverableResult,
  type Diagnostic,
  type Evidence,
  headline,
  isComplete,
  type Report,
} from '../../engine/protocol/index.ts'
import { finding } from '../history-report.ts'
import { BLANK, type Line, line, type Role, span, wrapLine, wrapText } from '../lines.ts'
import type { Level, ListLevel, Row } from './browse.ts'
import { excerpt } from './code.ts'
import { filesLevel } from './files.ts'

/** What the report can be opened to. */
export interface ReportSources {
  report: Report
  diagnostics: readonly Diagnostic[]
  /** A generated file as it stands on disk; null when it is gone. */
  read(path: string): string | null
}

type Sign = [sign: string, role: Role]
const GOOD: Sign = ['✓', 'good']
const BAD: Sign = ['✗', 'bad']
const NONE: Sign = ['○', 'quiet']
const IDLE: Sign = ['–', 'warn']

const SIGNS: Record<DeliverableResult['status'] | ChecklistResult['status'], Sign> = {
  fulfilled: GOOD,
  missing: BAD,
  skipped: NONE,
  met: GOOD,
  unmet: BAD,
  'not-applicable': NONE,
}

const row = ([sign, role]: Sign, label: string, note: string, open: Row['open']): Row => ({
  sign,
  role,
  label,
  note,
  open,
})

/** The first list: the verdict, and behind each of its parts what proves it. */
export function reportLevel(sources: ReportSources, leave = 'leave'): ListLevel {
  const { report } = sources
  const met = report.checklist.filter((one) => one.status === 'met').length
  const unmet = report.checklist.filter((one) => one.status === 'unmet').length
  const outputs = report.skills.flatMap((skill) => skill.outputs)
  const kept = outputs.filter((output) => output.status === 'fulfilled').length
  return {
    is: 'list',
    title: 'REPORT',
    head: (width) => verdict(report, width),
    at: 0,
    rows: [
      row(
        report.fulfilled === report.required ? GOOD : BAD,
        'deliverables and their evidence',
        `${report.fulfilled} of ${report.required}`,
        () => deliverables(sources),
      ),
      row(kept === outputs.length ? GOOD : BAD, 'outputs of the skills', `${kept} of ${outputs.length}`, () =>
        outputsLevel(sources),
      ),
      row(checksSign(report), 'checks', checksNote(report), () => checksLevel(sources)),
      row(unmet === 0 ? GOOD : BAD, 'checklist', `${met} met${unmet > 0 ? `, ${unmet} unmet` : ''}`, () =>
        checklist(sources),
      ),
      row(['', 'plain'], '  files', count(report.files.length, 'file'), () => filesLevel(report.files, sources.read)),
      row(['', 'plain'], '  next steps', '', () => nextSteps(report)),
      row(['', 'plain'], `  ${leave}`, '', 'leave'),
    ],
  }
}

function verdict(report: Report, width: number): Line[] {
  const whole = isComplete(report)
  const [sign, role] = whole ? GOOD : BAD
  return [
    ...wrapLine([span(`${sign} `, role), span(headline(report), whole ? 'good' : 'warn')], width, 2),
    ...wrapText(
      `  ${report.blueprint ?? 'no blueprint'} · ${report.maturity} · ${report.completeness}% of ${count(report.required, 'required part')}`,
      width,
      2,
      'quiet',
    ),
  ]
}

const checksOf = (report: Report, status: CheckSummary['status']): CheckSummary[] =>
  (report.checks ?? []).filter((check) => check.status === status)

function checksSign(report: Report): Sign {
  if (checksOf(report, 'failed').length > 0) return BAD
  return checksOf(report, 'not-run').some((check) => check.outside !== true) ? IDLE : GOOD
}

function checksNote(report: Report): string {
  const [failed, passed, idle] = (['failed', 'passed', 'not-run'] as const).map(
    (status) => checksOf(report, status).length,
  )
  return [...(failed ? [`${failed} failed`] : []), `${passed} passed`, ...(idle ? [`${idle} not run`] : [])].join(', ')
}

const deliverables = (sources: ReportSources): Level => ({
  is: 'list',
  title: 'deliverables',
  at: 0,
  rows: sources.report.deliverables.map((one) =>
    row(SIGNS[one.status], one.name, one.status === 'missing' ? 'MISSING' : one.skill, () =>
      evidence(one.name, [...one.why, ...one.files], one.evidence, sources),
    ),
  ),
})

const checklist = (sources: ReportSources): Level => ({
  is: 'list',
  title: 'checklist',
  at: 0,
  rows: sources.report.checklist.map((one) =>
    row(SIGNS[one.status], one.line, one.status, () => evidence(one.line, [one.because], one.evidence, sources)),
  ),
})

/** What was found and where; the line is shown in its file. */
function evidence(title: string, said: readonly string[], places: readonly Evidence[], sources: ReportSources): Level {
  return {
    is: 'text',
    title,
    scrolled: 0,
    draw: (width) => [
      ...said.flatMap((text) => wrapText(text, width, 2)),
      ...(places.length === 0 ? [BLANK, line(span('no evidence was recorded', 'quiet'))] : []),
      ...places.flatMap((place) => [BLANK, line(span(placeText(place), 'accent')), ...around(place, sources, width)]),
    ],
  }
}

const placeText = ({ file, line: at }: { file: string; line: number }): string => (at < 1 ? file : `${file}:${at}`)

function around(place: Evidence, sources: ReportSources, width: number): Line[] {
  const source = excerpt(sources.read(place.file), place.file, place.line, width)
  return source.length > 0 || place.text === '' ? source : wrapText(`  ${place.text}`, width, 2, 'quiet')
}

const RANK: Record<CheckSummary['status'], number> = { failed: 0, 'not-run': 1, passed: 2 }
const CHECK_SIGNS: Record<CheckSummary['status'], Sign> = { failed: BAD, 'not-run': IDLE, passed: GOOD }

/** What failed first, then what did not run and why. */
function checksLevel(sources: ReportSources): Level {
  const sorted = [...(sources.report.checks ?? [])].sort((a, b) => RANK[a.status] - RANK[b.status])
  return {
    is: 'list',
    title: 'checks',
    at: 0,
    rows: sorted.map((check) => {
      const found = findingsOf(check, sources)
      const warned = check.status === 'passed' && found.length > 0 ? `, ${count(found.length, 'warning')}` : ''
      const note =
        check.status === 'failed'
          ? count(check.findings, 'finding')
          : `${check.status === 'not-run' ? 'not run: ' : ''}${check.note ?? ''}${warned}`
      return row(CHECK_SIGNS[check.status], check.check, note, () => checkLevel(check, found, sources))
    }),
  }
}

/** All that a check found in this run; of an older report, the first of it. */
function findingsOf(check: CheckSummary, { diagnostics }: ReportSources): readonly Diagnostic[] {
  const found = diagnostics.filter((one) => one.check === check.check)
  return found.length > 0 ? found : (check.diagnostics ?? [])
}

function checkLevel(check: CheckSummary, found: readonly Diagnostic[], sources: ReportSources): Level {
  const [sign, role] = CHECK_SIGNS[check.status]
  return {
    is: 'text',
    title: check.check,
    scrolled: 0,
    draw: (width) => [
      ...wrapLine(
        [
          span(`${sign} `, role),
          span(check.status === 'not-run' ? 'not run' : check.status, role),
          span(check.note === undefined ? '' : `  ${check.note}`, 'quiet'),
        ],
        width,
        2,
      ),
      ...found.flatMap((one) => [
        BLANK,
        ...finding(one, width, 0),
        ...excerpt(sources.read(one.file), one.file, one.line, width),
      ]),
      ...(check.findings > found.length
        ? [BLANK, line(span(`and ${check.findings - found.length} more: skillchain check`, 'quiet'))]
        : []),
    ],
  }
}

const outputsLevel = ({ report }: ReportSources): Level => ({
  is: 'list',
  title: 'outputs',
  at: 0,
  rows: report.skills.map((skill) => {
    const kept = skill.outputs.filter((output) => output.status === 'fulfilled').length
    return row(kept === skill.outputs.length ? GOOD : BAD, skill.skill, `${kept} of ${skill.outputs.length}`, () => ({
      is: 'text',
      title: skill.skill,
      scrolled: 0,
      draw: (width) =>
        skill.outputs.flatMap((output) => [
          line(
            span(output.status === 'fulfilled' ? '✓ ' : '✗ ', output.status === 'fulfilled' ? 'good' : 'bad'),
            output.path,
          ),
          ...output.problems.flatMap((problem) => wrapText(`    ${problem}`, width, 4, 'warn')),
        ]),
    }))
  }),
})

const nextSteps = (report: Report): Level => ({
  is: 'text',
  title: 'next steps',
  scrolled: 0,
  draw: (width) =>
    report.nextSteps.flatMap((step, index) => wrapLine([span(`${index + 1}. `, 'accent'), span(step)], width, 3)),
})
