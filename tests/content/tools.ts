import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { loadAll } from 'js-yaml'
import { afterAll, expect, type TestContext, test } from 'vitest'

export { coreSchemas } from '../helpers/core-schemas.ts'

export interface Ran {
  status: number
  stdout: string
  stderr: string
}

export function run(command: string, args: readonly string[], options: { cwd?: string; input?: string } = {}): Ran {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options })
  return { status: done.status ?? 127, stdout: done.stdout ?? '', stderr: done.stderr ?? String(done.error ?? '') }
}

export function installed(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, command)))
}

/** A check that cannot run is never green: skipped with its reason here, failed where CI promises the tools. */
export function notRun(context: TestContext, reason: string): void {
  if (process.env.SKILLCHAIN_REQUIRE_TOOLS) expect.fail(`not run: ${reason}`)
  context.skip(`not run: ${reason}`)
}

/** A test that needs programs; what is missing is named in the report. */
export function toolTest(name: string, tools: readonly string[], body: (context: TestContext) => void): void {
  test(name, { timeout: 300_000 }, (context) => {
    const missing = tools.filter((tool) => !installed(tool))
    if (missing.length > 0) return notRun(context, `${missing.join(', ')} not installed`)
    body(context)
  })
}

/** A folder that is gone after the test file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'content-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function foldersWith(root: string, file: string): string[] {
  const found: string[] = []
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) walk(path)
      else if (name === file) found.push(folder)
    }
  }
  walk(root)
  return found
}

/** An object of a manifest, as far as these tests look into it. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string> }
  spec?: Record<string, unknown>
}

export function manifests(text: string): Manifest[] {
  return loadAll(text).filter((one): one is Manifest => one !== null && typeof one === 'object')
}

/** The value at a dotted path of a manifest; numbers address members of lists. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((here, step) => {
    if (here === null || typeof here !== 'object') return undefined
    return (here as Record<string, unknown>)[step] // plain YAML data, read by name
  }, value)
}

/** Terraform in a written repository: every diagnostic of validate, and what its tests say. */
export function terraformChecks(context: TestContext, repository: string, filters: readonly string[]): void {
  const cwd = join(repository, 'terraform')
  expect(run('terraform', ['fmt', '-check', '-diff', '-recursive'], { cwd }).stdout).toBe('')
  const init = run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], { cwd })
  if (init.status !== 0) {
    notRun(context, `terraform init has no provider: ${lastLine(init.stderr)}`)
    return
  }
  const validated = JSON.parse(run('terraform', ['validate', '-json'], { cwd }).stdout)
  expect(validated.diagnostics).toEqual([])
  // At starter only the root is tested; a module's tests come with those who change it.
  const present = filters.filter((file) => existsSync(join(cwd, 'tests', file)))
  const tested = run('terraform', ['test', '-no-color', ...present.map((file) => `-filter=tests/${file}`)], { cwd })
  expect(tested.status, tested.stdout + tested.stderr).toBe(0)
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
