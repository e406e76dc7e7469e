import type { Verdict } from '../../engine/checks/index.ts'
import type { CheckJsonLine } from '../../engine/protocol/index.ts'
import type { FixedFile } from './fix.ts'

/** Version of the lines; docs/schema/check.schema.json describes them. */
export const CHECK_JSON_VERSION = 1

/** The findings, then each check, then the sum, one JSON object a line. */
export function ndjsonText(
  verdict: Verdict,
  fixed: readonly FixedFile[],
  shown: (file: string) => string,
  exitCode: number,
): string {
  const { errors, warnings, infos, ignored, outcomes } = verdict
  const lines: CheckJsonLine[] = [
    ...fixed.map((one) => ({ type: 'fixed' as const, ...one, file: shown(one.file) })),
    ...verdict.found.map((one) => ({ type: 'diagnostic' as const, ...one, file: shown(one.file) })),
    ...outcomes.map(({ diagnostics, ...outcome }) => ({
      type: 'check' as const,
      ...outcome,
      findings: diagnostics.length,
    })),
    {
      type: 'summary',
      errors,
      warnings,
      infos,
      ignored,
      notRun: outcomes.filter((one) => one.status === 'not-run').length,
      exitCode,
    },
  ]
  return lines.map(lineText).join('')
}

export function schemaText(version: string): string {
  return lineText({ type: 'schema', schema: 'skillchain.check', version: CHECK_JSON_VERSION, skillchain: version })
}

const lineText = (line: CheckJsonLine): string => `${JSON.stringify(line)}\n`
