import {
  count,
  type DeliverableResult,
  type Diagnostic,
  generatedFiles,
  headline,
  isComplete,
  type Report,
  type RunEvent,
  type RunState,
  skillCount,
  underRoot,
} from '../engine/protocol/index.ts'
import { widthOf } from '../text/index.ts'
import { boxOf, isSmall, penFor, type Size } from './frame.ts'
import type { Print, ReadFile } from './history.ts'
import { BLANK, type Line, line, type Role, type Span, span, wrapLine, wrapText } from './lines.ts'
import { excerpt } from './screens/code.ts'

/** spec 1 step 5.5 draws forty columns between the borders. */
const BOX = 42

/** The box of the specification, and what stands behind it: what ran, what did not, and why. */
export const reportPrint =
  (report: Report): Print =>
  (size) => {
    const pen = penFor(isSmall(size) ? 'none' : 'square', BOX)
    const box = boxOf(
      [
        [line(span('INFRASTRUCTURE SKILLCHAIN VALIDATION', 'strong'))],
        [...wrapText(`Blueprint: ${report.blueprint ?? 'none'}`, pen.inner, 2), line(`Maturity: ${report.maturity}`)],
        ...(report.deliverables.length === 0
          ? []
          : [report.deliverables.flatMap((one) => deliverable(one, report, pen.inner))]),
        [
          line(`Required: ${report.required}`),
          line(`Fulfilled: ${report.fulfilled}`),
          line('Completeness: ', span(`${report.completeness}%`, report.completeness === 100 ? 'good' : 'warn')),
        ],
      ],
      pen,
    )
    return [...box, ...proof(report, size)]
  }

function deliverable(one: DeliverableResult, report: Report, width: number): Line[] {
  switch (one.status) {
    case 'fulfilled':
      return wrapLine([span('✓ ', 'good'), span(one.name)], width, 2)
    case 'missing':
      return wrapLine([span('✗ ', 'bad'), span(one.name), span(' - MISSING', 'bad')], width, 2)
    case 'skipped': {
      const why = one.skippedBy === 'condition' ? 'not chosen' : report.maturity
      return wrapLine([span('○ ', 'quiet'), span(`${one.name} (skipped - ${why})`, 'quiet')], width, 2)
    }
  }
}

