import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Surroundings, Tree } from '../../engine/checks/index.ts'
import { markOf } from './kept/mark.ts'
import { sumOf } from './kept/sum.ts'
import { walk } from './walk.ts'

/** Larger files are dumps or build products. */
const LARGEST = 2_000_000

/** Characters of the texts that are kept at hand; what was looked at longest ago goes first and is read again when needed. */
const AT_HAND = 16_000_000

/** What a look at the disk has seen: the same again means the same verdict. */
export interface Seen {
  /** Sums over the files that were read, by their absolute paths. */
  files: ReadonlyMap<string, string>
  /** Sums over the names in the folders that were listed, by their absolute paths. */
  folders: ReadonlyMap<string, string>
  /** Nothing changed while we looked. */
  steady: boolean
}

/** A look that follows another one: what did not change in between is not read again. */
interface LookingAgain {
  /** Another look will follow. */
  isWatch?: boolean
  before?: { files: DiskFiles; changed: ReadonlySet<string> } | null
}

export interface DiskFiles {
  look: Look
  tree: Tree
  surroundings: Surroundings
  /** Absolute paths of the folders that were walked. */
  folders: readonly string[]
  /** Sum over the text of a file, from the last time it was read. */
  sum(path: string): string | undefined
  seen(): Seen
  /** Counts a file as seen that was read elsewhere, by its absolute path. */
  note(file: string): void
}

/** The files of a folder and those that were named, read when they are looked at. */
export function diskFiles(root: string, named: readonly string[] = [], again: LookingAgain = {}): DiskFiles {
  const found = walk(root)
  const paths = named.length === 0 ? found.paths : [...new Set([...found.paths, ...named])].sort()
  const look = new Look(root, again.isWatch === true, again.before?.files.look ?? null, again.before?.changed)
  for (const file of found.rules) look.note(file)
  return {
    look,
    tree: { paths: () => paths, text: (path) => look.text(path) },
    surroundings: look,
    folders: found.folders,
    sum: (path) => look.files.get(join(root, path)),
    seen: () => look,
    note: (file) => look.note(file),
  }
}

/** The disk around a folder: modules and templates may stand above it. */
export function diskSurroundings(root: string): Surroundings {
  return new Look(root)
}

class Look implements Surroundings, Seen {
  readonly files = new Map<string, string>()
  readonly folders = new Map<string, string>()
  steady = true
  private readonly root: string
  private readonly texts = new Map<string, string | undefined>()
  private readonly names = new Map<string, readonly string[] | null>()
  /** How files looked just before they were read; only where another look follows. */
  private readonly marks: Map<string, string> | null
  private before: Look | null
  private readonly changed: ReadonlySet<string>
  private size = 0

  constructor(root: string, isWatch = false, before: Look | null = null, changed: ReadonlySet<string> = new Set()) {
    this.root = root
    this.marks = isWatch ? new Map() : null
    this.before = before
    this.changed = changed
    // A look holds on to one before it, and not to all of them.
    if (before !== null) before.before = null
  }

  sees(): boolean {
    return true
  }

  list(dir: string): readonly string[] | null {
    const known = this.names.get(dir)
    if (known !== undefined) return known
    const path = join(this.root, dir)
    const names = namesIn(path)
    this.names.set(dir, names)
    this.folders.set(path, folderSum(names))
    return names
  }

  text(path: string): string | undefined {
    const known = this.texts.has(path)
    const text = known ? this.texts.get(path) : this.read(path)
    if (known) this.texts.delete(path)
    else this.size += text?.length ?? 0
    this.texts.set(path, text)
    for (const [oldest, its] of this.texts) {
      if (this.size <= AT_HAND || oldest === path) break
      this.texts.delete(oldest)
      this.size -= its?.length ?? 0
    }
    return text
  }

  /** Something that was read elsewhere and that the verdict depends on. */
  note(file: string): void {
    this.remember(file, readTextFile(file).sum)
  }

  private read(path: string): string | undefined {
    const file = join(this.root, path)
    const mark = this.marks === null ? null : markOf(file)
    const { text, sum } = (mark === null ? null : this.readBefore(path, file, mark)) ?? readTextFile(file)
    if (mark !== null) this.marks?.set(path, mark)
    this.remember(file, sum)
    return text
  }

  /** What the look before has read of a file, if nothing says that it changed. */
  private readBefore(path: string, file: string, mark: string): { text: string | undefined; sum: string } | null {
    const { before } = this
    if (before === null || this.changed.has(path) || before.marks?.get(path) !== mark || !before.texts.has(path))
      return null
    const sum = before.files.get(file)
    return sum === undefined ? null : { text: before.texts.get(path), sum }
  }

  private remember(file: string, sum: string): void {
    const before = this.files.get(file)
    if (before !== undefined && before !== sum) this.steady = false
    this.files.set(file, sum)
  }
}

export function namesIn(dir: string): string[] | null {
  try {
    return readdirSync(dir)
  } catch {
    return null
  }
}

export function folderSum(names: readonly string[] | null): string {
  return names === null ? 'none' : sumOf([...names].sort().join('\n'))
}

/** No text when there is no such file, or it holds none worth reading; the sum says which file it was all the same. */
export function readTextFile(file: string): { text?: string | undefined; sum: string } {
  try {
    const { size, mtimeMs } = statSync(file)
    if (size > LARGEST) return { sum: `large ${size} ${mtimeMs}` }
    const bytes = readFileSync(file)
    const sum = sumOf(bytes)
    return bytes.includes(0) ? { sum } : { text: bytes.toString(), sum }
  } catch {
    return { sum: 'none' }
  }
}
