import type { FactValue } from '../protocol/facts.ts'
import { checkPath } from './confine.ts'
import { WorkspaceError } from './errors.ts'

export const MANIFEST_VERSION = 1

/** What we know about a result: which files are ours, and what we wrote last. */
export interface Manifest {
  /** The facts the files were made from. Opaque here. */
  project: Record<string, FactValue>
  /** Skill → version. */
  skills: Record<string, string>
  files: ReadonlyMap<string, Entry>
}

/** One generated file, under the path the skill gives it. */
export interface Entry {
  /** SHA-256 of the text that was generated: the base of the next merge. */
  hash: string
  /** SHA-256 of what was on disk after the run, where that is another text (yours, or merged). */
  disk?: string
  executable: boolean
  owner: string
  template?: string
  /** Paths this file had in earlier versions of its skill. */
  was?: string[]
  /** Where you moved it. */
  at?: string
  /**
   * deleted: you removed it, and it stays away. orphan: no longer generated, and kept.
   * yours: it was there before us, and you kept your own.
   */
  state?: 'deleted' | 'orphan' | 'yours'
}

type Json = Record<string, unknown>

/** From version n to n + 1. A manifest goes through all the steps it is behind. */
export type Upgrades = Readonly<Record<number, (manifest: Json) => Json>>
const UPGRADES: Upgrades = {}

export function emptyManifest(): Manifest {
  return { project: {}, skills: {}, files: new Map() }
}

/** Sorted, one fact or property a line, LF: the same manifest is the same bytes, and a change is a short diff. */
export function printManifest(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest.files].map(([path, entry]) => [path, printEntry(entry)]))
  const { project, skills } = manifest
  return `${JSON.stringify({ version: MANIFEST_VERSION, project: sorted(project), skills: sorted(skills), files: sorted(files) }, null, 2)}\n`
}

function printEntry({ hash, disk, executable, owner, template, was, at, state }: Entry): Json {
  const mode = executable ? '755' : '644'
  return { hash, mode, owner, template, ...(was?.length ? { was } : {}), ...(disk !== hash ? { disk } : {}), at, state }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  // fromEntries defines own properties, so that a key named __proto__ stays a key.
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === 'hash' ? inner : sorted(inner)]))
}

/** Reads a manifest that may come from a stranger's repository: every path and field in it is checked. */
export function parseManifest(text: string, file: string, upgrades: Upgrades = UPGRADES): Manifest {
  const reader = new Reader(file)
  let raw = reader.parse(text)
  const version = raw.version
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0)
    throw reader.broken('"version" is not a number')
  if (version > MANIFEST_VERSION) {
    throw new WorkspaceError(
      'manifest-newer',
      file,
      `${file} has version ${version}; this skillchain reads versions up to ${MANIFEST_VERSION}`,
      'It was written by a newer skillchain: update this one (npm install -g skillchain@latest).',
    )
  }
  for (let at = version; at < MANIFEST_VERSION; at++) {
    const upgrade = upgrades[at]
    if (!upgrade) throw reader.broken(`version ${version} was never released`)
    raw = upgrade(raw)
  }
  const files = new Map<string, Entry>()
  for (const [path, entry] of Object.entries(reader.object(raw.files, 'files'))) {
    files.set(reader.path(path, 'files'), reader.entry(path, reader.object(entry, `files["${path}"]`)))
  }
  return {
    // Facts are plain JSON by definition, and this object came out of JSON.parse.
    project: reader.object(raw.project, 'project') as Record<string, FactValue>,
    skills: reader.texts(raw.skills, 'skills'),
    files,
  }
}

const STATES = ['deleted', 'orphan', 'yours'] as const

class Reader {
  readonly file: string
  constructor(file: string) {
    this.file = file
  }

  broken(what: string): WorkspaceError {
    const hint = `Restore ${this.file} from git. Without it every file counts as yours, and nothing is overwritten unasked.`
    return new WorkspaceError('manifest-broken', this.file, `${this.file} cannot be read: ${what}`, hint)
  }

  parse(text: string): Json {
    if (/^<{7} /m.test(text)) throw this.broken('it has merge conflict markers in it')
    try {
      return this.object(JSON.parse(text), 'the file')
    } catch (error) {
      if (error instanceof SyntaxError) throw this.broken(error.message)
      throw error
    }
  }

  object(value: unknown, name: string): Json {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.broken(`${name} is not an object`)
    // A non-null object that is no array: its members are read as unknown.
    return value as Json
  }

  text(value: unknown, name: string): string {
    if (typeof value !== 'string') throw this.broken(`${name} is not a text`)
    return value
  }

  texts(value: unknown, name: string): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.object(value, name)).map(([key, v]) => [key, this.text(v, `${name}.${key}`)]),
    )
  }

  path(value: unknown, name: string): string {
    const path = this.text(value, name)
    try {
      checkPath(path)
    } catch (error) {
      throw this.broken(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
    return path
  }

  hash(value: unknown, name: string): string {
    const hash = this.text(value, name)
    if (!/^[0-9a-f]{64}$/.test(hash)) throw this.broken(`${name} is not a SHA-256`)
    return hash
  }

  entry(path: string, raw: Json): Entry {
    const name = (key: string) => `files["${path}"].${key}`
    const state = STATES.find((known) => known === raw.state)
    if (raw.state !== undefined && !state) throw this.broken(`${name('state')} is none of ${STATES.join(', ')}`)
    if (raw.mode !== '644' && raw.mode !== '755') throw this.broken(`${name('mode')} is neither "644" nor "755"`)
    if (raw.was !== undefined && !Array.isArray(raw.was)) throw this.broken(`${name('was')} is not a list`)
    return {
      hash: this.hash(raw.hash, name('hash')),
      executable: raw.mode === '755',
      owner: this.text(raw.owner, name('owner')),
      ...(raw.disk === undefined ? {} : { disk: this.hash(raw.disk, name('disk')) }),
      ...(raw.template === undefined ? {} : { template: this.text(raw.template, name('template')) }),
      ...(raw.was?.length ? { was: raw.was.map((former: unknown) => this.path(former, name('was'))) } : {}),
      ...(raw.at === undefined ? {} : { at: this.path(raw.at, name('at')) }),
      ...(state ? { state } : {}),
    }
  }
}
