import { execFile } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { loadCatalog } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { EXIT } from '../exit.ts'

/** Outside tools: what each is for, and how it says its version. */
const TOOLS: [name: string, args: string[], purpose: string][] = [
  ['git', ['--version'], 'refuses to overwrite what was not committed'],
  ['terraform', ['version'], 'init, plan and apply of a result'],
  ['kubectl', ['version', '--client'], 'overlays of a result'],
  ['helm', ['version', '--short'], 'charts of a result'],
  ['aws', ['--version'], 'scripts of a result'],
  ['shellcheck', ['--version'], 'lints scripts'],
  ['named-checkzone', ['-v'], 'checks zone files'],
  ['tflint', ['--version'], 'lints Terraform'],
]

interface Finding {
  name: string
  status: 'ok' | 'missing' | 'problem'
  detail: string
}

/** What this machine offers. Nothing in the list is needed to generate; each tool serves what comes after. */
export async function doctor(environment: Environment, options: { json: boolean }): Promise<void> {
  const { catalog, problems } = await loadCatalog(environment, [])
  const errors = problems.filter((p) => p.severity === 'error')
  const findings: Finding[] = [
    { name: 'node', status: 'ok', detail: process.versions.node },
    writable('state', environment.stateDir),
    {
      name: 'skills',
      status: errors.length === 0 ? 'ok' : 'problem',
      detail:
        errors.length === 0
          ? `${catalog.skills.length} skills, ${catalog.blueprints.length} blueprints`
          : `${errors.length} errors; skillchain skills lint`,
    },
    ...(await Promise.all(TOOLS.map(tool))),
  ]
  if (options.json) environment.stdout.write(`${JSON.stringify(findings)}\n`)
  else
    for (const one of findings)
      environment.stdout.write(`${one.status.padEnd(8)} ${one.name.padEnd(16)} ${one.detail}\n`)
  if (findings.some((one) => one.status === 'problem')) process.exitCode = EXIT.failed
}

function writable(name: string, dir: string): Finding {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.W_OK)
    return { name, status: 'ok', detail: dir }
  } catch (error) {
    return {
      name,
      status: 'problem',
      detail: `${dir} cannot be written (${error instanceof Error ? error.message : String(error)}); set XDG_STATE_HOME`,
    }
  }
}

async function tool([name, args, purpose]: [string, string[], string]): Promise<Finding> {
  try {
    const { stdout, stderr } = await promisify(execFile)(name, args, { timeout: 10_000 })
    const version = `${stdout}${stderr}`.split('\n').find((line) => /\d+\.\d+/.test(line)) ?? 'present'
    return { name, status: 'ok', detail: version.trim() }
  } catch {
    return { name, status: 'missing', detail: purpose }
  }
}
