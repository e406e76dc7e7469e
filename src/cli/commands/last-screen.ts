import { spawn } from 'node:child_process'
import type { Catalog } from '../../engine/chain/context.ts'
import { openResult } from '../../engine/chain/judge-result.ts'
import { factView } from '../../engine/checks/index.ts'
import type { Diagnostic, Report, RunOrigin } from '../../engine/protocol/index.ts'
import { renderHtml } from '../../engine/report/index.ts'
import { openWorkspace, writeRecord } from '../../engine/workspace/index.ts'
import type { Environment } from '../environment.ts'
import { readGenerated } from '../hosts/read-generated.ts'
import { browseReport } from '../hosts/sheets.ts'
import type { Watching } from '../hosts/watching.ts'

export interface LastScreen {
  report: Report
  diagnostics: readonly Diagnostic[]
  origin: RunOrigin
  catalog: Catalog
  watching: Watching
}

/** The report after a run, open to its evidence and to the files it speaks of. */
export async function lastScreen(environment: Environment, last: LastScreen): Promise<void> {
  const { report, diagnostics, origin } = last
  await browseReport(
    environment,
    last.watching,
    { report, diagnostics, read: (path) => readGenerated(origin.out, path) },
    { openHtml: () => openHtml(environment, last) },
  )
}

/** Writes the page and shows it where there is something to show it with. */
function openHtml(environment: Environment, { report, origin, catalog }: LastScreen): string {
  const workspace = openWorkspace(origin.out)
  const result = openResult(workspace, catalog, origin.shown)
  if (result === null) return 'the result is not there any more'
  const file = writeRecord(
    workspace,
    'report.html',
    renderHtml({ ...result.judge([]), ...checksOf(report) }, result.tree, factView(result.facts)),
  )
  const { DISPLAY, WAYLAND_DISPLAY, BROWSER } = environment.env
  const command =
    process.platform === 'darwin' ? 'open' : BROWSER || (DISPLAY || WAYLAND_DISPLAY ? 'xdg-open' : undefined)
  if (command === undefined) return `written: ${file}`
  const child = spawn(command, [file], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
  return `opened: ${file}`
}

/** The files are as the run left them a moment ago: its checks still hold. */
function checksOf({ checks, diagnostics }: Report): Partial<Report> {
  return checks === undefined ? {} : { checks, diagnostics }
}
