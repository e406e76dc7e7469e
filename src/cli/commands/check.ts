import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CHECKS, type CheckEntry, type CheckOutcome, factView, runCatalog } from '../../engine/checks/index.ts'
import type { Diagnostic } from '../../engine/protocol/index.ts'
import { didYouMean } from '../../skills/nearest.ts'
import { diskFiles } from '../check/disk.ts'
import { shippedSchemas } from '../check/schemas.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { plainText } from '../hosts/text.ts'

interface Typed {
  only?: string
  json: boolean
  strict: boolean
}

/** Exit 6 with errors, and when a check broke; `--strict` counts warnings as well. */
export async function check(environment: Environment, typedDir: string | undefined, typed: Typed): Promise<void> {
  const shown = typedDir ?? '.'
  const root = resolve(environment.cwd, shown)
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${shown} is not a folder`, 'skillchain check takes the folder of a repository')
  }
  const entries = chosen(typed.only)
  const outcomes = await runCatalog(entries, { ...diskFiles(root), facts: factView([]), schemas: shippedSchemas() })
  const found = outcomes.flatMap((one) => one.diagnostics)
  print(environment, found, shown, typed.json)
  const errors = found.filter((one) => one.severity === 'error').length
  const warnings = found.filter((one) => one.severity === 'warning').length
  if (!typed.json) environment.stdout.write(`${summary(errors, warnings, outcomes)}\n`)
  const broken = outcomes.some((one) => one.status === 'not-run')
  if (errors > 0 || broken || (typed.strict && warnings > 0)) process.exitCode = EXIT.belowBar
}

/** By name or by family, in the catalog's order. */
function chosen(only: string | undefined): readonly CheckEntry[] {
  if (only === undefined) return CHECKS
  const names = only.split(',').map((one) => one.trim())
  const known = [...new Set(CHECKS.flatMap((one) => [one.id, one.family ?? one.id]))]
  for (const name of names) {
    if (known.includes(name)) continue
    throw new UsageError(
      `there is no check '${name}'`,
      didYouMean(name, known) ?? `The checks are ${known.join(', ')}.`,
    )
  }
  return CHECKS.filter((one) => names.includes(one.id) || (one.family !== undefined && names.includes(one.family)))
}

/** What was found, and above all what was looked at: the rest was not. */
function summary(errors: number, warnings: number, outcomes: readonly CheckOutcome[]): string {
  const ignored = outcomes.reduce((sum, one) => sum + (one.ignored ?? 0), 0)
  const ran = outcomes.filter((one) => one.status !== 'not-run')
  const silenced = ignored === 0 ? '' : `, ${ignored} ignored with a reason`
  const checked = ran.map((one) => `${one.check} (${one.note ?? ''})`).join(', ')
  return plainText(
    [
      `${count(errors, 'error')}, ${count(warnings, 'warning')}${silenced}. Checked: ${checked || 'nothing, for no file is of a kind that is checked'}.`,
      ...outcomes
        .filter((one) => one.status === 'not-run')
        .map((one) => `Not run: ${one.check}: ${one.note ?? 'it gave no reason'}`),
    ].join('\n'),
  )
}

function print(environment: Environment, found: Diagnostic[], dir: string, json: boolean): void {
  const order = (a: Diagnostic, b: Diagnostic): number =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
  const lines = found.sort(order).map((one) => {
    const file = join(dir, one.file)
    if (json) return JSON.stringify({ ...one, file })
    const hint = one.hint === undefined ? '' : `\n  ${one.hint}`
    return plainText(`${file}:${one.line}:${one.column}: ${one.severity}: ${one.message}${hint}`)
  })
  if (lines.length > 0) environment.stdout.write(`${lines.join('\n')}\n`)
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
