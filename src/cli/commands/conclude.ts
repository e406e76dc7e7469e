import { readFileSync } from 'node:fs'
import type { Catalog } from '../../engine/chain/context.ts'
import { lookupWith, mergePreferences } from '../../engine/facts/index.ts'
import type { Fact, RunOptions, RunOrigin } from '../../engine/protocol/index.ts'
import { writeOutside } from '../../engine/workspace/index.ts'
import type { Environment } from '../environment.ts'
import type { OpenedHost } from '../hosts/open.ts'
import type { Watching } from '../hosts/watching.ts'
import { preferencesFile } from '../options.ts'
import type { Conducted } from '../session.ts'

export interface Concluding {
  run: string
  conducted: Conducted
  options: RunOptions
  origin: RunOrigin
  watching: Watching
  catalog: Catalog
}

/** After the run: the report, the preferences the user wanted kept, the exit code. */
export async function conclude(environment: Environment, opened: OpenedHost, concluding: Concluding): Promise<void> {
  const { run, conducted, options, origin, watching, catalog } = concluding
  const { result, outcome, exitCode } = conducted
  process.exitCode = exitCode
  if (result !== null && result.preferences.length > 0) savePreferences(environment, result.preferences, catalog)
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
  if (opened.screen === null) return
  const diagnostics = opened.screen.diagnostics()
  await opened.close()
  // Whoever wanted no questions wants their prompt back.
  if (options.ask !== 'everything' || options.dryRun) return
  const { lastScreen } = await import('./last-screen.ts')
  await lastScreen(environment, { report: result.report, diagnostics, origin, catalog, watching })
}

function savePreferences(environment: Environment, facts: Fact[], catalog: Catalog): void {
  const file = preferencesFile(environment)
  // Facts of single skills count as well as those of the shared model.
  const lookup = lookupWith(catalog.skills.flatMap((skill) => skill.questions))
  const values = Object.fromEntries(facts.map((fact) => [fact.name, fact.value]))
  const next = mergePreferences(readIfThere(file), values, lookup)
  writeOutside(file, next)
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
