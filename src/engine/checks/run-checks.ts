import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { CheckEntry } from './catalog.ts'
import type { Check, CheckContext, CheckOutcome } from './check.ts'
import { withoutIgnored } from './ignore.ts'
import { type FileRef, isReadable } from './tree.ts'

/** What a check of single files said of one text. */
export interface FileVerdict {
  applies: boolean
  diagnostics: readonly Diagnostic[]
  ignored: number
  unjudged: readonly string[]
}

/** Verdicts on texts that were judged before. */
export interface KeptVerdicts {
  /** What this check said of the text that now stands there. */
  recall(check: string, path: string): FileVerdict | undefined
  keep(check: string, path: string, verdict: FileVerdict): void
}

export interface RunChecksOptions {
  kept?: KeptVerdicts
  /** Called while the files are read: how many are done, and how many there are. */
  progress?(done: number, of: number): void
  /** The files that are asked about, where it is not all: the others are only looked at for their sake. */
  about?(path: string): boolean
  /** Called once, with every check that has a file that may be its own. */
  planned?(checks: { check: string; files: number }[]): void
  /** Called when a check begins; those of single files go through the tree together. */
  started?(check: string): void
  finished?(outcome: CheckOutcome): void
}

/** A check that breaks has not run, and what has not run is never green. */
export function runChecks(checks: readonly Check[], context: CheckContext): Promise<CheckOutcome[]> {
  const entries = checks.map((check) => ({
    id: check.id,
    judges: '',
    mayConcern: () => true,
    load: async () => check,
  }))
  return runCatalog(entries, context)
}

/**
 * Runs what concerns the tree, and loads no other check. `file` checks see one text after another, so that a large tree is
 * never in memory as a whole. A check without a file is not in the outcome.
 */
export async function runCatalog(
  entries: readonly CheckEntry[],
  context: CheckContext,
  options: RunChecksOptions = {},
): Promise<CheckOutcome[]> {
  const paths = context.tree.paths()
  const about = options.about ?? (() => true)
  let runs = entries.flatMap((entry) => {
    const concerned = paths.filter((path) => entry.mayConcern(path))
    return concerned.some(about) ? [new CheckRun(entry.id, concerned, about, context, options.kept)] : []
  })
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const run of runs) await run.load(byId.get(run.id))
  if (options.planned !== undefined) {
    // What is announced comes: a check that has only the wrong files is not.
    for (const run of runs) await run.narrow()
    runs = runs.filter((run) => run.isOpen)
    options.planned(runs.map((run) => ({ check: run.id, files: run.paths.length })))
  }
  const single = runs.filter((run) => run.scope === 'file')
  for (const run of single) options.started?.(run.id)
  await judgeFiles(single, paths, context, options)
  const outcomes = new Map(single.map((run) => [run.id, run.outcome()]))
  for (const run of runs) {
    if (run.scope !== 'file') {
      options.started?.(run.id)
      await run.judgeTree()
      outcomes.set(run.id, run.outcome())
    }
    const outcome = outcomes.get(run.id)
    if (outcome) options.finished?.(outcome)
  }
  return runs.flatMap((run) => outcomes.get(run.id) ?? [])
}

async function judgeFiles(
  runs: readonly CheckRun[],
  paths: readonly string[],
  { tree }: CheckContext,
  { progress }: RunChecksOptions,
): Promise<void> {
  const concerned = new Map<string, CheckRun[]>()
  for (const run of runs) {
    for (const path of run.paths) if (run.about(path)) concerned.set(path, [...(concerned.get(path) ?? []), run])
  }
  let done = 0
  for (const path of paths) {
    const wanted = concerned.get(path)
    if (wanted === undefined) continue
    const text = tree.text(path)
    if (isReadable(text)) for (const run of wanted) await run.judgeFile({ path, text })
    progress?.(++done, concerned.size)
  }
}

const NOT_ITS_OWN: FileVerdict = { applies: false, diagnostics: [], ignored: 0, unjudged: [] }

/** One check on its way through the tree. */
class CheckRun {
  readonly id: string
  paths: readonly string[]
  readonly about: (path: string) => boolean
  private readonly context: CheckContext
  private check: Check | null = null
  private files = 0
  private ignored = 0
  private readonly diagnostics: Diagnostic[] = []
  private readonly unjudged = new Set<string>()
  private broken: string | null = null
  private readonly kept: KeptVerdicts | undefined

