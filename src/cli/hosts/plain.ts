import { createInterface, type Interface } from 'node:readline'
import {
  type Answer,
  type AnswerTo,
  type Fact,
  type Host,
  initialState,
  type MergeAnswer,
  type MergeRequest,
  parseAnswer,
  type Request,
  type RunEvent,
  type RunState,
  reduce,
  Unanswered,
} from '../../engine/protocol/index.ts'
import { eventLines, type PlainStyle, statusLines } from './plain-events.ts'
import { HELP_LINES, requestLines } from './plain-requests.ts'
import { plainText } from './text.ts'

export interface PlainOptions extends PlainStyle {
  input: NodeJS.ReadableStream
  write: (text: string) => void
  signal: AbortSignal
  /** Answers are typed on a terminal, which shows them and their Enter. */
  typed: boolean
  /** Opens the user's editor on both sides of a conflict; absent where there is none. */
  edit?: (request: MergeRequest) => Promise<string>
}

/** Lines out, lines in: a terminal without Ink, a pipe, CI, a screen reader. */
export function createPlainHost(options: PlainOptions): Host & { close(): void } {
  let state = initialState
  let lines: LineReader | null = null
  const say = (text: string[]): void => {
    if (text.length > 0) options.write(`${text.map(plainText).join('\n')}\n`)
  }

  return {
    notify(event: RunEvent) {
      state = reduce(state, event)
      say(eventLines(event, state, options))
    },
    async ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
      lines ??= readLines(options.input)
      const { lines: text, prompt } = requestLines(request, options, given(state))
      say(text)
      for (;;) {
        options.write(plainText(prompt))
        const typed = await lines.next(options.signal)
        // Nobody pressed Enter on a screen: the next line begins on its own.
        if (!options.typed && typed !== null) options.write('\n')
        if (typed === null) {
          options.write('\n')
          throw new Unanswered(request, 'the input ended before this was answered')
        }
        if (request.kind === 'merge' && request.reason === 'both-changed' && EDIT.test(typed.trim())) {
          const edited = await editedBy(options.edit, request)
          if (typeof edited !== 'string') return edited as Answer as AnswerTo<R> // a merge request is answered by a merge answer
          say([edited])
          continue
        }
        const parsed = parseAnswer(request, typed)
        if (parsed.is === 'answer') return parsed.answer as AnswerTo<R> // parseAnswer answers in the request's kind
        say(
          parsed.is === 'refused'
            ? [parsed.problem]
            : parsed.what === 'status'
              ? statusLines(state, options)
              : HELP_LINES,
        )
      }
    },
    close() {
      lines?.close()
    },
  }
}

/** What flags and files said; the chain shows it beside what the goal says. */
const given = (state: RunState): Fact[] =>
  Object.values(state.facts).filter((fact) => fact.origin === 'flag' || fact.origin === 'answers-file')

const EDIT = /^(4|edit|e|editor)$/i

/** The answer, or why there is none: a broken editor is no reason to lose the run. */
async function editedBy(edit: PlainOptions['edit'], request: MergeRequest): Promise<MergeAnswer | string> {
  if (edit === undefined) return 'No editor is named here: set EDITOR, or type mine, new or both.'
  try {
    return { is: 'edited', text: await edit(request) }
  } catch (error) {
    return `The editor did not work (${error instanceof Error ? error.message : String(error)}); nothing was taken from it.`
  }
}

interface LineReader {
  next(signal: AbortSignal): Promise<string | null>
  close(): void
}

function readLines(input: NodeJS.ReadableStream): LineReader {
  const reader: Interface = createInterface({ input, terminal: false })
  const queue: string[] = []
  let ended = false
  let wake: (() => void) | null = null
  reader.on('line', (line) => {
    queue.push(line)
    wake?.()
  })
  reader.on('close', () => {
    ended = true
    wake?.()
  })
  return {
    async next(signal) {
      while (queue.length === 0 && !ended) {
        signal.throwIfAborted()
        await new Promise<void>((resolve) => {
          const done = (): void => {
            signal.removeEventListener('abort', done)
            wake = null
            resolve()
          }
          wake = done
          signal.addEventListener('abort', done)
        })
      }
      signal.throwIfAborted()
      return queue.shift() ?? null
    },
    close: () => reader.close(),
  }
}
