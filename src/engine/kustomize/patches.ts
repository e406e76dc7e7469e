import { LineIndex } from '../checks/read/lines.ts'
import { readYamlFile } from '../checks/read/yaml.ts'
import { itemsOf, nodeAt, placeOf, textOf, YamlMap, type YamlNode, type YamlSource } from '../checks/read/yaml-node.ts'
import { objectsOf } from '../kubernetes/objects.ts'
import { groupOf } from '../kubernetes/schema/pack.ts'
import type { Type } from '../kubernetes/schema/type.ts'
import type { BuildFiles } from './files.ts'
import { checkFile } from './generators.ts'
import { jsonPatched, PatchError } from './json-patch.ts'
import { joinPath, type Kustomization } from './kustomization.ts'
import { type BuiltObject, patched, type Selector, selects } from './objects.ts'
import type { Reports } from './reports.ts'
import { strategicMerge } from './strategic.ts'

export interface Patching {
  kustomization: Kustomization
  files: BuildFiles
  reports: Reports
  /** The schema of a kind, for the keys by which lists are merged. */
  typeOf(apiVersion: string, kind: string): Type | null
  /** All objects are known, so that one which is not there is missed. */
  isComplete: boolean
}

export function applyPatches(objects: BuiltObject[], patching: Patching): BuiltObject[] {
  const { node } = patching.kustomization
  let all = objects
  for (const entry of itemsOf(node.get('patchesStrategicMerge'))) {
    const text = textOf(entry)
    if (text !== undefined)
      for (const patch of patchDocuments(entry, text.includes('\n') ? null : text, text, patching))
        all = merged(all, patch, null, entry, patching)
  }
  for (const entry of itemsOf(node.get('patches'))) all = patchEntry(all, entry, patching)
  for (const entry of itemsOf(node.get('patchesJson6902'))) all = patchEntry(all, entry, patching)
  return all
}

function patchEntry(objects: BuiltObject[], entry: YamlNode, patching: Patching): BuiltObject[] {
  const { reports } = patching
  const [path, inline, target] = [nodeAt(entry, 'path'), nodeAt(entry, 'patch'), nodeAt(entry, 'target')]
  const [pathText, inlineText] = [textOf(path), textOf(inline)]
  if ((pathText === undefined) === (inlineText === undefined)) {
    reports.error(entry, 'patch', 'a patch has either a path or a patch')
    return objects
  }
  const selector = target === undefined ? null : selectorOf(target)
  let all = objects
  for (const patch of patchDocuments(path ?? inline ?? entry, pathText ?? null, inlineText ?? '', patching)) {
    const isOperations = patch.kind === 'list'
    if (isOperations && selector === null) reports.error(entry, 'patch', 'a JSON patch needs a target')
    else if (isOperations) all = operated(all, patch, selector ?? {}, target ?? entry, patching)
    else all = merged(all, patch, selector, target ?? entry, patching)
  }
  return all
}

function selectorOf(target: YamlNode): Selector {
  const text = (key: string): string | undefined => textOf(nodeAt(target, key))
  return {
    group: text('group'),
    version: text('version'),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
    labelSelector: text('labelSelector'),
    annotationSelector: text('annotationSelector'),
  }
}

function patchDocuments(
  at: YamlNode,
  path: string | null,
  inline: string,
  { kustomization, files, reports }: Patching,
): YamlNode[] {
  if (path === null) {
    const { documents, problems } = readYamlFile(inline, { version: '1.1', source: inlineSource(at, inline) })
    if (problems.length > 0) reports.error(at, 'patch', `the patch is no YAML: ${problems[0]?.message ?? ''}`)
    return documents.flatMap(({ root }) => (root === null ? [] : [root]))
  }
  checkFile(at, path, kustomization.dir, files, reports)
  const full = joinPath(kustomization.dir, path)
  const text = files.at(full) === 'file' ? files.text(full) : undefined
  if (text === undefined) return []
  return readYamlFile(text, { version: '1.1', path: full }).documents.flatMap(({ root }) =>
    root === null ? [] : [root],
  )
}

