import type { Findings, Source } from '../read/source.ts'
import type { Line, Word } from './lexer.ts'
import type { HaproxyTable } from './table.ts'

export type SectionKind = 'global' | 'defaults' | 'frontend' | 'listen' | 'backend' | string

/** `backend app` and the lines below it. */
export interface Section {
  kind: SectionKind
  keyword: Word
  name: Word | null
  lines: Line[]
  source: Source
  /** For a proxy: the `defaults` that it builds on. */
  defaults: Section | null
}

/** All that one HAProxy is started with. */
export interface Configuration {
  sections: Section[]
  table: HaproxyTable
  findings: Findings
}

export const PROXIES: ReadonlySet<string> = new Set(['defaults', 'frontend', 'listen', 'backend'])

/** Sections that HAProxy has, proxies and others. */
export const SECTIONS: readonly string[] = [
  'global',
  'defaults',
  'frontend',
  'listen',
  'backend',
  'userlist',
  'peers',
  'mailers',
  'resolvers',
  'program',
  'http-errors',
  'ring',
  'cache',
  'fcgi-app',
  'log-forward',
  'log-profile',
  'traces',
  'crt-store',
  'acme',
  'healthcheck',
  'haterm',
]

export interface Visit {
  configuration: Configuration
  section: Section
  line: Line
}

export function refuse({ configuration, section }: Visit, word: Word, message: string, hint?: string): void {
  if (!word.variable) configuration.findings.error(section.source, word.start, message, hint)
}

export function advise({ configuration, section }: Visit, word: Word, message: string, hint?: string): void {
  configuration.findings.warning(section.source, word.start, message, hint)
}

/** Where something is missing that belongs behind the last word of a line. */
export function missing(visit: Visit, message: string, hint?: string): void {
  const last = visit.line.words.at(-1)
  if (last !== undefined) visit.configuration.findings.error(visit.section.source, last.end, message, hint)
}

/** The mode of a proxy: its own, else that of its defaults, else tcp. */
export function modeOf(section: Section): string {
  const own = section.lines.findLast(({ words }) => words[0]?.text === 'mode')?.words[1]?.text
  return own ?? (section.defaults === null ? 'tcp' : modeOf(section.defaults))
}
