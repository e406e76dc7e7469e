export type Severity = 'error' | 'warning' | 'info'

/** A piece of a file's text, by offsets, and what should stand there. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** A change that is safe to make unseen: it alters no meaning, or there is only one thing that can have been meant. */
export interface Fix {
  /** What it does, in a few words. */
  title: string
  edits: Edit[]
}

/** One finding, whoever found it. Lines and columns count from 1; 0 means the whole file. */
export interface Diagnostic {
  check: string
  severity: Severity
  file: string
  line: number
  column: number
  message: string
  hint?: string
  /** The rule within the check, where it has several that one may want to ignore: `public-admin-port`. */
  rule?: string
  fix?: Fix
}
