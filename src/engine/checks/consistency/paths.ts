import { globMatcher } from '../glob.ts'
import { baseName, dirName, type Tree } from '../tree.ts'

/** What a tree holds and what is left out of it on purpose. */
export class PathIndex {
  private readonly files = new Set<string>()
  private readonly dirs = new Set<string>([''])
  /** Every way a path can end, from each folder on: `environments/prod.tfvars` for `terraform/environments/prod.tfvars`. */
  private readonly endings = new Set<string>()
  /** By the folder that says so: only what lies below it is meant. */
  private readonly ignored: ReadonlyMap<string, readonly ((path: string) => boolean)[]>
  /** Names of folders, wherever they are. */
  readonly dirNames = new Set<string>()

  constructor(tree: Tree) {
    for (const path of tree.paths()) {
      this.files.add(path)
      this.end(path)
      for (let dir = dirName(path); dir !== '' && !this.dirs.has(dir); dir = dirName(dir)) {
        this.dirs.add(dir)
        this.dirNames.add(baseName(dir))
        this.end(dir)
      }
    }
    this.ignored = new Map(
      tree
        .paths()
        .filter((path) => baseName(path) === '.gitignore')
        .map((path) => [dirName(path), ignoreRules(dirName(path), tree.text(path) ?? '')]),
    )
  }

  /** Whether something stands exactly there. */
  has(path: string): boolean {
    return this.files.has(path) || this.dirs.has(path)
  }

  isDir(path: string): boolean {
    return this.dirs.has(path)
  }

  /** Whether something stands at a path from one folder or another. */
  endsSomewhere(path: string): boolean {
    return this.endings.has(path)
  }

  /** Whether it is made by something, and kept out of the repository. */
  isIgnored(path: string): boolean {
    for (let dir = dirName(path); ; dir = dirName(dir)) {
      if (this.ignored.get(dir)?.some((matches) => matches(path))) return true
      if (dir === '') return false
    }
  }

  /** The existing path that one was probably meant to be: the same name elsewhere. */
  sameName(path: string): string | null {
    const name = baseName(path)
    const found = [...this.files].filter((one) => baseName(one) === name)
    return found.length === 1 ? (found[0] ?? null) : null
  }

  private end(path: string): void {
    for (let at = 0; at !== -1; ) {
      this.endings.add(path.slice(at))
      const slash = path.indexOf('/', at)
      at = slash === -1 ? -1 : slash + 1
    }
  }
}

function ignoreRules(dir: string, text: string): ((path: string) => boolean)[] {
  const prefix = dir === '' ? '' : `${dir}/`
  return text.split('\n').flatMap((written) => {
    const line = written.trim()
    if (line === '' || line.startsWith('#') || line.startsWith('!')) return []
    const pattern = line.replace(/\/$/, '')
    // Without a slash inside it counts in every folder below.
    const base = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`
    const matches = globMatcher(prefix + base)
    const below = globMatcher(`${prefix}${base}/**`)
    return (path: string): boolean => matches(path) || below(path)
  })
}

/** Tidies a path as a shell would; null when it leads out of the tree. */
export function tidy(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}
