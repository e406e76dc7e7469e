import type { Diagnostic, Severity } from '../protocol/diagnostic.ts'
import type { At } from './resources/node.ts'

/** A rule as it is explained: to whom it finds something, and in docs/checks.md. */
export interface Rule {
  id: string
  severity: Severity
  /** What it finds, in a few words. */
  what: string
  why: string
  fix: string
}

/** What a rule found. */
export interface Hit {
  rule: Rule
  at: At
  message: string
  /** Where this one weighs more or less than the rule usually does. */
  severity?: Severity
  /** In place of the rule's own why and fix. */
  hint?: string
}

export function asDiagnostic(check: string, { rule, at, message, severity, hint }: Hit): Diagnostic {
  return {
    check,
    severity: severity ?? rule.severity,
    file: at.file,
    line: at.line,
    column: at.column,
    message,
    hint: hint ?? `${rule.why} ${rule.fix}`,
    rule: rule.id,
  }
}

/** The same thing said of the same place is said once: a module that is called twice is written once. */
export function diagnosticsOf(check: string, hits: Iterable<Hit>): Diagnostic[] {
  const seen = new Map<string, Diagnostic>()
  for (const hit of hits) {
    const { file, line, column } = hit.at
    const key = `${file}\n${line}:${column}\n${hit.rule.id}\n${hit.message}`
    if (!seen.has(key)) seen.set(key, asDiagnostic(check, hit))
  }
  return [...seen.values()]
}
