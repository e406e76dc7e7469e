import { nodeAt, textOf, type YamlMap } from '../../checks/read/yaml-node.ts'
import { Suggestions } from '../../checks/suggestions.ts'
import { groupOf } from '../schema/pack.ts'

/** An object among those it is applied with. */
export interface SetObject {
  kind: string
  apiVersion: string
  /** All names it goes by on its way to the cluster. */
  names: readonly string[]
  /** '' when nothing says it. */
  namespace: string
  node: YamlMap
}

/** Objects that are applied together, and what else the tree has. */
export class ObjectSet {
  readonly objects: readonly SetObject[]
  /** False when some of it comes from elsewhere and cannot be seen. */
  readonly isComplete: boolean
  private readonly byKind = new Map<string, SetObject[]>()
  private readonly elsewhere: ObjectSet | null
  private readonly suggestions: Suggestions

  /** `elsewhere` are all objects of the tree: what a set does not have may be applied on its own. */
  constructor(objects: readonly SetObject[], isComplete: boolean, elsewhere: ObjectSet | null) {
    this.objects = objects
    this.isComplete = isComplete
    this.elsewhere = elsewhere
    this.suggestions = elsewhere?.suggestions ?? new Suggestions()
    for (const object of objects) {
      const known = this.byKind.get(object.kind)
      if (known === undefined) this.byKind.set(object.kind, [object])
      else known.push(object)
    }
  }

  of(...kinds: string[]): SetObject[] {
    return kinds.flatMap((kind) => this.byKind.get(kind) ?? [])
  }

  /** Objects of a kind here and, where there are none of that name here, elsewhere in the tree. */
  find(kind: string, name: string, namespace = ''): SetObject[] {
    const here = this.of(kind).filter((one) => isCalled(one, name, namespace))
    return here.length > 0 || this.elsewhere === null ? here : this.elsewhere.find(kind, name, namespace)
  }

  /** Of the tree's objects of a kind, the names. */
  names(kind: string): string[] {
    const all = this.elsewhere === null ? this.of(kind) : [...this.of(kind), ...this.elsewhere.of(kind)]
    return [...new Set(all.flatMap((one) => one.names))]
  }

  /** "did you mean …?" among the tree's objects of a kind, and other names. */
  near(kind: string, name: string, others: readonly string[] = []): string | undefined {
    return this.suggestions.for(name, () => [...this.names(kind), ...others], `${kind} ${name}`)
  }

  everywhere(...kinds: string[]): SetObject[] {
    return this.elsewhere === null ? this.of(...kinds) : [...this.of(...kinds), ...this.elsewhere.of(...kinds)]
  }

  /** Objects of kinds that nobody here knows may make others, and call them after themselves. */
  mayBeMadeByOther(name: string): boolean {
    const all = this.elsewhere?.objects ?? this.objects
    return all.some((one) => !isBuiltIn(one) && one.names.some((own) => own !== '' && name.startsWith(own)))
  }
}

function isCalled({ names, namespace }: SetObject, name: string, wanted: string): boolean {
  return names.includes(name) && (wanted === '' || namespace === '' || namespace === wanted)
}

function isBuiltIn({ apiVersion }: SetObject): boolean {
  const group = groupOf(apiVersion)
  return !group.includes('.') || group.endsWith('.k8s.io')
}

export function titleOf({ kind, names }: SetObject): string {
  return `${kind} ${names.at(-1) ?? ''}`
}

/** The text at a path of an object. */
export function textIn(node: YamlMap, ...path: (string | number)[]): string | undefined {
  return textOf(nodeAt(node, ...path))
}
