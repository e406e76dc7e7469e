import type { DeliverableResult, Report } from '../protocol/report.ts'
import { padTo, plainText, wrapText } from './text-width.ts'

export interface BoxOptions {
  /** Columns between the borders; spec 1 draws 40. */
  width?: number
  ascii?: boolean
}

interface Pen {
  top: string
  middle: string
  bottom: string
  side: string
  marks: Record<DeliverableResult['status'], string>
}

const LINE: Pen = {
  top: '┌─┐',
  middle: '├─┤',
  bottom: '└─┘',
  side: '│',
  marks: { fulfilled: '✓', missing: '✗', skipped: '○' },
}
const ASCII: Pen = {
  top: '+-+',
  middle: '+-+',
  bottom: '+-+',
  side: '|',
  marks: { fulfilled: '+', missing: 'x', skipped: 'o' },
}

/** Under this no word fits. */
const NARROWEST = 24

/** The box of spec 1 step 5.5. A name that is too long goes on below itself. */
export function renderBox(report: Report, options: BoxOptions = {}): string[] {
  const width = Math.max(NARROWEST, options.width ?? 40)
  const pen = options.ascii ? ASCII : LINE
  const rule = ([left = '', dash = '', right = '']: string): string => left + dash.repeat(width) + right
  const row = (text: string, hang = 0): string[] =>
    wrapText(plainText(text), width - 2, hang).map((line) => `${pen.side} ${padTo(line, width - 1)}${pen.side}`)
  return [
    rule(pen.top),
    ...row('INFRASTRUCTURE SKILLCHAIN VALIDATION'),
    rule(pen.middle),
    ...row(`Blueprint: ${report.blueprint ?? 'none'}`, 2),
    ...row(`Maturity: ${report.maturity}`),
    rule(pen.middle),
    ...report.deliverables.flatMap((one) => row(deliverableLine(one, report, pen.marks), 2)),
    rule(pen.middle),
    ...row(`Required: ${report.required}`),
    ...row(`Fulfilled: ${report.fulfilled}`),
    ...row(`Completeness: ${report.completeness}%`),
    rule(pen.bottom),
  ]
}

function deliverableLine(one: DeliverableResult, report: Report, marks: Pen['marks']): string {
  const line = `${marks[one.status]} ${one.name}`
  if (one.status === 'missing') return `${line} - MISSING`
  if (one.status === 'fulfilled') return line
  return `${line} (skipped - ${one.skippedBy === 'condition' ? 'not chosen' : report.maturity})`
}
