import type { RunEvent } from './events.ts'
import type { AnswerTo, Request } from './requests.ts'

/** Whoever watches a run and answers it: a terminal, a pipe, a test. */
export interface Host {
  notify(event: RunEvent): void
  /** Rejects with Unanswered when nobody is there to answer. */
  ask<R extends Request>(request: R): Promise<AnswerTo<R>>
}

export class Unanswered extends Error {
  readonly request: Request
  constructor(request: Request, how: string) {
    super(how)
    this.name = 'Unanswered'
    this.request = request
  }
}
