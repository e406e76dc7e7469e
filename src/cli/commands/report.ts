import { resolve } from 'node:path'
import { checkTree, workOf } from '../../engine/chain/check-tree.ts'
import { openResult } from '../../engine/chain/judge-result.ts'
import { factView } from '../../engine/checks/index.ts'
import { isComplete, renderBox, renderDetails, renderHtml, renderSummary } from '../../engine/report/index.ts'
import { openWorkspace, writeOutside, writeRecord } from '../../engine/workspace/index.ts'
import { loadCatalog, loadVersions } from '../catalog.ts'
import { shippedChecking } from '../check/schemas.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { plainText } from '../hosts/text.ts'
import { DEFAULT_OUT } from '../options.ts'

interface Typed {
  html: boolean
  output?: string
  json: boolean
  skills?: string[]
}

/** Judges what stands on disk now, edits included. */
export async function report(environment: Environment, dir: string | undefined, typed: Typed): Promise<void> {
  const shown = dir ?? DEFAULT_OUT
  const workspace = openWorkspace(resolve(environment.cwd, shown))
  const { catalog } = await loadCatalog(environment, typed.skills ?? [])
  const result = openResult(workspace, { ...catalog, versions: await loadVersions() }, shown)
  if (result === null)
    throw new UsageError(
      `${shown} is not a result of skillchain`,
      'It has no .skillchain/manifest.json; name the folder a run wrote to.',
    )
  const gone = result.unknown[0]
  if (gone !== undefined)
    throw new UsageError(
      `skill '${gone}', which wrote a part of this result, is not found`,
      'Name its folder with --skills DIR: its promises cannot be judged without it.',
    )
  const today = environment.now().toISOString().slice(0, 10)
  const report = result.judge(await checkTree(shippedChecking(), workOf(result.tree, result.facts, today)))
  if (typed.html) {
    const page = renderHtml(report, result.tree, factView(result.facts))
    const file =
      typed.output === undefined ? writeRecord(workspace, 'report.html', page) : resolve(environment.cwd, typed.output)
    if (typed.output !== undefined) writeOutside(file, page)
    environment.stdout.write(`${file}\n`)
  } else if (typed.json) environment.stdout.write(`${JSON.stringify(report)}\n`)
  else {
    const ascii = environment.stdout.isTTY !== true
    const lines = [
      ...renderBox(report, { ascii }),
      '',
      ...renderDetails(report, { ascii }),
      '',
      ...renderSummary(report, { root: shown, ascii }),
    ]
    environment.stdout.write(`${lines.map(plainText).join('\n')}\n`)
  }
  process.exitCode = isComplete(report) ? EXIT.done : EXIT.belowBar
}
