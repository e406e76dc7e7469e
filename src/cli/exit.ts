/** DECISIONS: scripts must be able to tell these apart. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  unanswered: 3,
  protectedSet: 4,
  stageOrder: 5,
  belowBar: 6,
  interrupted: 130,
} as const

/** A mistake in what was typed or in a file that was named: what happened, where, and what to do. */
export class UsageError extends Error {
  readonly hint: string | undefined
  readonly exitCode: number
  constructor(message: string, hint?: string, exitCode: number = EXIT.usage) {
    super(message)
    this.name = 'UsageError'
    this.hint = hint
    this.exitCode = exitCode
  }
}
