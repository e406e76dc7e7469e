import { relative, sep } from 'node:path'
import { factView, runCatalog, type Tree, type Verdict, verdictOf } from '../../engine/checks/index.ts'
import { askTools, unasked } from '../check/ask-tools.ts'
import { diskFiles } from '../check/disk.ts'
import { humanText } from '../check/human.ts'
import { knownFacts } from '../check/known-facts.ts'
import { ndjsonText, schemaText } from '../check/ndjson.ts'
import { progressLine } from '../check/progress.ts'
import { sarifText } from '../check/sarif.ts'
import { shippedSchemas } from '../check/schemas.ts'
import { type Selection, select } from '../check/select.ts'
import { repositoryTop, type Target, targetOf } from '../check/targets.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { themeFor } from '../hosts/watching.ts'

declare const __VERSION__: string

interface Typed {
  offline: boolean
  only?: string
  json: boolean
  sarif: boolean
  strict: boolean
}

/** Exit 6 with errors, and when a check broke; `--strict` counts warnings as well. */
export async function check(environment: Environment, paths: readonly string[], typed: Typed): Promise<void> {
  if (typed.json && typed.sarif) throw new UsageError('--json and --sarif are two formats', 'Choose one of them.')
  const target = targetOf(environment.cwd, paths)
  const selection = select(typed.only)
  if (typed.json) environment.stdout.write(schemaText(__VERSION__))
  const { root, named, about } = target
  const files = diskFiles(root, named)
  const progress = progressLine(environment)
  const options = { progress: progress.files, ...(about ? { about } : {}) }
  const tools = typed.offline
    ? unasked(selection.tools)
    : askTools(environment, { root, tree: files.tree, names: selection.tools, about, waiting: progress.tools })
  const today = environment.now().toISOString().slice(0, 10)
  const context = { ...files, facts: factView(knownFacts(root)), schemas: shippedSchemas(), today }
  const outcomes = await runCatalog(selection.checks, context, options)
  const verdict = verdictOf([...outcomes, ...(await tools)])
  progress.clear()
  const bad = verdict.errors > 0 || verdict.broken || (typed.strict && verdict.warnings > 0)
  const exitCode = bad ? EXIT.belowBar : EXIT.done
  environment.stdout.write(outputText({ environment, typed, target, selection, tree: files.tree, verdict, exitCode }))
  process.exitCode = exitCode
}

interface Output {
  environment: Environment
  typed: Typed
  target: Target
  selection: Selection
  tree: Tree
  verdict: Verdict
  exitCode: number
}

function outputText({ environment, typed, target, selection, tree, verdict, exitCode }: Output): string {
  const hidden = new Set(selection.checks.filter((one) => one.confidential).map((one) => one.id))
  const confidential = (one: { check: string }): boolean => hidden.has(one.check)
  if (typed.json) return ndjsonText(verdict, target.shown, exitCode)
  if (typed.sarif) {
    const above = relative(repositoryTop(target.root), target.root).split(sep).join('/')
    const uri = (file: string): string => (above === '' ? file : `${above}/${file}`)
    return sarifText(verdict, { version: __VERSION__, entries: selection.checks, uri, text: tree.text, confidential })
  }
  const { color } = themeFor(environment, { json: false, plain: false })
  return humanText(verdict, {
    color: color && environment.stdout.isTTY === true,
    shown: target.shown,
    text: tree.text,
    confidential,
  })
}
