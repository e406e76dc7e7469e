import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type IgnoreRules, readIgnoreRules } from './gitignore.ts'

/** Where tools keep what nobody in the repository wrote. */
const FOREIGN = new Set(['.git', 'node_modules', '.terraform', '.skillchain', 'vendor', '.venv', '__pycache__'])

export interface Walked {
  /** `/`-separated and sorted. */
  paths: string[]
  /** Absolute paths of the folders that were looked into. */
  folders: string[]
  /** Absolute paths of the files with rules that the walk depends on and that are not among the paths, there or not. */
  rules: string[]
}

/** Rules with the way from their folder to the one that is walked. */
interface Above {
  rules: IgnoreRules
  way: string
}

/** All files below a folder that people write and git keeps. Links are not followed. */
export function filesBelow(root: string): string[] {
  return walk(root).paths
}

export function walk(root: string): Walked {
  const paths: string[] = []
  const folders: string[] = []
  const { top, above, files } = rulesAbove(root)
  const visit = (dir: string, rules: readonly Above[]): void => {
    let entries: Dirent[]
    folders.push(join(root, dir))
    try {
      entries = readdirSync(join(root, dir), { withFileTypes: true })
    } catch {
      return
    }
    const has = top !== null && entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
    const own = has ? rulesIn(join(root, dir, '.gitignore')) : null
    const all = own === null ? rules : [...rules, { rules: own, way: '' }]
    for (const entry of entries) {
      const { name } = entry
      if (!entry.isDirectory() && !entry.isFile()) continue
      if (entry.isDirectory() && FOREIGN.has(name)) continue
      if (isIgnored(all, name, entry.isDirectory())) continue
      const path = dir === '' ? name : `${dir}/${name}`
      if (entry.isFile()) paths.push(path)
      else
        visit(
          path,
          all.map((one) => ({ rules: one.rules, way: `${one.way}${name}/` })),
        )
    }
  }
  visit('', above)
  return { paths: paths.sort(), folders, rules: files }
}

/** The rules nearest to the file decide; what they do not mention is left to those above. */
function isIgnored(all: readonly Above[], name: string, isFolder: boolean): boolean {
  for (let at = all.length - 1; at >= 0; at--) {
    const one = all[at]
    const verdict = one?.rules.verdict(one.way + name, isFolder)
    if (verdict !== undefined) return verdict
  }
  return false
}

/** What git has to say about a folder from above it. A folder that is ignored as a whole was asked for, so nothing counts. */
function rulesAbove(root: string): { top: string | null; above: Above[]; files: string[] } {
  const top = topOf(root)
  if (top === null) return { top, above: [], files: [] }
  const folders: string[] = []
  for (let dir = dirname(root); root !== top; dir = dirname(dir)) {
    folders.unshift(dir)
    if (dir === top) break
  }
  const exclude = join(top, '.git', 'info', 'exclude')
  const files = [exclude, ...folders.map((dir) => join(dir, '.gitignore'))]
  let above: Above[] = addRules([], exclude)
  for (const dir of folders) {
    above = addRules(above, join(dir, '.gitignore'))
    const below = dir === folders.at(-1) ? basename(root) : basename(folders[folders.indexOf(dir) + 1] ?? root)
    if (isIgnored(above, below, true)) return { top, above: [], files }
    above = above.map((one) => ({ rules: one.rules, way: `${one.way}${below}/` }))
  }
  return { top, above, files }
}

function addRules(above: readonly Above[], file: string): Above[] {
  const rules = rulesIn(file)
  return rules === null ? [...above] : [...above, { rules, way: '' }]
}

function rulesIn(file: string): IgnoreRules | null {
  try {
    return readIgnoreRules(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** The top of the git repository a folder lies in. */
export function topOf(folder: string): string | null {
  for (let dir = folder; ; dir = dirname(dir)) {
    if (existsSync(join(dir, '.git'))) return dir
    if (dirname(dir) === dir) return null
  }
}
