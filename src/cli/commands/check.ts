import { join, relative, sep } from 'node:path'
import { TIDY, type Tree, type Verdict, verdictOf } from '../../engine/checks/index.ts'
import { askedBefore } from '../check/again.ts'
import { askTools, unasked } from '../check/ask-tools.ts'
import type { DiskFiles } from '../check/disk.ts'
import { type FixedFile, judgeAndFix } from '../check/fix.ts'
import { humanText } from '../check/human.ts'
import { Judging } from '../check/judging.ts'
import { keepAnswer } from '../check/kept/answer.ts'
import { keptFolder, programFolder } from '../check/kept/place.ts'
import { ndjsonText, schemaText } from '../check/ndjson.ts'
import { progressLine } from '../check/progress.ts'
import { sarifText } from '../check/sarif.ts'
import { type Selection, select } from '../check/select.ts'
import { type Target, targetOf } from '../check/targets.ts'
import { topOf } from '../check/walk.ts'
import { watchFolder } from '../check/watch.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { themeFor } from '../hosts/watching.ts'

declare const __VERSION__: string

interface Typed {
  offline: boolean
  only?: string
  json: boolean
  sarif: boolean
  fix: boolean
  strict: boolean
  watch: boolean
}

/** Judges, and with --watch judges again after each save until it is interrupted. */
export async function check(environment: Environment, paths: readonly string[], typed: Typed): Promise<void> {
  if (typed.json && typed.sarif) throw new UsageError('--json and --sarif are two formats', 'Choose one of them.')
  if (!typed.watch) {
    const target = targetOf(environment.cwd, paths)
    return judgeOnce(environment, target, typed, new Judging(environment, target, false))
  }
  if (typed.sarif || typed.fix)
    throw new UsageError('--watch shows findings, and neither fixes nor files them', 'Leave out --fix and --sarif.')
  const quick = { ...typed, offline: true }
  const target = targetOf(environment.cwd, paths)
  const judging = new Judging(environment, target, true)
  const again = (changed?: ReadonlySet<string>): Promise<void> =>
    judgeOnce(environment, target, quick, judging, changed)
  await watchFolder(target.root, again, async (changed) => {
    if (!typed.json) environment.stdout.write(`\n${[...changed].at(-1)} changed\n`)
    await again(changed)
  })
  process.exitCode = EXIT.interrupted
}

/** Exit 6 with errors, and when a check broke; `--strict` counts warnings as well. */
async function judgeOnce(
  environment: Environment,
  target: Target,
  typed: Typed,
  judging: Judging,
  changed?: ReadonlySet<string>,
): Promise<void> {
  const selection = select(typed.only)
  const head = typed.json ? schemaText(__VERSION__) : ''
  environment.stdout.write(head)
  const progress = progressLine(environment)
  const { outcomes, files, fixed } = typed.fix
    ? await judgeAndFix(target.root, () => judging.judge(withTidy(selection), progress))
    : { ...(await judging.judge(selection, progress, changed)), fixed: [] }
  const { tree } = files
  const tools = typed.offline
    ? unasked(selection.tools)
    : await askTools(environment, { ...target, tree, names: selection.tools, waiting: progress.tools })
  progress.clear()
  const verdict = verdictOf([...outcomes, ...tools])
  const bad = verdict.errors > 0 || verdict.broken || (typed.strict && verdict.warnings > 0)
  const exitCode = bad ? EXIT.belowBar : EXIT.done
  const out = outputText({ environment, typed, target, selection, tree, verdict, fixed, exitCode })
  environment.stdout.write(out)
  process.exitCode = exitCode
  judging.keep()
  if (!verdict.broken) keepForAgain(environment, target, files, { out: head + out, code: exitCode })
}

function keepForAgain(
  environment: Environment,
  target: Target,
  files: DiskFiles,
  answer: { out: string; code: number },
): void {
  const folder = keptFolder(environment, programFolder())
  const args = process.argv.slice(2)
  const asked = folder === null ? null : askedBefore(environment, folder, args, environment.stdout.isTTY === true)
  if (asked === null) return
  files.note(join(target.root, '.skillchain', 'manifest.json'))
  keepAnswer(asked, target, { paths: files.tree.paths(), folders: files.folders }, files.seen(), answer)
}

/** Whoever has the formatting fixed has the blanks fixed too. */
function withTidy(selection: Selection): Selection {
  const formats = selection.checks.some((one) => one.id === TIDY.family)
  return formats ? { ...selection, checks: [...selection.checks, TIDY] } : selection
}

interface Output {
  environment: Environment
  typed: Typed
  target: Target
  selection: Selection
  tree: Tree
  verdict: Verdict
  fixed: readonly FixedFile[]
  exitCode: number
}

function outputText({ environment, typed, target, selection, tree, verdict, fixed, exitCode }: Output): string {
  const hidden = new Set(selection.checks.filter((one) => one.confidential).map((one) => one.id))
  const confidential = (one: { check: string }): boolean => hidden.has(one.check)
  if (typed.json) return ndjsonText(verdict, fixed, target.shown, exitCode)
  if (typed.sarif) {
    const above = relative(topOf(target.root) ?? target.root, target.root)
      .split(sep)
      .join('/')
    const uri = (file: string): string => (above === '' ? file : `${above}/${file}`)
    return sarifText(verdict, { version: __VERSION__, entries: selection.checks, uri, text: tree.text, confidential })
  }
  const { color } = themeFor(environment, { json: false, plain: false })
  const style = {
    color: color && environment.stdout.isTTY === true,
    shown: target.shown,
    text: tree.text,
    confidential,
  }
  return humanText(verdict, style, fixed)
}
