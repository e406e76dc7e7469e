import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { diskFiles } from '../../../../src/cli/check/disk.ts'
import { createToolHost } from '../../../../src/cli/check/tool-host.ts'
import { readEnvironment } from '../../../../src/cli/environment.ts'
import type { CheckOutcome } from '../../../../src/engine/checks/index.ts'
import { type OutsideTool, runTools, TOOLS } from '../../../../src/engine/checks/tools/index.ts'

export interface Asked {
  /** `file:line: severity: message [rule]`, in order. */
  found: string[]
  outcome: CheckOutcome
}

export function folderOf(files: Record<string, string>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-tools-')))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

const REAL = readEnvironment()

/** Asks tools about files, on a real disk and with the programs of this machine. */
export async function askAll(
  tools: readonly OutsideTool[],
  files: Record<string, string>,
  env: Record<string, string> = {},
): Promise<CheckOutcome[]> {
  const root = folderOf(files)
  const { tree } = diskFiles(root)
  const host = createToolHost({ ...REAL, env: { ...REAL.env, ...env }, cwd: root }, root, tree.paths())
  try {
    return await runTools(tools, tree, host)
  } finally {
    host.close()
  }
}

export async function ask(id: string, files: Record<string, string>, env: Record<string, string> = {}): Promise<Asked> {
  const [outcome] = await askAll(
    TOOLS.filter((tool) => tool.id === id),
    files,
    env,
  )
  if (outcome === undefined) throw new Error(`${id} has no file among ${Object.keys(files).join(', ')}`)
  const found = outcome.diagnostics.map(
    ({ file, line, severity, message, rule }) =>
      `${file}:${line}: ${severity}: ${message}${rule === undefined ? '' : ` [${rule}]`}`,
  )
  return { found: found.sort(), outcome }
}

/** A folder with a program that is this script, to stand first on the PATH. */
export function program(name: string, script: string): string {
  const dir = folderOf({ [name]: `#!/bin/sh\n${script}\n` })
  chmodSync(join(dir, name), 0o755)
  return `${dir}:${process.env.PATH ?? ''}`
}