  constructor(
    id: string,
    paths: readonly string[],
    about: (path: string) => boolean,
    context: CheckContext,
    kept?: KeptVerdicts,
  ) {
    this.id = id
    this.paths = paths
    this.about = about
    this.context = context
    this.kept = kept
  }

  get scope(): Check['scope'] | null {
    return this.check?.scope ?? null
  }

  async load(entry: CheckEntry | undefined): Promise<void> {
    await this.guarded('', async () => {
      this.check = (await entry?.load()) ?? null
    })
  }

  /** Leaves out the files that are none of its own after all. */
  async narrow(): Promise<void> {
    const { tree } = this.context
    await this.guarded('', async () => {
      this.paths = this.paths.filter((path) => {
        const text = tree.text(path)
        return isReadable(text) && this.check?.appliesTo({ path, text })
      })
    })
  }

  /** It has something to judge, or something to say about why it did not. */
  get isOpen(): boolean {
    return this.broken !== null || this.paths.some(this.about)
  }

  async judgeFile(file: FileRef): Promise<void> {
    await this.guarded(`${file.path}: `, async () => {
      const known = this.kept?.recall(this.id, file.path)
      if (known !== undefined) return this.add(1, known)
      const narrow = new NarrowContext(this.context)
      const verdict = this.check?.appliesTo(file) ? await this.judge([file], () => file.text, narrow) : NOT_ITS_OWN
      this.add(1, verdict)
      if (!narrow.wasLeft) this.kept?.keep(this.id, file.path, verdict)
    })
  }

  async judgeTree(): Promise<void> {
    if (this.check?.scope !== 'tree') return
    await this.guarded('', async () => {
      const { tree } = this.context
      const files = this.paths.filter((path) => isReadable(tree.text(path))).map((path) => lazyFile(path, tree))
      const concerned = files.filter((file) => this.check?.appliesTo(file))
      if (concerned.length === 0) return
      this.add(concerned.length, await this.judge(concerned, (path) => tree.text(path), { ...this.context }))
    })
  }

  /** null when there was no file for it after all. */
  outcome(): CheckOutcome | null {
    const { id: check, diagnostics, broken, ignored } = this
    if (this.files === 0 && broken === null) return null
    const failed = diagnostics.some((found) => found.severity === 'error')
    const status = failed ? 'failed' : broken === null ? 'passed' : 'not-run'
    const unjudged = [...this.unjudged].sort()
    const note = broken ?? [`${this.files} ${this.files === 1 ? 'file' : 'files'}`, ...unjudged].join(', ')
    return { check, status, diagnostics, note, ...(ignored > 0 ? { ignored } : {}) }
  }

  private async judge(
    files: FileRef[],
    text: (path: string) => string | undefined,
    context: CheckContext,
  ): Promise<FileVerdict> {
    const unjudged: string[] = []
    context.unjudged = (what) => unjudged.push(what)
    const found = (await this.check?.run(files, context)) ?? []
    const { kept, ignored } = withoutIgnored(
      found.filter((one) => this.about(one.file)),
      text,
    )
    return { applies: true, diagnostics: kept, ignored, unjudged }
  }

  private add(files: number, { applies, diagnostics, ignored, unjudged }: FileVerdict): void {
    if (!applies) return
    this.files += files
    this.ignored += ignored
    for (const one of diagnostics) this.diagnostics.push(one)
    for (const what of unjudged) this.unjudged.add(what)
  }

  private async guarded(where: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.broken ??= where + (error instanceof Error ? error.message : String(error))
    }
  }
}

/** Notices when a check of single files looks further than its file: then its verdict does not follow from the text. */
class NarrowContext implements CheckContext {
  wasLeft = false
  unjudged?: (what: string) => void
  private readonly wide: CheckContext

  constructor(wide: CheckContext) {
    this.wide = wide
  }

  get schemas(): CheckContext['schemas'] {
    return this.wide.schemas
  }

  get today(): string | undefined {
    return this.wide.today
  }

  get tree(): CheckContext['tree'] {
    this.wasLeft = true
    return this.wide.tree
  }

  get facts(): CheckContext['facts'] {
    this.wasLeft = true
    return this.wide.facts
  }

  get surroundings(): CheckContext['surroundings'] {
    this.wasLeft = true
    return this.wide.surroundings
  }
}

/** Its text is fetched anew each time, so that holding the file does not hold the text. */
function lazyFile(path: string, tree: CheckContext['tree']): FileRef {
  return {
    path,
    get text() {
      return tree.text(path) ?? ''
    },
  }
}
