import type { Diagnostic, Severity } from '../../protocol/diagnostic.ts'
import type { FileRef } from '../tree.ts'
import { LineIndex, type Place } from './lines.ts'

/** A file whose offsets can be named quickly, however many there are. */
export interface Source extends FileRef {
  at(offset: number): Place
}

export function sourceOf(file: FileRef): Source {
  let index: LineIndex | null = null
  return {
    path: file.path,
    text: file.text,
    at(offset) {
      index ??= new LineIndex(file.text)
      return index.place(offset)
    },
  }
}

export type Extra = Pick<Diagnostic, 'hint' | 'rule' | 'fix'>

/** Gathers what a check finds. The same words about the same place are said once. */
export class Findings {
  readonly found: Diagnostic[] = []
  private readonly said = new Set<string>()
  private readonly check: string

  constructor(check: string) {
    this.check = check
  }

  add(severity: Severity, source: Source, offset: number, message: string, extra: Partial<Extra> = {}): void {
    const { line, column } = source.at(offset)
    const key = `${source.path}:${line}:${column}:${message}`
    if (this.said.has(key)) return
    this.said.add(key)
    const { hint, rule, fix } = extra
    const more = { ...(hint ? { hint } : {}), ...(rule ? { rule } : {}), ...(fix ? { fix } : {}) }
    this.found.push({ check: this.check, severity, file: source.path, line, column, message, ...more })
  }

  error(source: Source, offset: number, message: string, hint?: string): void {
    this.add('error', source, offset, message, hint === undefined ? {} : { hint })
  }

  warning(source: Source, offset: number, message: string, hint?: string): void {
    this.add('warning', source, offset, message, hint === undefined ? {} : { hint })
  }
}