/** A text in a block scalar stands line for line below it; any other is said to stand where it begins. */
function inlineSource(at: YamlNode, inline: string): YamlSource {
  const { file, line, column } = placeOf(at)
  if (at.kind !== 'scalar' || at.style !== 'block') return { path: file, place: () => ({ line, column }) }
  const lines = new LineIndex(inline)
  return {
    path: file,
    place(offset) {
      const place = lines.place(offset)
      return { line: line + place.line - 1, column: column + place.column - 1 }
    },
  }
}

function merged(
  objects: BuiltObject[],
  patch: YamlNode,
  selector: Selector | null,
  at: YamlNode,
  { reports, typeOf, isComplete }: Patching,
): BuiltObject[] {
  const [head] = objectsOf(patch)
  if (selector === null && (patch.kind !== 'map' || head === undefined || head.name === '')) {
    reports.error(patch, 'patch', 'a strategic merge patch without a target names apiVersion, kind and metadata.name')
    return objects
  }
  const fits =
    selector === null
      ? (one: BuiltObject): boolean =>
          one.kind === head?.kind &&
          groupOf(one.apiVersion) === groupOf(head.apiVersion) &&
          one.names.includes(head.name) &&
          (head.namespace === '' || one.namespaces.length === 0 || one.namespaces.includes(head.namespace))
      : selects(selector)
  if (fits === null) {
    reports.error(at, 'patch', 'the target has a pattern that is no regular expression')
    return objects
  }
  const matched = objects.filter(fits)
  if (matched.length === 0 && isComplete) {
    const what = selector === null ? `${head?.kind} ${head?.name}` : 'nothing that the target selects'
    if (selector === null) reports.error(patch, 'patch-target', `there is no ${what} to patch`)
    else reports.warning(at, 'patch-target', `the build has ${what}: this patch changes nothing`)
  }
  const change = selector === null || !(patch instanceof YamlMap) ? patch : withoutIdentity(patch)
  return objects.flatMap((one) => {
    if (!fits(one)) return [one]
    const result = strategicMerge(one.node, change, typeOf(one.apiVersion, one.kind))
    return result?.kind === 'map' ? [patched(one, result)] : []
  })
}

/** With a target, what the patch itself is called does not count. */
function withoutIdentity(patch: YamlMap): YamlMap {
  const copy = new YamlMap(patch.tag, patch.source, patch.start)
  for (const entry of patch.entries) {
    if (entry.key === 'apiVersion' || entry.key === 'kind') continue
    const { value } = entry
    if (entry.key !== 'metadata' || value.kind !== 'map') copy.add(entry)
    else {
      const metadata = new YamlMap(value.tag, value.source, value.start)
      for (const inside of value.entries) if (inside.key !== 'name' && inside.key !== 'namespace') metadata.add(inside)
      copy.add({ ...entry, value: metadata })
    }
  }
  return copy
}

function operated(
  objects: BuiltObject[],
  patch: YamlNode,
  selector: Selector,
  at: YamlNode,
  { reports, isComplete }: Patching,
): BuiltObject[] {
  const fits = selects(selector)
  if (fits === null) {
    reports.error(at, 'patch', 'the target has a pattern that is no regular expression')
    return objects
  }
  if (isComplete && !objects.some(fits))
    reports.warning(at, 'patch-target', 'the build has nothing that the target selects: this patch changes nothing')
  return objects.map((one) => {
    if (!fits(one)) return one
    try {
      const node = jsonPatched(one.node, patch)
      return node.kind === 'map' ? patched(one, node) : one
    } catch (error) {
      if (!(error instanceof PatchError)) throw error
      if (isComplete)
        reports.error(error.at, 'patch', `the patch does not apply to ${one.kind} ${one.names[0]}: ${error.message}`)
      return one
    }
  })
}
