import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { FactValue } from '../protocol/facts.ts'

/** What templates and conditions see: facts as nested objects, and the names the format adds (`maturity`, `has`, …). */
export type RenderScope = { readonly [name: string]: FactValue }

/** A template's text, and where it stands, so that an error names a line of the skill. */
export interface TemplateSource {
  /** File the body was read from, as errors shall name it. */
  source: string
  body: string
  /** Line of the body's first line in that file. */
  bodyLine: number
}

/** What one template wrote, before files of several skills come together. */
export interface RenderedFile {
  path: string
  content: string
  owner: string
  template: string
  /** A named part of a file that others may write too. */
  section?: string
  order: number
  /** Former paths of this file, so that the user's edits move along. */
  was: string[]
}

/** A file as it shall be on disk. */
export interface OutFile {
  path: string
  content: string
  mode: 0o644 | 0o755
  /** The skill that wrote it; several are joined by `+`. */
  owner: string
  template: string
  was: string[]
}

export interface Composition {
  /** Sorted by path. */
  files: OutFile[]
  /** A file that has an error here is not to be written. */
  problems: Diagnostic[]
}
