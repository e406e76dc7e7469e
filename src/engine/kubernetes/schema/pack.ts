import { brotliDecompressSync } from 'node:zlib'
import { madeOnce } from '../../checks/schemas.ts'
import { type ObjectType, readObject, type Type } from './type.ts'

/** A kind in one of its API versions. */
export interface KindSchema {
  kind: string
  apiVersion: string
  /** What it belongs to: Kubernetes itself, or what brings the custom resource. */
  family: string
  /** Minors of Kubernetes that serve it; 0 and Infinity for custom resources. */
  from: number
  until: number
  readonly type: Type
}

export const KUBERNETES = 'Kubernetes'

/** What Kubernetes and widely used operators know, found by name without reading the rest. */
export class KubernetesPack {
  /** Minors of the Kubernetes versions that it covers. */
  readonly oldest: number
  readonly newest: number
  private readonly text: string
  private readonly kinds = new Map<string, KindSchema[]>()
  private readonly groups = new Map<string, string>()
  /** Where the definition of a number begins. */
  private readonly starts: number[] = []
  private readonly definitions = new Map<number, ObjectType>()

  constructor(bytes: Uint8Array) {
    this.text = brotliDecompressSync(bytes).toString('latin1')
    const [magic, format, oldest, newest] = this.text.slice(0, this.text.indexOf('\n')).split(' ')
    if (magic !== 'skillchain-kubernetes-pack' || format !== '1')
      throw new Error('this is not a pack of Kubernetes schemas of this version')
    this.oldest = Number(oldest)
    this.newest = Number(newest)
    this.index()
  }

  find(apiVersion: string, kind: string): KindSchema | null {
    return this.versionsOf(kind).find((one) => one.apiVersion === apiVersion) ?? null
  }

  /** All API versions that have a kind of this name. */
  versionsOf(kind: string): readonly KindSchema[] {
    return this.kinds.get(kind) ?? []
  }

  /** Whose group it is; null for one that is not known here. */
  familyOf(group: string): string | null {
    return this.groups.get(group) ?? null
  }

  kindsIn(group: string): string[] {
    const found: string[] = []
    for (const [kind, versions] of this.kinds)
      if (versions.some((one) => groupOf(one.apiVersion) === group)) found.push(kind)
    return found
  }

  private definition(number: number): ObjectType {
    const known = this.definitions.get(number)
    if (known !== undefined) return known
    const start = this.starts[number]
    if (start === undefined) throw new Error(`the pack of Kubernetes schemas has no definition ${number}`)
    const end = this.text.indexOf('\n', start)
    const line = this.text.slice(start, end < 0 ? undefined : end)
    // The pack is our own file; its writer is scripts/schemas/kubernetes/pack.mjs.
    const written = JSON.parse(line.slice(line.indexOf('{'))) as Record<string, string>
    const object = readObject(written, (distance) => this.definition(number + distance))
    this.definitions.set(number, object)
    return object
  }

  private index(): void {
    const { text } = this
    for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
      // Definitions stand in the order of their numbers.
      if (text.charCodeAt(at) === 35) this.starts.push(at)
      else this.addKind(text.slice(at, text.indexOf('\n', at)))
    }
  }

  private addKind(line: string): void {
    const [, kind = '', apiVersion = '', from = '', until = '', number = '', ...family] = line.split(' ')
    const definition = (index: number): ObjectType => this.definition(index)
    const schema: KindSchema = {
      kind,
      apiVersion,
      family: family.join(' '),
      from: from === '-' ? 0 : Number(from),
      until: until === '-' ? Number.POSITIVE_INFINITY : Number(until),
      get type(): ObjectType {
        return definition(Number(number))
      },
    }
    this.groups.set(groupOf(apiVersion), schema.family)
    const versions = this.kinds.get(kind)
    if (versions === undefined) this.kinds.set(kind, [schema])
    else versions.push(schema)
  }
}

/** `apps` of `apps/v1`; '' for the core group. What names no version (`builtin`) is a group of its own. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  if (slash >= 0) return apiVersion.slice(0, slash)
  return /^v\d/.test(apiVersion) ? '' : apiVersion
}

export const openPack = madeOnce((schemas) => new KubernetesPack(schemas.read('kubernetes/kubernetes.pack')))
