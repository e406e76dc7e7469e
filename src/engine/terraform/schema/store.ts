import { allowsNewer, byVersion, coveredBy } from '../module/version.ts'
import type { BlockSchema } from './block.ts'
import { BUILTIN } from './builtin.ts'
import type { Kind, SchemaPack } from './pack.ts'

/** The packs there are. To open one costs some milliseconds, so it happens when a module needs it. */
export interface PackStore {
  versions(source: string): readonly string[]
  open(source: string, version: string): SchemaPack
}

/** The schemas of one provider for one module: the version it would get, and others it permits. */
export class ProviderSchemas {
  readonly source: string
  readonly version: string | null
  private readonly packs: readonly (() => SchemaPack)[]
  /** The version known here, when the module may get a newer one. */
  readonly newest: string | null

  constructor(store: PackStore, source: string, constraint: string, locked: string | null) {
    this.source = source
    const known = [...store.versions(source)].sort(byVersion).reverse()
    const fitting = known.filter((version) => coveredBy(version, constraint))
    const sameMajor = fitting.filter((version) => locked !== null && version.split('.')[0] === locked.split('.')[0])
    const order = sameMajor.length > 0 ? sameMajor : fitting
    this.version = order[0] ?? null
    this.packs = order.map((version) => () => store.open(source, version))
    const [newest] = known
    const isNewest = this.version !== null && this.version === newest
    const mayBeNewer = locked === null || sameMajor.length === 0 ? allowsNewer(newest ?? '0.0.0', constraint) : false
    const isBehind = locked !== null && this.version !== null && byVersion(locked, this.version) > 0
    this.newest = (isNewest && mayBeNewer) || isBehind ? `${source} ${this.version ?? ''}` : null
  }

  get mayBeNewer(): boolean {
    return this.newest !== null
  }

  /** null when the provider is not known here at all, and nothing can be said. */
  get active(): SchemaPack | null {
    return this.packs[0]?.() ?? null
  }

  find(kind: Kind, type: string): { schema: BlockSchema; other: boolean } | null {
    for (const [index, open] of this.packs.entries()) {
      const schema = open().find(kind, type)
      if (schema !== null) return { schema, other: index > 0 }
    }
    return null
  }

  /** The same type in the other versions the module permits. */
  others(kind: Kind, type: string): BlockSchema[] {
    return this.packs.slice(1).flatMap((open) => open().find(kind, type) ?? [])
  }

  otherConfigurations(): BlockSchema[] {
    return this.packs.slice(1).flatMap((open) => open().provider() ?? [])
  }
}

export function builtinSchema(kind: Kind, type: string): BlockSchema | null {
  return BUILTIN.get(`${kind} ${type}`) ?? null
}
