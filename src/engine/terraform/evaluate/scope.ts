import type { Place, Traversal } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import type { Value } from '../values/value.ts'
import type { Signature, Signatures } from './signatures.ts'

/** The functions that can be called, and what they see of the disk. */
export interface Library {
  signatures: Signatures
  /** A function of a provider: its signature, what is wrong with the name, or undefined when nobody here knows. */
  provided(name: string): Signature | string | undefined
  files: ModuleFiles
}

/** Files as a module's functions see them. A path that leads out of what can be seen is null, one to nothing undefined. */
export interface ModuleFiles {
  read(path: string): string | null | undefined
}

/** What an expression can see while it is evaluated. */
export interface Scope {
  /** Names that a `for`, a splat or a dynamic block gives. */
  names: ReadonlyMap<string, Value>
  /** The value of the object a path begins with, and how many of the path's steps are in it. */
  resolve(path: Traversal, scope: Scope): { value: Value; used: number }
  library: Library
  problems: Finding[]
}

export function report(scope: Scope, at: Place, summary: string, detail: string): void {
  scope.problems.push({ line: at.line, column: at.column, summary, detail })
}

/** The same scope with a place of its own for problems: what is found may not count. */
export function aside(scope: Scope): Scope {
  return { ...scope, problems: [] }
}

export function withNames(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  const all = new Map(scope.names)
  for (const [name, value] of names) all.set(name, value)
  return { ...scope, names: all }
}
