import { posix } from 'node:path'
import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { CheckOutcome } from '../check.ts'
import { withoutIgnored } from '../ignore.ts'
import { type FileRef, isReadable, type Tree } from '../tree.ts'
import { type Answer, type Finding, NotJudged, type OutsideTool, type Question } from './tool.ts'

/** Where programs are started; `cli` has the only one. */
export interface ToolHost {
  /** Full path of a program; null when it is not installed. */
  find(program: string): string | null
  /** A copy of the tree that may be written to; its root, absolute. `own` is not shared with others. */
  copy(own: boolean): Promise<string>
  /** Runs a program in such a copy, without secrets. It is stopped after its time with all that it started. */
  run(command: ToolCommand): Promise<Answer | { failed: string }>
  /** How many may run at once. */
  atOnce: number
}

export interface ToolCommand {
  program: string
  args: readonly string[]
  cwd: string
  seconds: number
  input?: string
  env?: Readonly<Record<string, string>>
}

export interface RunToolsOptions {
  about?(path: string): boolean
  started?(check: string): void
  finished?(outcome: CheckOutcome): void
}

const SECONDS = 60

/** Asks every tool that has a file here, as many at once as the host allows. One that has none is not in the outcome. */
export async function runTools(
  tools: readonly OutsideTool[],
  tree: Tree,
  host: ToolHost,
  options: RunToolsOptions = {},
): Promise<CheckOutcome[]> {
  const paths = tree.paths()
  const about = options.about ?? (() => true)
  const limit = limiter(host.atOnce)
  const all = tools.map(async (tool): Promise<CheckOutcome | null> => {
    const concerned = paths.filter((path) => tool.mayConcern(path))
    if (!concerned.some(about)) return null
    const program = await installed(tool, host)
    const files = concerned.flatMap((path): FileRef[] => {
      const text = tree.text(path)
      return isReadable(text) ? [{ path, text }] : []
    })
    const questions = tool.questions(files, { paths, text: tree.text, program: program ?? tool.id })
    if (questions.length === 0) return null
    if (program === undefined)
      return { check: tool.id, status: 'not-run', diagnostics: [], note: 'not installed', outside: true }
    options.started?.(tool.id)
    const asking = new Asking(tool, program, host, tree, about)
    await Promise.all(questions.map((question) => limit(() => asking.ask(question))))
    const outcome = asking.outcome(questions.length)
    options.finished?.(outcome)
    return outcome
  })
  return (await Promise.all(all)).filter((one) => one !== null)
}

async function installed({ programs, probe }: OutsideTool, host: ToolHost): Promise<string | undefined> {
  for (const program of programs) {
    if (host.find(program) === null) continue
    const args = probe?.[program]
    if (args === undefined) return program
    const answer = await host.run({ program, args, cwd: await host.copy(false), seconds: SECONDS })
    if ('code' in answer && answer.code === 0) return program
  }
  return undefined
}

/** One tool with all its questions. */
class Asking {
  private readonly tool: OutsideTool
  private readonly program: string
  private readonly host: ToolHost
  private readonly tree: Tree
  private readonly about: (path: string) => boolean
  private readonly diagnostics: Diagnostic[] = []
  private readonly failures: string[] = []
  private copied: Promise<string> | null = null

  constructor(tool: OutsideTool, program: string, host: ToolHost, tree: Tree, about: (path: string) => boolean) {
    this.tool = tool
    this.program = program
    this.host = host
    this.tree = tree
    this.about = about
  }

  async ask(question: Question): Promise<void> {
    try {
      this.copied ??= this.host.copy(this.tool.writes === true)
      const root = await this.copied
      if (question.before !== undefined) {
        const refused = question.before.refused(await this.run(root, question, question.before.args))
        if (refused !== null) throw new NotJudged(refused)
      }
      for (const found of question.read(await this.run(root, question, question.args)))
        this.diagnostics.push(this.placed(found, question, root))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.failures.push(question.about === '' ? why : `${question.about}: ${why}`)
    }
  }

  outcome(questions: number): CheckOutcome {
    const asked = unique(this.diagnostics).filter((one) => this.about(one.file))
    const { kept, ignored } = withoutIgnored(asked, this.tree.text)
    const failed = kept.some((one) => one.severity === 'error')
    return {
      check: this.tool.id,
      status: failed ? 'failed' : this.failures.length > 0 ? 'not-run' : 'passed',
      diagnostics: kept,
      note: this.failures.length > 0 ? summed(this.failures) : `${questions} ${questions === 1 ? 'run' : 'runs'}`,
      outside: true,
      ...(ignored > 0 ? { ignored } : {}),
    }
  }

  private async run(root: string, question: Question, args: readonly string[]): Promise<Answer> {
    const answer = await this.host.run({
      program: this.program,
      args,
      cwd: posix.join(root, question.cwd),
      seconds: question.seconds ?? SECONDS,
      ...(question.input === undefined ? {} : { input: question.input }),
      ...(question.env === undefined ? {} : { env: question.env }),
    })
    if ('failed' in answer) throw new NotJudged(answer.failed)
    return answer
  }

  /** Paths lead into the copy; the user knows the tree. */
  private placed(found: Finding, question: Question, root: string): Diagnostic {
    const { severity, line = 0, column = 0, rule, hint } = found
    const absolute = posix.isAbsolute(found.file) ? found.file : posix.join(root, question.cwd, found.file)
    const inside = posix.relative(root, posix.normalize(absolute))
    const outside = inside === '' || inside.startsWith('../') || this.tree.text(inside) === undefined
    const file = outside ? question.about || '.' : inside
    const message = found.message.replaceAll(`${root}/`, '').trim() || 'it gives no reason'
    return {
      check: this.tool.id,
      severity,
      file,
      line: outside ? 0 : line,
      column: outside ? 0 : column,
      message,
      ...(hint ? { hint } : {}),
      ...(rule ? { rule } : {}),
    }
  }
}

const SHOWN = 3

function summed(failures: readonly string[]): string {
  const shown = failures.slice(0, SHOWN).join('; ')
  return failures.length > SHOWN ? `${shown}; and ${failures.length - SHOWN} more` : shown
}

/** A file that two roots use is judged twice, with the same words. */
function unique(all: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}

/** At most so many at once; the others wait in line, and whoever is done hands its place on. */
function limiter(most: number): (work: () => Promise<void>) => Promise<void> {
  let free = most
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
