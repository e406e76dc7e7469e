import { changedAt, scalarLike } from '../checks/read/yaml-edit.ts'
import type { YamlNode } from '../checks/read/yaml-node.ts'
import { textOf, type YamlMap } from '../checks/read/yaml-node.ts'
import { groupOf } from '../kubernetes/schema/pack.ts'
import { isClusterWide } from '../kubernetes/scope.ts'

/** An object on its way through a build. */
export interface BuiltObject {
  node: YamlMap
  apiVersion: string
  kind: string
  /** First to last, as layers renamed it. Whoever names it by any of them means it. */
  names: readonly string[]
  namespaces: readonly string[]
  /** A generated one gets a hash behind its name. */
  generated: boolean
}

export function currentName({ names }: BuiltObject): string {
  return names.at(-1) ?? ''
}

export function currentNamespace({ namespaces }: BuiltObject): string {
  return namespaces.at(-1) ?? ''
}

/** What kustomize calls an object's id. */
export function idOf(object: BuiltObject): string {
  const namespace = isClusterWide(object.kind) ? '' : currentNamespace(object) || 'default'
  return `${object.apiVersion} ${object.kind} ${namespace}/${currentName(object)}`
}

export function renamed(object: BuiltObject, name: string, at: YamlNode): BuiltObject {
  const node = changedAt(object.node, ['metadata', 'name'], () => scalarLike(at, name))
  return { ...object, node, names: [...object.names, name] }
}

export function moved(object: BuiltObject, namespace: string, at: YamlNode): BuiltObject {
  if (isClusterWide(object.kind) && object.kind !== 'Namespace') return object
  if (object.kind === 'Namespace') return renamed(object, namespace, at)
  const node = changedAt(object.node, ['metadata', 'namespace'], () => scalarLike(at, namespace))
  return { ...object, node, namespaces: [...object.namespaces, namespace] }
}

/** After a patch, which may have changed what the object is called. */
export function patched(object: BuiltObject, node: YamlMap): BuiltObject {
  const metadata = node.get('metadata')
  const name = metadata?.kind === 'map' ? textOf(metadata.get('name')) : undefined
  const isSame = name === undefined || name === currentName(object)
  return { ...object, node, names: isSame ? object.names : [...object.names, name] }
}

export interface Selector {
  group?: string | undefined
  version?: string | undefined
  kind?: string | undefined
  name?: string | undefined
  namespace?: string | undefined
  labelSelector?: string | undefined
  annotationSelector?: string | undefined
}

/** Names and kinds in a selector are whole regular expressions; null for one that is none. */
export function selects(selector: Selector): ((object: BuiltObject) => boolean) | null {
  const whole = (pattern: string | undefined): RegExp | null => (pattern ? new RegExp(`^(?:${pattern})$`) : null)
  let patterns: { [key in 'group' | 'version' | 'kind' | 'name' | 'namespace']: RegExp | null }
  try {
    const { group, version, kind, name, namespace } = selector
    patterns = {
      group: whole(group),
      version: whole(version),
      kind: whole(kind),
      name: whole(name),
      namespace: whole(namespace),
    }
  } catch {
    return null
  }
  const some = (pattern: RegExp | null, texts: readonly string[]): boolean =>
    pattern === null || texts.some((text) => pattern.test(text))
  return (object) =>
    some(patterns.group, [groupOf(object.apiVersion)]) &&
    some(patterns.version, [object.apiVersion.slice(object.apiVersion.indexOf('/') + 1)]) &&
    some(patterns.kind, [object.kind]) &&
    some(patterns.name, object.names) &&
    some(patterns.namespace, object.namespaces.length === 0 ? ['default', ''] : object.namespaces) &&
    fitsTexts(object, 'labels', selector.labelSelector) &&
    fitsTexts(object, 'annotations', selector.annotationSelector)
}

/** `a=b,c!=d,e,!f`; sets (`in (…)`) are taken to fit. */
function fitsTexts({ node }: BuiltObject, where: 'labels' | 'annotations', selector: string | undefined): boolean {
  if (!selector || selector.includes('(')) return true
  const metadata = node.get('metadata')
  const map = metadata?.kind === 'map' ? metadata.get(where) : undefined
  const value = (key: string): string | undefined => {
    const found = map?.kind === 'map' ? map.get(key) : undefined
    return found?.kind === 'scalar' ? found.text : undefined
  }
  return selector.split(',').every((part) => {
    const [, key = '', operator, wanted = ''] = /^\s*([^=!\s]*)\s*(!=|==?)?\s*(.*?)\s*$/.exec(part) ?? []
    if (part.trim().startsWith('!')) return value(part.trim().slice(1)) === undefined
    if (operator === undefined) return value(key) !== undefined
    return operator === '!=' ? value(key) !== wanted : value(key) === wanted
  })
}
