import { readYamlFile } from '../checks/read/yaml.ts'
import { mapWith } from '../checks/read/yaml-edit.ts'
import { itemsOf, nodeAt, textOf, type YamlMap } from '../checks/read/yaml-node.ts'
import { baseName, dirName, type FileRef } from '../checks/tree.ts'
import { KUSTOMIZATION_FIELDS } from './fields.ts'

/** Names that kustomize looks for in a folder, in its order. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

export interface Kustomization {
  file: string
  dir: string
  node: YamlMap
}

export function isKustomizationFile(path: string): boolean {
  const name = baseName(path)
  return KUSTOMIZATION_NAMES.some((one) => one === name)
}

/** null for a file that is not one map. */
export function readKustomization(file: FileRef): Kustomization | null {
  const root = readYamlFile(file.text, { version: '1.2', path: file.path }).documents[0]?.root
  return root?.kind === 'map' ? { file: file.path, dir: dirName(file.path), node: inFullCase(root) } : null
}

/** Go reads the names of fields in any case. */
function inFullCase(root: YamlMap): YamlMap {
  const names = new Map(KUSTOMIZATION_FIELDS.map((name) => [name.toLowerCase(), name]))
  return mapWith(
    root,
    root.entries.map((entry) => ({ ...entry, key: names.get(entry.key.toLowerCase()) ?? entry.key })),
  )
}

/** Files that hold pieces of objects, which are judged where they land. */
export function patchPaths({ dir, node }: Kustomization): string[] {
  const named = itemsOf(node.get('patches')).concat(itemsOf(node.get('patchesJson6902')))
  const texts = [
    ...named.map((one) => textOf(nodeAt(one, 'path'))),
    ...itemsOf(node.get('patchesStrategicMerge')).map((one) => textOf(one)),
  ]
  return texts.flatMap((path) => (path === undefined || path.includes('\n') ? [] : joinPath(dir, path)))
}

/** A path as a folder's file names it; above the root it keeps its `..`. */
export function joinPath(dir: string, path: string): string {
  const parts: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
