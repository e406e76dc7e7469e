import { basename, isAbsolute, join, resolve } from 'node:path'
import type { Catalog } from '../engine/chain/context.ts'
import { UnknownName } from '../engine/chain/propose.ts'
import { lookupWith, readAnswers, readPreferences, readSet, type SpecLookup } from '../engine/facts/index.ts'
import { type FactValue, MATURITIES, type Maturity, type RunOptions } from '../engine/protocol/index.ts'
import { didYouMean } from '../skills/nearest.ts'
import { FormatError } from '../skills/problem.ts'
import { readTextFile } from '../skills/read.ts'
import { parseYaml } from '../skills/yaml.ts'
import type { Environment } from './environment.ts'
import { UsageError } from './exit.ts'

/** What was typed, before it was checked. */
export interface TypedOptions {
  out?: string
  answers?: string
  set?: string[]
  approve?: string[]
  maturity?: string
  blueprint?: string
  skills?: string[]
  onConflict: RunOptions['onConflict']
  skipAll?: boolean
  dryRun?: boolean
  allowDirty: boolean
  removeOrphans: boolean
  json: boolean
  plain: boolean
  ascii?: boolean
  screenReader?: boolean
}

const ANSWERS_LIMIT = 1024 * 1024

export function readOptions(environment: Environment, typed: TypedOptions, catalog: Catalog): RunOptions {
  if (typed.out?.trim() === '')
    throw new UsageError('--out names no folder', 'Write --out DIR, or --out . for the folder you are in.')
  const lookup = lookupWith(catalog.skills.flatMap((skill) => skill.questions))
  return {
    ask: typed.skipAll === true ? 'nothing' : 'everything',
    maturity: typed.maturity === undefined ? null : readMaturity(typed.maturity),
    blueprint: typed.blueprint === undefined ? null : readBlueprint(typed.blueprint, catalog),
    set: readSets(typed.set ?? [], lookup),
    answers: typed.answers === undefined ? {} : readAnswersFile(environment, typed.answers, lookup),
    answersFile: typed.answers ?? null,
    preferences: readPreferencesFile(environment, lookup),
    skills: [],
    skillDirs: (typed.skills ?? []).map((dir) => resolve(environment.cwd, dir)),
    onConflict: typed.onConflict,
    approve: readApprovals(typed.approve ?? []),
    dryRun: typed.dryRun === true,
    allowDirty: typed.allowDirty,
    removeOrphans: typed.removeOrphans,
  }
}

function readMaturity(text: string): Maturity {
  const level = MATURITIES.find((known) => known === text.toLowerCase())
  if (level !== undefined) return level
  throw new UsageError(
    `there is no maturity '${text}'`,
    didYouMean(text, MATURITIES) ?? `known: ${MATURITIES.join(', ')}`,
  )
}

function readBlueprint(name: string, catalog: Catalog): string {
  const names = catalog.blueprints.map((blueprint) => blueprint.name)
  if (name === 'none' || names.includes(name)) return name
  const { message, hint } = new UnknownName('blueprint', name, names)
  throw new UsageError(message, hint)
}

function readSets(texts: string[], lookup: SpecLookup): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {}
  for (const text of texts) {
    const read = readSet(text, lookup)
    if (!read.ok) throw new UsageError(`--set ${text}: ${read.message}`, read.hint)
    facts[read.name] = read.value
  }
  return facts
}

function readAnswersFile(environment: Environment, file: string, lookup: SpecLookup): Record<string, FactValue> {
  const path = isAbsolute(file) ? file : join(environment.cwd, file)
  try {
    const document = parseYaml(readTextFile(path, ANSWERS_LIMIT, file), file)
    const { facts, problems } = readAnswers(document.value ?? {}, (at) => document.keyAt(at), lookup)
    if (problems.length === 0) return facts
    const lines = problems.map(
      (p) => `${file}:${p.line}:${p.column}: ${p.message}${p.hint === undefined ? '' : ` (${p.hint})`}`,
    )
    throw new UsageError(
      `the answers file has ${problems.length === 1 ? 'a mistake' : 'mistakes'}\n${lines.join('\n')}`,
      'Nothing was started. skillchain facts shows every fact.',
    )
  } catch (error) {
    throw asUsage(error, file)
  }
}

/** A format error of a file the user named is a mistake in what was typed. */
function asUsage(error: unknown, file: string): unknown {
  if (!(error instanceof FormatError)) return error
  const { line, column, message, hint } = error.problem
  return new UsageError(line > 0 ? `${file}:${line}:${column}: ${message}` : `${file}: ${message}`, hint)
}

export const preferencesFile = (environment: Environment): string => join(environment.configDir, 'preferences.yaml')

/** Preferences help; broken ones are said and do not stop a run. */
function readPreferencesFile(environment: Environment, lookup: SpecLookup): Record<string, FactValue> {
  for (const file of [preferencesFile(environment), join(environment.home, '.claude', 'skillchain-prefs.yaml')]) {
    let text: string
    try {
      text = readTextFile(file, ANSWERS_LIMIT)
    } catch {
      continue
    }
    try {
      const { facts, problems } = readPreferences(text, file, lookup)
      for (const p of problems) environment.stderr.write(`${file}:${p.line}:${p.column}: ${p.message}; left out\n`)
      return facts
    } catch (error) {
      environment.stderr.write(`${error instanceof Error ? error.message : file}; preferences are not used\n`)
      return {}
    }
  }
  return {}
}

function readApprovals(texts: string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [gate = '', choice = ''] = text.split('=', 2)
      if (gate === '' || choice === '') throw new UsageError(`--approve ${text}: write GATE=CHOICE`)
      return [gate, choice]
    }),
  )
}

/** The default folder says nothing about the project; the one it stands in does. */
export const DEFAULT_OUT = 'infrastructure'

export function projectNameFor(environment: Environment, out: string): string {
  const name = basename(out)
  return name === DEFAULT_OUT ? basename(environment.cwd) : name
}
