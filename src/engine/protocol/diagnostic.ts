export type Severity = 'error' | 'warning' | 'info'

/** One finding, whoever found it. Lines and columns count from 1; 0 means the whole file. */
export interface Diagnostic {
  check: string
  severity: Severity
  file: string
  line: number
  column: number
  message: string
  hint?: string
}
