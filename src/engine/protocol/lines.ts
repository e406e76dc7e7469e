import type { Outcome, RunEvent } from './events.ts'

/** First line of `--json`: what the lines that follow are. */
export interface SchemaLine {
  type: 'schema'
  schema: 'skillchain.run'
  version: 1
  /** Version of the program. */
  skillchain: string
}

/** Last line of `--json`: what the command came to. The figures are there when a result could be judged. */
export interface ResultLine {
  type: 'result'
  run: string
  outcome: Outcome
  exitCode: number
  out: string
  /** Whole per cent, rounded down. */
  completeness?: number
  required?: number
  fulfilled?: number
  files?: number
}

export type JsonLine = SchemaLine | RunEvent | ResultLine
