import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type JournalRecord, parseJournal } from '../../../src/engine/journal/index.ts'
import { initialState, type RunState, reduce } from '../../../src/engine/protocol/index.ts'
import type { Shell } from '../cli.ts'

/** All that a run leaves behind, in a form that can be compared. */
export interface Result {
  /** Path → rights and SHA-256 of every file and folder of the project, our records apart. */
  project: Record<string, string>
  /** Names of our records. Temporary files, a lock or an open transaction would be among them. */
  records: string[]
  /** What the manifest says about the project: the goal, the skills, the facts. */
  facts: unknown
  /** Request → answer, as the journal has them. */
  answers: Record<string, unknown>
}

export const outOf = (at: Shell): string => join(at.cwd, 'infra')

export function resultOf(at: Shell): Result {
  const out = outOf(at)
  const names = existsSync(out) ? readdirSync(out, { recursive: true, encoding: 'utf8' }).sort() : []
  const own = (name: string): boolean => name === '.skillchain' || name.startsWith('.skillchain/')
  const manifest = join(out, '.skillchain', 'manifest.json')
  return {
    project: Object.fromEntries(names.filter((name) => !own(name)).map((name) => [name, stampOf(join(out, name))])),
    records: names.filter(own),
    facts: existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).project : null,
    answers: stateOf(latestRecords(at)).answers,
  }
}

function stampOf(path: string): string {
  const stat = lstatSync(path)
  const mode = (stat.mode & 0o777).toString(8)
  return stat.isFile() ? `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}` : `${mode} folder`
}

/** Journals of all runs of a shell, the one that was written to last at the end. */
function journals(at: Shell): string[] {
  const runs = join(at.env.XDG_STATE_HOME ?? '', 'skillchain', 'runs')
  const files = existsSync(runs) ? readdirSync(runs).map((run) => join(runs, run, 'journal.ndjson')) : []
  return files
    .flatMap((file) => {
      const stat = lstatSync(file, { throwIfNoEntry: false })
      return stat === undefined ? [] : [{ file, changed: stat.mtimeMs }]
    })
    .sort((a, b) => a.changed - b.changed)
    .map(({ file }) => file)
}

/** Records of the latest run that has any. Throws when a journal is damaged; one that is empty was never begun. */
export function latestRecords(at: Shell): readonly JournalRecord[] {
  const read = journals(at).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return text === '' ? [] : [parseJournal(text, file).records]
  })
  return read.at(-1) ?? []
}

export const stateOf = (records: readonly JournalRecord[]): RunState =>
  records.reduce((state, record) => reduce(state, record.event), initialState)

/** How far a killed run had come. */
export function stageOf(at: Shell): string {
  const last = latestRecords(at).at(-1)?.event.type
  if (last === undefined) return 'before the journal'
  if (existsSync(join(outOf(at), '.skillchain', 'pending.json'))) return 'placing files'
  if (last === 'files.planned') return 'staging files'
  if (last === 'file.written') return 'manifest'
  if (last === 'files.settled') return 'checking'
  if (last === 'report.ready' || last === 'run.finished') return 'report'
  return last.startsWith('generate.') || last === 'check.finished' ? 'generating' : 'goal and questions'
}

/** Differences in words; none when the two are the same. */
export function differences(got: Result, wanted: Result): string[] {
  const paths = [...new Set([...Object.keys(got.project), ...Object.keys(wanted.project)])]
  const other = paths.filter((path) => got.project[path] !== wanted.project[path])
  return [
    ...other
      .slice(0, 5)
      .map((path) => `${path}: ${got.project[path] ?? 'missing'}, not ${wanted.project[path] ?? 'there'}`),
    ...(other.length > 5 ? [`and ${other.length - 5} paths more`] : []),
    ...(same(got.records, wanted.records) ? [] : [`records: ${got.records.join(' ')}`]),
    ...(same(got.facts, wanted.facts) ? [] : ['the facts in the manifest differ']),
    ...(same(got.answers, wanted.answers) ? [] : ['the answers in the journal differ']),
  ]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}
