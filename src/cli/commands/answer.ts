import { openJournal } from '../../engine/journal/index.ts'
import { type Answer, answersOf, initialState, parseAnswer, type Request, reduce } from '../../engine/protocol/index.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { findRun } from './resume.ts'

/** Writes the answer of the request a run stopped at into its journal. `resume` finds it there. */
export async function answer(environment: Environment, name: string, id: string, choice: string): Promise<void> {
  const run = findRun(environment, name)
  const journal = openJournal(run.file, environment.now)
  try {
    const state = journal.records().reduce((now, record) => reduce(now, record.event), initialState)
    const request = state.pending
    if (request === null)
      throw new UsageError(`run ${run.run} waits for no answer`, `Go on with: skillchain resume ${run.run}`)
    if (request.id !== id)
      throw new UsageError(`run ${run.run} does not wait for '${id}'`, `It waits for '${request.id}'.`)
    const parsed = parseAnswer(request, choice)
    if (parsed.is === 'refused') throw new UsageError(parsed.problem)
    if (parsed.is === 'show') throw new UsageError(`'${choice}' answers nothing`, answersOf(request))
    const problem = await refusal(request, parsed.answer)
    if (problem !== null) throw new UsageError(problem)
    journal.append({ type: 'request.answered', id, answer: parsed.answer, by: 'person' })
  } finally {
    journal.close()
  }
  environment.stdout.write(`answered; go on with: skillchain resume ${run.run}\n`)
}

/** A value that its question would refuse is refused here already, where somebody can still correct it. */
async function refusal(request: Request, given: Answer): Promise<string | null> {
  if (request.kind !== 'question' || typeof given === 'string' || given.is !== 'value' || !('value' in given))
    return null
  const { readValue } = await import('../../engine/facts/index.ts')
  const read = readValue(given.value, request.spec)
  return read.ok ? null : `${read.problem}; ${read.expected}`
}
