import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Surroundings, Tree } from '../../engine/checks/index.ts'

/** Where tools keep what nobody in the repository wrote. */
const FOREIGN = new Set(['.git', 'node_modules', '.terraform', '.skillchain', 'vendor', '.venv', '__pycache__'])

/** Larger files are dumps or build products. */
const LARGEST = 2_000_000

/** Characters of the texts that are kept at hand; what was looked at longest ago goes first and is read again when needed. */
const AT_HAND = 16_000_000

/** All files below a folder that people write, `/`-separated and sorted. Links are not followed. */
export function filesBelow(root: string): string[] {
  const found: string[] = []
  const walk = (dir: string): void => {
    let entries: Dirent[]
    try {
      entries = readdirSync(join(root, dir), { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      const path = dir === '' ? entry.name : `${dir}/${entry.name}`
      if (entry.isDirectory()) {
        if (!FOREIGN.has(entry.name)) walk(path)
      } else if (entry.isFile()) found.push(path)
    }
  }
  walk('')
  return found.sort()
}

/** The files of a folder and those that were named, read when they are looked at. */
export function diskFiles(root: string, named: readonly string[] = []): { tree: Tree; surroundings: Surroundings } {
  const found = filesBelow(root)
  const paths = named.length === 0 ? found : [...new Set([...found, ...named])].sort()
  const surroundings = diskSurroundings(root)
  return { tree: { paths: () => paths, text: surroundings.text }, surroundings }
}

/** The disk around a folder: modules and templates may stand above it. */
export function diskSurroundings(root: string): Surroundings {
  const texts = new RecentTexts((path) => readTextFile(join(root, path)))
  const folders = new Map<string, string[] | null>()
  return {
    sees: () => true,
    list(dir) {
      const known = folders.get(dir)
      if (known !== undefined) return known
      const names = namesIn(join(root, dir))
      folders.set(dir, names)
      return names
    },
    text: (path) => texts.get(path),
  }
}

class RecentTexts {
  private readonly texts = new Map<string, string | undefined>()
  private readonly read: (path: string) => string | undefined
  private size = 0

  constructor(read: (path: string) => string | undefined) {
    this.read = read
  }

  get(path: string): string | undefined {
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
}

function namesIn(dir: string): string[] | null {
  try {
    return readdirSync(dir)
  } catch {
    return null
  }
}

/** undefined when there is no such file, or it holds no text worth reading. */
function readTextFile(path: string): string | undefined {
  try {
    const { size } = statSync(path)
    if (size > LARGEST) return undefined
    const text = readFileSync(path, 'utf8')
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
