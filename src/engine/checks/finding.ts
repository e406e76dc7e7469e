import type { Diagnostic, Fix, Severity } from '../protocol/diagnostic.ts'
import { placeOf, type YamlNode } from './read/yaml-node.ts'

/** What a check says of a node of a YAML or JSON text. */
export interface Finding {
  at: YamlNode
  severity: Severity
  rule: string
  message: string
  hint?: string | undefined
  fix?: Fix
}

export function diagnosticOf(check: string, { at, severity, rule, message, hint, fix }: Finding): Diagnostic {
  return {
    check,
    severity,
    ...placeOf(at),
    message,
    ...(hint === undefined ? {} : { hint }),
    rule,
    ...(fix === undefined ? {} : { fix }),
  }
}
