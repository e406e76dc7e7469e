import type { Journal } from '../journal/index.ts'
import {
  type Answer,
  type AnswerTo,
  type Host,
  initialState,
  type Request,
  type RunEvent,
  type RunOptions,
  type RunState,
  reduce,
  Unanswered,
} from '../protocol/index.ts'
import { policyAnswer } from './policy.ts'

/** A request before it has its id: the session numbers it, so that the same question asked twice has two answers. */
export type Draft<R extends Request> = R extends Request ? Omit<R, 'id'> & { about: string } : never

export interface Session {
  state(): RunState
  emit(event: RunEvent): void
  /** Asks whoever can answer: the journal of an interrupted run, a policy, then the host. */
  ask<R extends Request>(draft: Draft<R>): Promise<AnswerTo<R>>
  /** From here on every question takes its default. */
  skipAll(): void
  /** The chain is looked at again: what was skipped is asked, unless this run asks nothing at all. */
  askAgain(): void
  readonly skipping: boolean
}

/** A session without a journal (a dry run) leaves no trace. */
export function createSession(host: Host, journal: Journal | null, options: RunOptions): Session {
  let state = (journal?.records() ?? []).reduce((now, record) => reduce(now, record.event), initialState)
  const known = new Map(Object.entries(state.answers))
  const counts = new Map<string, number>()
  let skipping = options.ask !== 'everything'

  const emit = (event: RunEvent): void => {
    journal?.append(event)
    state = reduce(state, event)
    host.notify(event)
  }

  return {
    state: () => state,
    emit,
    skipAll() {
      skipping = true
    },
    askAgain() {
      skipping = options.ask !== 'everything'
    },
    get skipping() {
      return skipping
    },
    async ask<R extends Request>(draft: Draft<R>): Promise<AnswerTo<R>> {
      const { about, ...rest } = draft
      const count = (counts.get(about) ?? 0) + 1
      counts.set(about, count)
      // A draft is a request without its id; adding the id makes it whole again.
      const request = { ...rest, id: count === 1 ? about : `${about}#${count}` } as unknown as R
      const before = known.get(request.id)
      // The id names the request, so the journaled answer has that request's kind.
      if (before !== undefined) return before as AnswerTo<R>
      emit({ type: 'request.opened', request })
      const silent = skipping && !staysOpen(request, options)
      const policy = policyAnswer(request, options, silent)
      if (policy === null && silent) throw new Unanswered(request, 'nobody is asked with --skip-all')
      const answer: Answer = policy ?? (await host.ask(request))
      emit({ type: 'request.answered', id: request.id, answer, by: policy === null ? 'person' : 'policy' })
      known.set(request.id, answer)
      // The host answers in the request's kind; the policy is written per kind.
      return answer as AnswerTo<R>
    },
  }
}

/**
 * Asked although questions are skipped: what concerns somebody's edits, and gates. Whoever typed `skip` skipped questions;
 * a failure, a conflict or a missing part still finds a person there.
 */
function staysOpen(request: Request, { ask }: RunOptions): boolean {
  if (ask === 'nothing') return false
  if (request.kind === 'gate' || request.kind === 'merge') return true
  if (request.kind !== 'dialog') return false
  return ask === 'everything' || request.dialog === 'remove-orphan'
}
