import { type Event, parseEvents, YAMLException } from 'js-yaml'
import { LineIndex, type Place } from './lines.ts'
import { DocumentBuilder, MOST_PROBLEMS, type YamlDocument, type YamlProblem } from './yaml-build.ts'
import type { YamlVersion } from './yaml-scalar.ts'

export type { YamlDocument, YamlProblem } from './yaml-build.ts'

/** A YAML or JSON text as nodes that know their places. */
export interface YamlFile {
  documents: YamlDocument[]
  /** In the order of the text. A document that cannot be read is missing above, and its problem is here. */
  problems: YamlProblem[]
  place(offset: number): Place
}

export interface YamlReading {
  version: YamlVersion
}

const MAX_DEPTH = 100

/** Reads every document of a text. Never throws: what is wrong with the text is among the problems. */
export function readYamlFile(text: string, { version }: YamlReading = { version: '1.2' }): YamlFile {
  const lines = new LineIndex(text)
  const documents: YamlDocument[] = []
  const problems: YamlProblem[] = []
  const whole = parsed(text)
  if (!('problem' in whole)) new DocumentBuilder(text, 0, version, { documents, problems }).read(whole.events)
  else {
    // One broken document does not hide the others.
    for (const { start, end } of pieces(text)) {
      const source = text.slice(start, end)
      const piece = parsed(source)
      if (!('problem' in piece)) new DocumentBuilder(source, start, version, { documents, problems }).read(piece.events)
      else if (problems.length < MOST_PROBLEMS)
        problems.push({ ...piece.problem, offset: piece.problem.offset + start })
    }
    if (problems.length === 0) problems.push(whole.problem)
  }
  problems.sort((one, other) => one.offset - other.offset)
  return { documents, problems, place: (offset) => lines.place(offset) }
}

/** What CI, Helm and Jinja write in double braces makes a text a template, which is no YAML before it is filled in. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|<%/.test(text)
}

function parsed(text: string): { events: Event[] } | { problem: YamlProblem } {
  try {
    return { events: parseEvents(text, { maxDepth: MAX_DEPTH }) }
  } catch (error) {
    // js-yaml asks its callers to expect any kind of exception from text nobody has vouched for.
    const message = error instanceof Error ? error.message : String(error)
    if (!(error instanceof YAMLException)) return { problem: { rule: 'syntax', offset: 0, message } }
    const offset = Math.min(Math.max(0, error.mark?.position ?? 0), text.length)
    const hint = /\btab/.test(error.reason) ? { hint: 'indent with blanks' } : {}
    return { problem: { rule: 'syntax', offset, message: error.reason, ...hint } }
  }
}

/** Between document markers, which stand at the start of a line whatever surrounds them. */
function pieces(text: string): { start: number; end: number }[] {
  const starts = [0]
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) if (index > 0) starts.push(index)
  return starts.map((start, number) => ({ start, end: starts[number + 1] ?? text.length }))
}
