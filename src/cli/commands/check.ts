import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Diagnostic } from '../../engine/protocol/index.ts'
import { asDiagnostic, isTerraform, moduleDirs, packStore, validateTree } from '../../engine/terraform/index.ts'
import { diskSurroundings, filesBelow } from '../check/disk.ts'
import { withoutIgnored } from '../check/ignore.ts'
import { shippedSchemas } from '../check/schemas.ts'
import { checkSyntax, type SyntaxKind, syntaxKind } from '../check/syntax.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { plainText } from '../hosts/text.ts'

interface Typed {
  only?: string
  json: boolean
  strict: boolean
}

/** The checks there are. What is not in this list was not checked. */
const KINDS = ['terraform', 'yaml', 'json', 'hcl'] as const
type Kind = (typeof KINDS)[number]

/** Exit 6 with errors; `--strict` counts warnings as well. */
export async function check(environment: Environment, typedDir: string | undefined, typed: Typed): Promise<void> {
  const shown = typedDir ?? '.'
  const root = resolve(environment.cwd, shown)
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${shown} is not a folder`, 'skillchain check takes the folder of a repository')
  }
  const kinds = chosenKinds(typed.only)
  const files = filesBelow(root)
  const surroundings = diskSurroundings(root)
  const diagnostics: Diagnostic[] = []
  const done: string[] = []
  if (kinds.has('terraform')) {
    const dirs = moduleDirs(files.map((path) => ({ path })).filter(isTerraform))
    const { findings, modules, unknownProviders } = validateTree(dirs, surroundings, packStore(shippedSchemas()))
    diagnostics.push(...findings.map(asDiagnostic))
    const unknown = unknownProviders.length === 0 ? '' : `, no schema of ${unknownProviders.join(', ')}`
    done.push(`terraform (${count(modules, 'module')}${unknown})`)
  }
  const others = files.flatMap((path) => {
    const kind = syntaxKind(path)
    return kind !== null && kinds.has(kind) ? [{ path, kind }] : []
  })
  diagnostics.push(...(await checkSyntax(others, surroundings.text)))
  for (const kind of ['yaml', 'json', 'hcl'] as const satisfies readonly SyntaxKind[]) {
    const some = others.filter((file) => file.kind === kind).length
    if (kinds.has(kind)) done.push(`${kind} syntax (${count(some, 'file')})`)
  }
  const { kept, ignored } = withoutIgnored(diagnostics, surroundings.text)
  print(environment, kept, shown, typed.json)
  const errors = kept.filter((one) => one.severity === 'error').length
  const warnings = kept.filter((one) => one.severity === 'warning').length
  if (!typed.json) {
    const silenced = ignored === 0 ? '' : `, ${ignored} ignored with a reason`
    environment.stdout.write(
      `${count(errors, 'error')}, ${count(warnings, 'warning')}${silenced}. Checked: ${done.join(', ')}. Nothing else was checked.\n`,
    )
  }
  if (errors > 0 || (typed.strict && warnings > 0)) process.exitCode = EXIT.belowBar
}

function chosenKinds(only: string | undefined): ReadonlySet<Kind> {
  if (only === undefined) return new Set(KINDS)
  const chosen = new Set<Kind>()
  for (const name of only.split(',').map((one) => one.trim())) {
    const kind = KINDS.find((one) => one === name)
    if (kind === undefined) throw new UsageError(`there is no check '${name}'`, `The checks are ${KINDS.join(', ')}.`)
    chosen.add(kind)
  }
  return chosen
}

function print(environment: Environment, found: Diagnostic[], dir: string, json: boolean): void {
  const order = (a: Diagnostic, b: Diagnostic): number =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
  const lines = found.sort(order).map((one) => {
    const file = join(dir, one.file)
    if (json) return JSON.stringify({ ...one, file })
    const hint = one.hint === undefined ? '' : `\n  ${one.hint}`
    return plainText(`${file}:${one.line}:${one.column}: ${one.severity}: ${one.message}${hint}`)
  })
  if (lines.length > 0) environment.stdout.write(`${lines.join('\n')}\n`)
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