function proof(report: Report, size: Size): Line[] {
  const checks = report.checks ?? []
  const of = (status: string): typeof checks => checks.filter((check) => check.status === status)
  const note = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`)
  const told = (label: string, parts: Span[][]): Line[] =>
    parts.length === 0
      ? []
      : wrapLine(
          [span(` ${label.padEnd(11)}`, 'strong'), ...parts.flatMap((part, index) => [...gap(index), ...part])],
          size.columns,
          12,
        )
  const outputs = report.skills.flatMap((skill) => skill.outputs)
  const kept = outputs.filter((output) => output.status === 'fulfilled').length
  const lines = (status: string): number => report.checklist.filter((one) => one.status === status).length
  const unmet = lines('unmet')
  return [
    ...told(
      'Failed:',
      of('failed').map((check) => [
        span('✗ ', 'bad'),
        span(`${check.check} ${count(check.findings, 'finding')}${note(check.note)}`),
      ]),
    ),
    ...told(
      'Proved by:',
      of('passed').map((check) => [span(`${check.check} `), span('✓', 'good'), span(note(check.note), 'quiet')]),
    ),
    ...told(
      'Not run:',
      of('not-run').map((check) => [span(check.check), span(note(check.note), 'quiet')]),
    ),
    ...told('Outputs:', [
      [
        span(`${kept} of ${outputs.length}`, kept === outputs.length ? 'plain' : 'warn'),
        span(' as the skills promise'),
      ],
    ]),
    ...told('Checklist:', [
      [
        span(`${lines('met')} met, `),
        ...(unmet > 0 ? [span(`${unmet} unmet, `, 'bad')] : []),
        span(`${lines('not-applicable')} not applicable`),
      ],
    ]),
  ]
}

const gap = (index: number): Span[] => (index === 0 ? [] : [span(' · ', 'quiet')])

type Verdict = Extract<RunEvent, { type: 'check.finished' }>

/** Findings that are shown in their source as they are found; the report has all of them. */
const SHOWN = 3

/** A check's verdict. One that failed opens here: each finding with its place, and the first ones in their source. */
export function checkPrint(event: Verdict, read: ReadFile): Print {
  const [sign, role]: [string, Role] =
    event.status === 'passed' ? ['✓', 'good'] : event.status === 'failed' ? ['✗', 'bad'] : ['–', 'quiet']
  const sources = event.diagnostics
    .slice(0, SHOWN)
    .map((found) => (found.line === 0 || event.status !== 'failed' ? null : read(found.file)))
  return (size) => [
    ...wrapLine(
      [
        span(` ${sign} `, role),
        span(`check ${event.check}: `),
        span(event.status, event.status === 'failed' ? 'bad' : 'plain'),
        span(event.note === undefined ? '' : ` (${event.note})`, 'quiet'),
      ],
      size.columns,
      3,
    ),
    ...event.diagnostics.flatMap((found, index) => [
      ...finding(found, size.columns, 3),
      ...excerpt(sources[index] ?? null, found.file, found.line, size.columns - 5).map((one) => [
        span('     '),
        ...one,
      ]),
    ]),
  ]
}

/** `file:12:3: error: what (and what to do)`; line 0 means the whole file. */
export function finding(found: Diagnostic, width: number, indent: number): Line[] {
  const place = found.line === 0 ? found.file : `${found.file}:${found.line}:${found.column}`
  return wrapLine(
    [
      span(' '.repeat(indent)),
      span(`${place}: `, 'accent'),
      span(`${found.severity}: ${found.message}`, found.severity === 'error' ? 'bad' : 'warn'),
      span(found.hint === undefined ? '' : ` (${found.hint})`, 'quiet'),
    ],
    width,
    indent + 2,
  )
}

/** spec 1 §4.6, where something was judged, and then how the run ended. */
export function endPrint(event: Extract<RunEvent, { type: 'run.finished' }>, run: RunState): Print | null {
  const { report } = run
  const judged = report !== null && event.outcome !== 'interrupted' && event.outcome !== 'unanswered'
  if (!judged && event.message === '') return null
  return (size) => [
    ...(judged ? summary(report, run.origin?.shown ?? '', size) : []),
    ...(event.message === ''
      ? []
      : wrapText(` ${event.message}`, size.columns, 3, event.exitCode === 0 ? 'plain' : 'warn')),
  ]
}

const WIDEST_RULE = 59

function summary(report: Report, root: string, { columns }: Size): Line[] {
  const rule = line(span('═'.repeat(Math.min(WIDEST_RULE, columns)), 'quiet'))
  const keys = report.keyFiles.map(({ label, path }) => ({ label, path: underRoot(root, path) }))
  const column = Math.max(0, ...keys.map(({ path }) => widthOf(path)))
  const key = ({ label, path }: (typeof keys)[number]): Line[] =>
    wrapLine(
      [span(`  ${path}${' '.repeat(column - widthOf(path))}`, 'accent'), span(` - ${label}`, 'quiet')],
      columns,
      6,
    )
  return [
    BLANK,
    rule,
    ...wrapText(`  ${headline(report)}`, columns, 2, isComplete(report) ? 'good' : 'warn'),
    rule,
    BLANK,
    ...wrapText(
      ` Generated ${count(generatedFiles(report), 'file')} across ${count(skillCount(report), 'infrastructure skill')}:`,
      columns,
      3,
    ),
    ...(keys.length === 0 ? [] : [BLANK, line(span(' KEY FILES:', 'strong')), ...keys.flatMap(key)]),
    BLANK,
    line(span(' NEXT STEPS:', 'strong')),
    ...report.nextSteps.flatMap((step, index) =>
      wrapLine([span(`  ${index + 1}. `, 'accent'), span(step)], columns, 5),
    ),
    BLANK,
    rule,
  ]
}
