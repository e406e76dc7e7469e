import type { BatchEvent } from './batch.ts'
import type { Outcome, RunEvent } from './events.ts'
import type { DialogRequest } from './requests.ts'

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

/** First line of a batch with `--json`. */
export interface BatchSchemaLine {
  type: 'schema'
  schema: 'skillchain.batch'
  version: 1
  /** Version of the program. */
  skillchain: string
}

/** A batch's lines end with `batch.finished`. */
export type BatchLine = BatchSchemaLine | BatchEvent

/** spec 1 puts a sign before the title of what goes wrong; where signs are not drawn, the words say it. */
export function dialogTitle({ dialog, title }: DialogRequest, sign = '⚠'): string {
  const words = title.replace(/^⚠\S* */u, '')
  const warns = words !== title || !NO_WARNING.has(dialog)
  return warns && sign !== '' ? `${sign} ${words}` : words
}

const NO_WARNING: ReadonlySet<DialogRequest['dialog']> = new Set(['save-preferences', 'remove-orphan'])
