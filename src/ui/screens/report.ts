import {
  type ChecklistResult,
  count,
  type DeliverableResult,
  type Diagnostic,
  type Evidence,
  type Report,
} from '../../engine/protocol/index.ts'
import { BLANK, type Line, line, type Role, span, wrapText } from '../lines.ts'
import type { Level, Row } from './browse.ts'
import { codeLines } from './code.ts'
import { filesLevel } from './files.ts'

/** What the report can be opened to. */
export interface ReportSources {
  report: Report
  diagnostics: readonly Diagnostic[]
  /** A generated file as it stands on disk; null when it is gone. */
  read(path: string): string | null
}

const SIGNS: Record<DeliverableResult['status'] | ChecklistResult['status'], [string, Role]> = {
  fulfilled: ['✓', 'good'],
  missing: ['✗', 'bad'],
  skipped: ['○', 'quiet'],
  met: ['✓', 'good'],
  unmet: ['✗', 'bad'],
  'not-applicable': ['○', 'quiet'],
}

/** The first list: leaving is chosen, everything else opens. */
export function reportLevel(sources: ReportSources): Level {
  const { report } = sources
  const met = report.checklist.filter((one) => one.status === 'met').length
  const checks = report.checks ?? []
  const ran = checks.filter((one) => one.status !== 'not-run').length
  const rows: Row[] = [
    { sign: '', role: 'plain', label: 'leave', note: '', open: 'leave' },
    {
      sign: '',
      role: 'plain',
      label: 'deliverables and their evidence',
      note: `${report.fulfilled} of ${report.required}`,
      open: () => deliverables(sources),
    },
    { sign: '', role: 'plain', label: 'checklist', note: `${met} met`, open: () => checklist(sources) },
    {
      sign: '',
      role: 'plain',
      label: 'checks',
      note: `${ran} ran, ${checks.length - ran} not run`,
      open: () => checked(sources),
    },
    {
      sign: '',
      role: 'plain',
      label: 'outputs of the skills',
      note: count(report.skills.length, 'skill'),
      open: () => outputs(sources),
    },
    {
      sign: '',
      role: 'plain',
      label: 'files',
      note: count(report.files.length, 'file'),
      open: () => filesLevel(sources),
    },
    { sign: '', role: 'plain', label: 'next steps', note: '', open: () => nextSteps(report) },
  ]
  return { is: 'list', title: 'REPORT', rows, at: 0 }
}

const deliverables = (sources: ReportSources): Level => ({
  is: 'list',
  title: 'deliverables',
  at: 0,
  rows: sources.report.deliverables.map((one): Row => {
    const [sign, role] = SIGNS[one.status]
    return {
      sign,
      role,
      label: one.name,
      note: one.skill,
      open: () => evidence(one.name, [...one.why, ...one.files], one.evidence, sources),
    }
  }),
})

const checklist = (sources: ReportSources): Level => ({
  is: 'list',
  title: 'checklist',
  at: 0,
  rows: sources.report.checklist.map((one): Row => {
    const [sign, role] = SIGNS[one.status]
    return {
      sign,
      role,
      label: one.line,
      note: one.status,
      open: () => evidence(one.line, [one.because], one.evidence, sources),
    }
  }),
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
      ...places.flatMap((place) => [
        BLANK,
        line(span(`${place.file}:${place.line}`, 'accent')),
        ...around(place, sources, width),
      ]),
    ],
  }
}

const CONTEXT = 2

function around({ file, line: at, text }: Evidence, sources: ReportSources, width: number): Line[] {
  const content = sources.read(file)
  if (content === null || at < 1) return wrapText(`  ${text}`, width, 2, 'quiet')
  const first = Math.max(1, at - CONTEXT)
  return codeLines(content, file, width)
    .slice(first - 1, at + CONTEXT)
    .map((one, index) => [span(first + index === at ? '›' : ' ', 'chosen'), ...one])
}

function checked(sources: ReportSources): Level {
  const rows = (sources.report.checks ?? []).map((one): Row => {
    const [sign, role]: [string, Role] =
      one.status === 'passed' ? ['✓', 'good'] : one.status === 'failed' ? ['✗', 'bad'] : ['–', 'quiet']
    const found = sources.diagnostics.filter((diagnostic) => diagnostic.check === one.check)
    return {
      sign,
      role,
      label: one.check,
      note: one.status === 'failed' ? count(one.findings, 'finding') : (one.note ?? one.status),
      open: found.length === 0 ? null : () => findings(one.check, found, sources),
    }
  })
  return { is: 'list', title: 'checks', rows, at: 0 }
}

const findings = (check: string, found: readonly Diagnostic[], sources: ReportSources): Level => ({
  is: 'text',
  title: check,
  scrolled: 0,
  draw: (width) =>
    found.flatMap((one) => [
      line(span(`${one.file}:${one.line}:${one.column}`, 'accent')),
      ...wrapText(`${one.severity}: ${one.message}`, width, 2, one.severity === 'error' ? 'bad' : 'warn'),
      ...(one.hint === undefined ? [] : wrapText(one.hint, width, 2, 'quiet')),
      ...around({ file: one.file, line: one.line, text: '' }, sources, width),
      BLANK,
    ]),
})

const outputs = ({ report }: ReportSources): Level => ({
  is: 'list',
  title: 'outputs',
  at: 0,
  rows: report.skills.map((skill): Row => {
    const kept = skill.outputs.filter((output) => output.status === 'fulfilled').length
    const whole = kept === skill.outputs.length
    return {
      sign: whole ? '✓' : '✗',
      role: whole ? 'good' : 'bad',
      label: skill.skill,
      note: `${kept} of ${skill.outputs.length}`,
      open: () => ({
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
      }),
    }
  }),
})

const nextSteps = (report: Report): Level => ({
  is: 'text',
  title: 'next steps',
  scrolled: 0,
  draw: (width) => report.nextSteps.flatMap((step, index) => wrapText(`${index + 1}. ${step}`, width, 3)),
})
