import type { CheckOutcome, Verdict } from '../../engine/checks/index.ts'
import type { Diagnostic, Severity } from '../../engine/protocol/index.ts'
import { plainText } from '../hosts/text.ts'
import type { FixedFile } from './fix.ts'

export interface HumanStyle {
  color: boolean
  /** The path as the user would type it. */
  shown(file: string): string
  text(file: string): string | undefined
  /** Lines that nobody may read over a shoulder: a check found a credential there. */
  confidential(found: Diagnostic): boolean
}

const COLORS: Readonly<Record<Severity | 'dim', string>> = { error: '31', warning: '33', info: '36', dim: '2' }

/** The findings with the lines they are about, and at the end what was looked at and what was not. */
export function humanText(verdict: Verdict, style: HumanStyle, fixed: readonly FixedFile[] = []): string {
  const hidden = new Set(verdict.found.filter(style.confidential).map(place))
  const told = new Set<string>()
  const parts = verdict.found.map((one) => finding(one, style, hidden.has(place(one)), told))
  return [...fixed.map((one) => fixedText(one, style)), ...parts, ...summaryLines(verdict)]
    .map((part) => `${part}\n`)
    .join('')
}

export function summaryLines(verdict: Verdict): string[] {
  const { errors, warnings, ignored, outcomes } = verdict
  const silenced = ignored === 0 ? '' : `, ${ignored} ignored with a reason`
  const ran = outcomes.filter((one) => one.status !== 'not-run')
  const checked = ran.map((one) => `${one.check} (${one.note ?? ''})`).join(', ')
  return [
    `${count(errors, 'error')}, ${count(warnings, 'warning')}${silenced}. Checked: ${checked || 'nothing, for no file is of a kind that is checked'}.`,
    ...notRun(outcomes),
  ].map(plainText)
}

function fixedText({ file, made, refused }: FixedFile, { shown }: HumanStyle): string {
  const what = [...new Set(made)].join(', ')
  const done = what === '' ? 'not fixed' : `fixed: ${what}`
  return plainText(`${shown(file)}: ${done}${refused === undefined ? '' : ` (${refused})`}`)
}

/** Those that did not run for the same reason stand on one line. */
function notRun(outcomes: readonly CheckOutcome[]): string[] {
  const byReason = new Map<string, string[]>()
  for (const { check, status, note } of outcomes) {
    if (status !== 'not-run') continue
    const why = note ?? 'it gave no reason'
    byReason.set(why, [...(byReason.get(why) ?? []), check])
  }
  return [...byReason].map(([why, checks]) => `Not run: ${checks.join(', ')}: ${why}`)
}

/** Advice is given once, for it is the same the next time. */
function finding(one: Diagnostic, style: HumanStyle, hidden: boolean, told: Set<string>): string {
  const paint = (text: string, color: Severity | 'dim'): string =>
    style.color ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text
  const [first = '', ...more] = plainText(one.message).split('\n')
  const rule = one.rule === undefined ? one.check : `${one.check}/${one.rule}`
  const at = one.line === 0 ? '' : `:${one.line}:${Math.max(1, one.column)}`
  const head = `${plainText(style.shown(one.file))}${at}: ${paint(one.severity, one.severity)}: ${first} ${paint(`[${plainText(rule)}]`, 'dim')}`
  const excerpt = hidden ? [] : sourceLines(style.text(one.file), one).map((line) => paint(line, 'dim'))
  const hint = one.hint === undefined || told.has(one.hint) ? [] : plainText(one.hint).split('\n')
  if (one.hint !== undefined) told.add(one.hint)
  return [head, ...[...more, ...excerpt, ...hint].map((line) => `  ${line}`)].join('\n')
}

/** More of a line says nothing more about a place in it. */
const WIDEST = 110

/** The line and a caret below the column. */
function sourceLines(text: string | undefined, { line, column }: Diagnostic): string[] {
  if (text === undefined || line === 0) return []
  const source = lineOf(text, line)
  if (source === undefined || source.trim() === '') return []
  const at = Math.min(Math.max(0, column - 1), source.length)
  const from = at < WIDEST - 10 ? 0 : at - WIDEST / 2
  const shown = plainText(source.slice(from, from + WIDEST))
  const before = plainText(source.slice(from, at)).replace(/[^\t]/g, ' ')
  const number = String(line)
  const code = `${number} | ${from > 0 ? '…' : ''}${shown}${source.length > from + WIDEST ? '…' : ''}`
  return column === 0 ? [code] : [code, `${' '.repeat(number.length)} | ${from > 0 ? ' ' : ''}${before}^`]
}

function lineOf(text: string, number: number): string | undefined {
  let start = 0
  for (let line = 1; line < number; line++) {
    const end = text.indexOf('\n', start)
    if (end === -1) return undefined
    start = end + 1
  }
  const end = text.indexOf('\n', start)
  return (end === -1 ? text.slice(start) : text.slice(start, end)).replace(/\r$/, '')
}

const place = (one: Diagnostic): string => `${one.file}:${one.line}`

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
