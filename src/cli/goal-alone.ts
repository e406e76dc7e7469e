import type { TypedOptions } from './options.ts'

/** Every command; the first word of a goal is none of them. */
export const COMMANDS = [
  'match',
  'skills',
  'blueprints',
  'facts',
  'resume',
  'answer',
  'status',
  'diff',
  'regenerate',
  'report',
  'check',
  'doctor',
  'demo',
  'completion',
]

/** A goal in words and nothing else, or nothing at all: what most people type needs no command parser. */
export const isGoalAlone = (argv: readonly string[]): boolean =>
  !argv.some((word) => word.startsWith('-')) && ![...COMMANDS, 'help'].includes(argv[0] ?? '')

/** What the command parser says when no option was typed. */
export const NOTHING_TYPED: TypedOptions = {
  skipAll: false,
  dryRun: false,
  onConflict: 'ask',
  allowDirty: false,
  removeOrphans: false,
  json: false,
  plain: false,
  ascii: false,
  screenReader: false,
}
