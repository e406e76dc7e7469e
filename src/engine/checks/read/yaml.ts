import { type Event, parseEvents, YAMLException } from 'js-yaml'
import { keepRead } from './kept.ts'
import { LineIndex, type Place } from './lines.ts'
import { DocumentBuilder, MOST_PROBLEMS, type YamlDocument, type YamlProblem } from './yaml-build.ts'
import type { YamlSource } from './yaml-node.ts'
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
  /** Of the file, for whoever asks a node where it stands. */
  path?: string
  /** A text that stands inside another one says where, in place of a path. */
  source?: YamlSource
}

const MAX_DEPTH = 100

/** Reads every document of a text. Never throws: what is wrong with the text is among the problems. */
export function readYamlFile(text: string, reading: YamlReading = { version: '1.2' }): YamlFile {
  const { version, path = '', source } = reading
  if (path === '' || source !== undefined) return readAnew(text, reading)
  return keepRead(`yaml ${version} ${path}`, text, () => readAnew(text, reading))
}

function readAnew(text: string, { version, path = '', source }: YamlReading): YamlFile {
  const lines = new LineIndex(text)
  const file = source ?? { path, place: (offset: number) => lines.place(offset) }
  const documents: YamlDocument[] = []
  const problems: YamlProblem[] = []
  const whole = parsed(text)
  if (!('problem' in whole))
    new DocumentBuilder(whole.source, file, 0, version, { documents, problems }).read(whole.events)
  else {
    // One broken document does not hide the others.
    for (const { start, end } of pieces(text)) {
      const piece = parsed(text.slice(start, end))
      if (!('problem' in piece))
        new DocumentBuilder(piece.source, file, start, version, { documents, problems }).read(piece.events)
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

function parsed(text: string): { events: Event[]; source: string } | { problem: YamlProblem } {
  let source = text
  for (let repairs = 0; ; repairs++) {
    try {
      return { events: parseEvents(source, { maxDepth: MAX_DEPTH }), source }
    } catch (error) {
      const repaired = repairs < MOST_REPAIRS ? unindentedQuote(error, source) : null
      if (repaired === null) return { problem: problemOf(error, text.length) }
      source = repaired
    }
  }
}

const MOST_REPAIRS = 100

/**
 * Go's reader and Python's take a quoted text whose later lines are not indented; js-yaml, with the specification, does not.
 * The end of the line before reads as a blank there, so a blank in its place keeps the meaning and every offset.
 */
function unindentedQuote(error: unknown, source: string): string | null {
  if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') return null
  const newline = source.lastIndexOf('\n', (error.mark?.position ?? 0) - 1)
  return newline < 0 ? null : `${source.slice(0, newline)} ${source.slice(newline + 1)}`
}

/** js-yaml asks its callers to expect any kind of exception from text nobody has vouched for. */
function problemOf(error: unknown, length: number): YamlProblem {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof YAMLException)) return { rule: 'syntax', offset: 0, message }
  const offset = Math.min(Math.max(0, error.mark?.position ?? 0), length)
  const hint = /\btab/.test(error.reason) ? { hint: 'indent with blanks' } : {}
  return { rule: 'syntax', offset, message: error.reason, ...hint }
}

/** Between document markers, which stand at the start of a line whatever surrounds them. */
function pieces(text: string): { start: number; end: number }[] {
  const starts = [0]
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) if (index > 0) starts.push(index)
  return starts.map((start, number) => ({ start, end: starts[number + 1] ?? text.length }))
}
