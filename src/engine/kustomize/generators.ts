import { emptyMapLike, scalarLike, withValue } from '../checks/read/yaml-edit.ts'
import { entriesOf, itemsOf, nodeAt, textOf, YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import { type BuildFiles, isBelow } from './files.ts'
import { joinPath, type Kustomization } from './kustomization.ts'
import { type BuiltObject, currentName } from './objects.ts'
import type { Reports } from './reports.ts'

/** Adds what `configMapGenerator` and `secretGenerator` make. */
export function generate(
  objects: BuiltObject[],
  { dir, node }: Kustomization,
  files: BuildFiles,
  reports: Reports,
  isComplete: boolean,
): BuiltObject[] {
  let all = objects
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const)
    for (const one of itemsOf(node.get(field))) {
      const name = nodeAt(one, 'name')
      const text = textOf(name)
      if (one.kind !== 'map' || name === undefined || text === undefined) {
        reports.error(one, 'generator', `a ${field} has no name`)
        continue
      }
      checkSources(one, dir, files, reports)
      const made = madeObject(kind, text, one)
      const given = textOf(one.get('behavior')) ?? 'create'
      // What kustomize does not know it takes for nothing said.
      const behavior = /^(?:create|merge|replace)$/.test(given) ? given : 'create'
      if (behavior !== given)
        reports.warning(
          one.get('behavior') ?? one,
          'generator',
          `behavior ${given} means nothing: it is create, merge or replace`,
        )
      const namespace = textOf(one.get('namespace'))
      const isSame = (other: BuiltObject): boolean =>
        other.kind === kind &&
        other.names.includes(text) &&
        (namespace === undefined || other.namespaces.includes(namespace))
      const known = all.find(isSame)
      if (behavior === 'create') {
        if (known !== undefined && currentName(known) === text)
          reports.error(name, 'generator', `there is a ${kind} ${text} already`, 'set behavior to merge or replace')
        all = [...all, made]
      } else if (known === undefined) {
        if (isComplete)
          reports.error(
            name,
            'generator',
            `there is no ${kind} ${text} that could be ${behavior === 'merge' ? 'merged' : 'replaced'}`,
          )
      } else all = all.map((other) => (other === known ? changed(known, made, behavior) : other))
    }
  return all
}

function changed(known: BuiltObject, made: BuiltObject, behavior: string): BuiltObject {
  if (behavior === 'replace')
    return { ...known, node: withValue(known.node, 'data', made.node.get('data') ?? emptyMapLike(known.node)) }
  let data = known.node.get('data')
  for (const { key, value } of entriesOf(made.node.get('data')))
    data = withValue(data instanceof YamlMap ? data : emptyMapLike(known.node), key, value)
  return data === undefined ? known : { ...known, node: withValue(known.node, 'data', data) }
}

function checkSources(generator: YamlMap, dir: string, files: BuildFiles, reports: Reports): void {
  for (const entry of itemsOf(generator.get('files'))) {
    const text = textOf(entry)
    if (text !== undefined) checkFile(entry, text.slice(text.indexOf('=') + 1), dir, files, reports)
  }
  for (const entry of [...itemsOf(generator.get('envs')), generator.get('env')]) {
    const text = textOf(entry)
    if (entry !== undefined && text !== undefined) checkFile(entry, text, dir, files, reports)
  }
  for (const entry of itemsOf(generator.get('literals'))) {
    const text = textOf(entry)
    if (text !== undefined && !text.includes('='))
      reports.error(entry, 'generator', `${JSON.stringify(text)} is no key=value`)
  }
}

/** A file that a kustomization names; reported when it is not there. */
export function checkFile(at: YamlNode, name: string, dir: string, files: BuildFiles, reports: Reports): void {
  const path = joinPath(dir, name)
  const entry = files.at(path)
  if (entry === 'unseen') return
  if (entry !== 'file')
    reports.error(at, 'missing-file', entry === 'folder' ? `${name} is a folder` : `there is no file ${name}`)
  else if (!isBelow(dir, path))
    reports.error(at, 'outside', `${name} is outside of the kustomization's folder, and kustomize does not read it`)
}

/** The object as far as others look into it: its name and the keys of its data. */
function madeObject(kind: string, name: string, generator: YamlMap): BuiltObject {
  let data = emptyMapLike(generator)
  for (const [field, key] of [
    [
      'files',
      (text: string) => (text.includes('=') ? text.slice(0, text.indexOf('=')) : text.slice(text.lastIndexOf('/') + 1)),
    ],
    ['literals', (text: string) => text.slice(0, text.indexOf('='))],
  ] as const)
    for (const entry of itemsOf(generator.get(field))) {
      const text = textOf(entry)
      if (text !== undefined) data = withValue(data, key(text), entry)
    }
  const at = generator.get('name') ?? generator
  const metadata = withValue(emptyMapLike(at), 'name', at)
  let node = withValue(emptyMapLike(generator), 'apiVersion', scalarLike(at, 'v1'))
  node = withValue(withValue(withValue(node, 'kind', scalarLike(at, kind)), 'metadata', metadata), 'data', data)
  const namespace = textOf(generator.get('namespace'))
  return {
    node,
    apiVersion: 'v1',
    kind,
    names: [name],
    namespaces: namespace === undefined ? [] : [namespace],
    generated: true,
  }
}
