import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { CheckSummary } from '../protocol/report.ts'
import { plainText } from './text-width.ts'

/** A check, and below it what it found. */
export function checkLines(check: CheckSummary, marks: Record<CheckSummary['status'], string | undefined>): string[] {
  return [
    `  ${marks[check.status]} ${plainText(check.check)} (${check.status === 'not-run' ? 'not run: ' : ''}${plainText(check.note ?? check.status)})`,
    ...findingLines(check).map((line) => `      ${plainText(line)}`),
  ]
}

export function findingLines({ diagnostics = [], findings }: CheckSummary): string[] {
  const more = findings - diagnostics.length
  return [...diagnostics.map(placed), ...(more > 0 ? [`and ${more} more: skillchain check`] : [])]
}

function placed({ file, line, column, severity, message }: Diagnostic): string {
  return `${file}${line === 0 ? '' : `:${line}:${column}`}: ${severity}: ${message}`
}
