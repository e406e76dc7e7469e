import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The part of a vitest context that a test needs to leave early. */
export interface Skippable {
  skip(note?: string): never
}

/** Full path of a program on PATH, or null. */
export function findTool(name: string): string | null {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, name)
    try {
      accessSync(path, constants.X_OK)
      if (statSync(path).isFile()) return path
    } catch {
      // Not here: the next folder.
    }
  }
  return null
}

/** A test that needs a tool is not run without it and says so; where every tool was installed (CI sets SKILLCHAIN_REQUIRE_TOOLS), it fails. */
export function needTool(ctx: Skippable, name: string, ...alternatives: string[]): string {
  for (const one of [name, ...alternatives]) {
    const path = findTool(one)
    if (path !== null) return path
  }
  if (process.env.SKILLCHAIN_REQUIRE_TOOLS)
    throw new Error(`${name} is not installed, and here nothing may be left out`)
  return ctx.skip(`not run: ${name} is not installed`)
}
