import type { Surroundings } from '../checks/surroundings.ts'
import type { ModuleFiles } from './evaluate/scope.ts'

/** What `file()` and its kin find from a module. */
export class ModuleFilesOnTree implements ModuleFiles {
  private readonly surroundings: Surroundings
  private readonly dir: string
  private readonly isCalled: boolean

  constructor(surroundings: Surroundings, dir: string, isCalled: boolean) {
    this.surroundings = surroundings
    this.dir = dir
    this.isCalled = isCalled
  }

  read(path: string): string | null | undefined {
    if (path.startsWith('/') || path.startsWith('~')) return null
    // Without path.module it is a path from the root, and which one that is depends on the caller.
    if (this.isCalled && !path.startsWith('./')) return null
    const found = join(this.dir, path)
    if (!this.surroundings.sees(found)) return null
    const text = this.surroundings.text(found)
    if (text !== undefined) return text
    // A folder is nothing that could be read.
    if (this.surroundings.list(found) !== null) return undefined
    const slash = found.lastIndexOf('/')
    const names = this.surroundings.list(slash < 0 ? '' : found.slice(0, slash))
    // A file that is there and holds no text is there all the same.
    return names?.includes(found.slice(slash + 1)) ? null : undefined
  }
}

/** Joins and tidies paths as a shell would; '' is where the check began. */
export function join(dir: string, path: string): string {
  const parts: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
