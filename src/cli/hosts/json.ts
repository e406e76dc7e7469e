import {
  type AnswerTo,
  type Host,
  type JsonLine,
  type Request,
  type ResultLine,
  type RunEvent,
  Unanswered,
} from '../../engine/protocol/index.ts'

/** Version of the lines; docs/schema/run.schema.json describes them. */
export const JSON_VERSION = 1

export interface JsonHost extends Host {
  /** The last line: what the command came to. */
  result(value: Omit<ResultLine, 'type'>): void
}

/** NDJSON: the first line names the schema, every event is a line, the last line is the result. */
export function createJsonHost(write: (text: string) => void, version: string): JsonHost {
  const line = (value: JsonLine): void => write(`${JSON.stringify(value)}\n`)
  line({ type: 'schema', schema: 'skillchain.run', version: JSON_VERSION, skillchain: version })
  return {
    notify(event: RunEvent) {
      line(event)
    },
    ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
      return Promise.reject(new Unanswered(request, 'nobody answers with --json'))
    },
    result(value) {
      line({ type: 'result', ...value })
    },
  }
}
