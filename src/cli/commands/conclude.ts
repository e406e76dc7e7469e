import { readFileSync } from 'node:fs'
import { mergePreferences } from '../../engine/facts/index.ts'
import type { Fact, RunOrigin } from '../../engine/protocol/index.ts'
import { renderBox, renderProof, renderSummary } from '../../engine/report/index.ts'
import { writeOutside } from '../../engine/workspace/index.ts'
import type { Environment } from '../environment.ts'
import type { OpenedHost } from '../hosts/open.ts'
import { plainText } from '../hosts/text.ts'
import { preferencesFile } from '../options.ts'
import type { Conducted } from '../session.ts'

/** After the run: the report, the preferences the user wanted kept, the exit code. */
export async function conclude(
  environment: Environment,
  opened: OpenedHost,
  run: string,
  conducted: Conducted,
  origin: RunOrigin,
): Promise<void> {
  const { result, outcome, exitCode } = conducted
  process.exitCode = exitCode
  if (result !== null && result.preferences.length > 0) savePreferences(environment, result.preferences)
  if (opened.json !== null) {
    const report = result?.report
    opened.json.result({
      run,
      outcome,
      exitCode,
      out: origin.out,
      ...(report === undefined
        ? {}
        : {
            completeness: report.completeness,
            required: report.required,
            fulfilled: report.fulfilled,
            files: report.files.length,
          }),
    })
    return
  }
  if (result === null) return
  const ascii = opened.ascii
  const box = renderBox(result.report, opened.boxes ? { ascii } : { ascii, width: 100 })
  const lines = [
    ...(opened.boxes
      ? box
      : box.filter((line) => !/^\+-+\+$/.test(line)).map((line) => line.replace(/^\| ?|\s*\|$/g, ''))),
    ...renderProof(result.report, { ascii }),
    '',
    ...renderSummary(result.report, { root: origin.shown, ascii }),
  ]
  if (opened.screen !== null) await opened.screen.present({ lines })
  else environment.stdout.write(`${lines.map(plainText).join('\n')}\n`)
}

function savePreferences(environment: Environment, facts: Fact[]): void {
  const file = preferencesFile(environment)
  const next = mergePreferences(readIfThere(file), Object.fromEntries(facts.map((fact) => [fact.name, fact.value])))
  writeOutside(file, next)
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
