import { join } from '../files.ts'
import { resourceKey } from '../module/load.ts'
import { referenceText } from '../module/provider-reference.ts'
import type { ModuleTree } from '../module/tree.ts'
import type { Module } from '../module/types.ts'
import type { ModuleContext } from '../validate/context.ts'
import { RunReferences, reportMissing } from './references.ts'
import type { Override, Run, TestFile } from './types.ts'

/** What is around a file of tests. */
export interface TestSurroundings {
  path: string
  /** The module that is tried when a run names no other. */
  module: Module
  modules: ModuleTree
  contextOf(module: Module): ModuleContext
  /** Values may come from files of variables that Terraform reads by itself. */
  hasValues: boolean
  report: ModuleContext['report']
}

/** Judges what runs and mocks say of modules. */
export function judgeTests(file: TestFile, around: TestSurroundings): void {
  const tried = new Map(file.runs.map((run) => [run.name, moduleOf(run, around)]))
  const warn = warner(around)
  for (const [index, run] of file.runs.entries()) {
    for (const { inParent } of run.providers) {
      const name = referenceText(inParent)
      if (file.providers.has(name)) continue
      const detail = 'This provider block references a provider definition that does not exist.'
      around.report(around.path, { ...placeOf(inParent), summary: `Missing provider definition for ${name}`, detail })
    }
    const module = tried.get(run.name) ?? null
    const earlier = new Set(file.runs.slice(0, index).map((one) => one.name))
    if (module !== null && !module.partial) judgeRun(run, module, { file, earlier, tried }, around)
  }
  const all = [...new Set(tried.values())].filter((module) => module !== null)
  for (const override of file.overrides) {
    if (!all.some((module) => hasTarget(module, override, around)))
      warn(override, 'Invalid override target', noTarget(override))
  }
  judgeMocks(file, around)
}

export interface InFile {
  file: TestFile
  /** Names of the runs before this one. */
  earlier: ReadonlySet<string>
  /** The modules that the runs try, where they are on this disk. */
  tried: ReadonlyMap<string, Module | null>
}

function judgeRun(run: Run, module: Module, inFile: InFile, around: TestSurroundings): void {
  const context = around.contextOf(module)
  const references = new RunReferences(context, run, inFile, around)
  for (const { value } of run.variables.values()) references.ofVariable(value)
  for (const assert of run.asserts) {
    for (const name of ['condition', 'error_message']) {
      const expression = assert.body.attributes.get(name)?.value
      if (expression !== undefined) references.ofAssertion(expression)
    }
  }
  for (const path of run.expected) references.ofExpected(path)
  const warn = warner(around)
  for (const override of run.overrides) {
    if (!hasTarget(module, override, around)) warn(override, 'Invalid override target', noTarget(override))
  }
  for (const { name, at } of run.variables.values()) {
    if (module.variables.has(name)) continue
    const detail = `The module under test does not declare a variable named "${name}", but it is declared in run block "${run.name}".`
    warn(at, 'Value for undeclared variable', detail)
  }
  if (!around.hasValues) reportMissing(run, module, inFile.file, warn)
}

/** The module a run tries; null when it is not on this disk. */
function moduleOf(run: Run, { module, modules, path, report }: TestSurroundings): Module | null {
  if (run.source === null) return module
  if (!/^\.\.?(?:\/|$)/.test(run.source.text)) return null
  const found = modules.at(join(module.dir, run.source.text))
  if (found === null) {
    const detail = `The directory ${run.source.text} could not be read: there are no Terraform files in it.`
    report(path, { ...placeOf(run.source.at), summary: 'Unreadable module directory', detail })
  }
  return found
}

/** Whether an address leads to something; what lies in a module that is not on this disk may be there. */
function hasTarget(from: Module, { target }: Override, { modules }: TestSurroundings): boolean {
  let module = from
  for (const name of target.modules) {
    const call = module.calls.get(name)
    if (call === undefined) return module.partial
    const called = modules.called(module, call)
    if (!called) return true
    module = called
  }
  if (target.resource === null || module.partial) return true
  const { mode, type, name } = target.resource
  return module.resources.has(resourceKey(mode, type, name))
}

const noTarget = ({ text }: Override): string =>
  `The override target ${text} does not exist within the configuration under test. This could indicate a typo in the target address or an unnecessary override.`

/** Mocks of what no provider has are never used. */
function judgeMocks(file: TestFile, around: TestSurroundings): void {
  const context = around.contextOf(around.module)
  const warn = warner(around)
  for (const { provider, mode, type, defaults, ...at } of file.mocks) {
    const schemas = context.provider(provider)
    if (schemas.active === null) continue
    const found = schemas.find(mode, type)
    const what = mode === 'data' ? 'data source' : 'resource type'
    if (found === null) {
      if (schemas.mayBeNewer) continue
      warn(at, `Invalid ${what}`, `The provider ${schemas.source} does not support ${what} "${type}".`)
      continue
    }
    const known = [found.schema, ...schemas.others(mode, type)]
    for (const { name, at: nameAt } of defaults) {
      if (schemas.mayBeNewer || known.some(({ attributes, blocks }) => attributes.has(name) || blocks.has(name)))
        continue
      warn(nameAt, 'Unsupported attribute', `${type} has no attribute named "${name}", so this value is never used.`)
    }
  }
}

function warner({ path, report }: TestSurroundings) {
  return (at: { line: number; column: number }, summary: string, detail: string): void => {
    report(path, { ...placeOf(at), summary, detail }, 'warning')
  }
}

export const placeOf = ({ line, column }: { line: number; column: number }) => ({ line, column })
