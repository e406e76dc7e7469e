import { nearest } from '../../../skills/nearest.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Module } from '../module/types.ts'
import type { Expression, Place, Traversal } from '../syntax/ast.ts'
import { traversalsOf } from '../syntax/references.ts'
import type { ModuleContext } from '../validate/context.ts'
import { References } from '../validate/references.ts'
import { ModuleScope, stepName } from '../validate/scope.ts'
import type { InFile, TestSurroundings } from './judge.ts'
import type { Run, TestFile } from './types.ts'

/** What the expressions of one run may refer to, and what they do refer to. */
export class RunReferences {
  private readonly context: ModuleContext
  private readonly run: Run
  private readonly inFile: InFile
  private readonly around: TestSurroundings
  private readonly references: References
  private readonly values: ModuleScope

  constructor(context: ModuleContext, run: Run, inFile: InFile, around: TestSurroundings) {
    this.context = context
    this.run = run
    this.inFile = inFile
    this.around = around
    this.references = new References(context)
    this.values = new ModuleScope(context)
  }

  /** Conditions and messages see the module as it is after the run, and earlier runs. */
  ofAssertion(expression: Expression): void {
    for (const path of traversalsOf(expression)) {
      const name = stepName(path, 0)
      if (path.root === 'run') this.earlierRun(path)
      else if (path.root === 'output') this.output(path, name)
      else if (path.root === 'check') {
        const detail =
          'The "check" object can only be referenced from an "expect_failures" attribute within a Terraform testing "run" block.'
        this.report(path.at, 'Reference to "check" in invalid context', detail)
      } else if (path.root !== 'var' || name === null || !this.isGiven(name)) this.inModule(path)
    }
    this.evaluated(expression)
  }

  /** Values for a run come from earlier ones and from what the file says for all. */
  ofVariable(expression: Expression): void {
    const { file } = this.inFile
    for (const path of traversalsOf(expression)) {
      const name = stepName(path, 0)
      if (path.root === 'run') this.earlierRun(path)
      else if (path.root !== 'var') {
        const detail =
          'You can only reference earlier run blocks, file level, and global variables while defining variables from inside a run block.'
        this.report(path.at, 'Invalid reference', detail)
      } else if (name !== null && !file.variables.has(name) && !this.context.module.variables.has(name)) {
        const detail = `The input variable "${name}" is not available to the current run block. You can only reference variables defined at the file or global levels.`
        this.report(path.at, 'Reference to unavailable variable', detail)
      }
    }
    this.evaluated(expression)
  }

  /** What is not there cannot fail. */
  ofExpected(path: Traversal): void {
    const { module } = this.context
    const name = stepName(path, 0)
    if (name === null || module.partial) return
    if (['local', 'module', 'path', 'terraform', 'run', 'each', 'count', 'self'].includes(path.root)) {
      const detail = `You cannot expect failures from ${path.root}.${name}. You can only expect failures from checkable objects such as input variables, output values, check blocks, managed resources and data sources.`
      this.report(path.at, 'Invalid `expect_failures` reference', detail)
    } else if (path.root === 'output') this.output(path, name)
    else if (path.root === 'check') {
      if (module.checks.has(name)) return
      const detail = `No check block named "${name}" is declared in the module under test.`
      this.report(path.at, 'Reference to undeclared check', detail)
    } else {
      this.inModule({ ...path, steps: path.steps.slice(0, path.root === 'data' ? 2 : 1) })
      if (path.root === 'var') this.beforeApply(path, name)
    }
  }

  /** Values are judged while a plan is made: where one is refused, nothing is applied, and the run counts as failed. */
  private beforeApply(path: Traversal, name: string): void {
    if (this.run.command === 'plan' || !this.context.module.variables.has(name)) return
    const detail = `A custom condition within var.${name} fails during the planning stage and prevents the requested apply operation, so this run can never pass. Use command = plan.`
    this.report(path.at, 'Expected failure while planning', detail)
  }

  private inModule(path: Traversal): void {
    // Data sources of a check block are seen from tests.
    const within = this.context.module.resources.get(`data.${stepName(path, 0)}.${stepName(path, 1)}`)?.within ?? null
    const from = { file: this.around.path, each: false, count: false, self: false, within }
    this.references.check(path, from)
  }

  private isGiven(name: string): boolean {
    return this.run.variables.has(name) || this.inFile.file.variables.has(name)
  }

  private output(path: Traversal, name: string | null): void {
    const { outputs, partial } = this.context.module
    if (name === null || partial || outputs.has(name)) return
    const detail = `An output value with the name "${name}" has not been declared.${hint(name, outputs.keys())}`
    this.report(path.at, 'Reference to undeclared output value', detail)
  }

  private earlierRun(path: Traversal): void {
    const name = stepName(path, 0)
    const { file, earlier, tried } = this.inFile
    if (name === null) return
    if (!file.runs.some((run) => run.name === name)) {
      const known = file.runs.map((run) => run.name)
      const detail = `There is no run "${name}" declared in this test suite.${hint(name, known)}`
      this.report(path.at, 'Reference to undeclared run block', detail)
    } else if (!earlier.has(name)) {
      const detail = `The run "${name}" block has not yet been evaluated, so its results are not available here.`
      this.report(path.at, 'Reference to unevaluated run block', detail)
    } else {
      const output = stepName(path, 1)
      const module = tried.get(name)
      if (output === null || !module || module.partial || module.outputs.has(output)) return
      const detail = `This object does not have an attribute named "${output}".${hint(output, module.outputs.keys())}`
      this.report(path.steps[1]?.at ?? path.at, 'Unsupported attribute', detail)
    }
  }

  private evaluated(expression: Expression): void {
    const scope = this.values.fresh()
    evaluate(expression, scope)
    for (const problem of scope.problems) this.around.report(this.around.path, problem)
  }

  private report({ line, column }: Place, summary: string, detail: string): void {
    this.around.report(this.around.path, { line, column, summary, detail })
  }
}

/** Variables that the module needs and nobody in the file gives; the command line or the environment may. */
export function reportMissing(
  run: Run,
  module: Module,
  file: TestFile,
  warn: (at: Place, summary: string, detail: string) => void,
): void {
  for (const { name, hasDefault } of module.variables.values()) {
    if (hasDefault || run.variables.has(name) || file.variables.has(name)) continue
    const detail = `The module under test for run block "${run.name}" has a required variable "${name}" with no set value. Use a -var or -var-file command line argument or add this variable into a "variables" block within the test file or run block.`
    warn(run, 'No value for required variable', detail)
  }
}

function hint(name: string, known: Iterable<string>): string {
  const near = nearest(name, known)
  return near === null ? '' : ` Did you mean "${near}"?`
}
