import type { Surroundings } from '../checks/surroundings.ts'
import { baseName, dirName } from '../checks/tree.ts'
import { joinPath, KUSTOMIZATION_NAMES } from './kustomization.ts'

/** What stands at a path: `unseen` where that cannot be told. */
export type Entry = 'file' | 'folder' | 'nothing' | 'unseen'

/** What a build reads from. */
export class BuildFiles {
  private readonly surroundings: Surroundings

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
  }

  at(path: string): Entry {
    if (!this.surroundings.sees(path)) return 'unseen'
    if (this.surroundings.list(path) !== null) return 'folder'
    const siblings = this.surroundings.list(dirName(path))
    return siblings?.includes(baseName(path)) === true ? 'file' : 'nothing'
  }

  /** undefined when it holds no text. */
  text(path: string): string | undefined {
    return this.surroundings.text(path)
  }

  /** The kustomization files in a folder, of which there should be one. */
  kustomizations(dir: string): string[] {
    const names = this.surroundings.list(dir) ?? []
    return KUSTOMIZATION_NAMES.filter((name) => names.includes(name)).map((name) => joinPath(dir, name))
  }
}

/** A place that is fetched when the build runs: a repository or a URL. */
export function isRemote(path: string): boolean {
  return /^(?:\w+:\/\/|git@|git::|[\w-]+(?:\.[\w-]+)+[/:])/.test(path) || path.includes('?ref=')
}

/** kustomize reads files from its own folder and below only. */
export function isBelow(dir: string, path: string): boolean {
  return dir === '' ? !path.startsWith('../') : path.startsWith(`${dir}/`)
}
