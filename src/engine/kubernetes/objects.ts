import { isTemplated, readYamlFile, type YamlFile } from '../checks/read/yaml.ts'
import { itemsOf, textOf, YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import type { FileRef } from '../checks/tree.ts'

/** A Kubernetes object where it is written. */
export interface KubeObject {
  file: string
  apiVersion: string
  kind: string
  /** '' when it has none, or one that a cluster makes up. */
  name: string
  /** '' when it does not say. */
  namespace: string
  node: YamlMap
}

/** Cheap: whether a text may hold an object at all. */
export function mayHoldObjects(text: string): boolean {
  return /["']?apiVersion["']?\s*:/.test(text) && /["']?kind["']?\s*:/.test(text)
}

/** As kubectl reads it. */
export function readManifest(file: FileRef): YamlFile {
  return readYamlFile(file.text, { version: '1.1', path: file.path })
}

/** null for a text that is a template and cannot be read before it is filled in. */
export function objectsIn(file: FileRef): KubeObject[] | null {
  const read = readManifest(file)
  if (read.problems.some((one) => one.rule === 'syntax') && isTemplated(file.text)) return null
  return read.documents.flatMap(({ root }) => objectsOf(root))
}

/** The object that a node is, or those in a list of kind `List`. */
export function objectsOf(node: YamlNode | null): KubeObject[] {
  if (node?.kind !== 'map') return []
  const apiVersion = textOf(node.get('apiVersion'))
  const kind = textOf(node.get('kind'))
  if (apiVersion === undefined || kind === undefined) return []
  if (kind === 'List' || (kind.endsWith('List') && node.get('items')?.kind === 'list'))
    return itemsOf(node.get('items')).flatMap(objectsOf)
  const metadata = node.get('metadata')
  const [name, namespace] =
    metadata instanceof YamlMap ? [textOf(metadata.get('name')), textOf(metadata.get('namespace'))] : []
  return [{ file: node.source.path, apiVersion, kind, name: name ?? '', namespace: namespace ?? '', node }]
}

/** How an object is spoken of: `Deployment web`. */
export function titleOf({ kind, name }: KubeObject): string {
  return name === '' ? kind : `${kind} ${name}`
}
