import { readYamlFile } from '../checks/read/yaml.ts'
import { itemsOf, nodeAt, textOf, type YamlNode } from '../checks/read/yaml-node.ts'
import { checkFile } from './generators.ts'
import { joinPath } from './kustomization.ts'
import { type BuiltObject, selects } from './objects.ts'
import type { Reports } from './reports.ts'
import type { Transforming } from './transforms.ts'

/** What replacements and variables take from, and what replacements set, must be there. */
export function checkSources(objects: BuiltObject[], transforming: Transforming): void {
  const { kustomization, reports, isComplete } = transforming
  if (!isComplete) return
  for (const one of itemsOf(kustomization.node.get('replacements')).flatMap((entry) =>
    replacementsIn(entry, transforming),
  )) {
    const source = nodeAt(one, 'source')
    if (source !== undefined) sourceExists(objects, source, 'replacement', reports)
    for (const target of itemsOf(nodeAt(one, 'targets'))) targetExists(objects, target, reports)
  }
  for (const one of itemsOf(kustomization.node.get('vars'))) {
    const source = nodeAt(one, 'objref')
    if (source !== undefined) sourceExists(objects, source, 'variable', reports)
  }
}

/** Written here, or in a file of one or several. */
function replacementsIn(entry: YamlNode, { kustomization, files, reports }: Transforming): readonly YamlNode[] {
  const path = nodeAt(entry, 'path')
  const name = textOf(path)
  if (path === undefined || name === undefined) return [entry]
  checkFile(path, name, kustomization.dir, files, reports)
  const full = joinPath(kustomization.dir, name)
  const text = files.at(full) === 'file' ? files.text(full) : undefined
  const root = text === undefined ? undefined : readYamlFile(text, { version: '1.2', path: full }).documents[0]?.root
  if (root === undefined || root === null) return []
  return root.kind === 'list' ? root.items : [root]
}

function targetExists(objects: readonly BuiltObject[], target: YamlNode, reports: Reports): void {
  const select = nodeAt(target, 'select')
  const text = (key: string): string | undefined => textOf(nodeAt(select, key))
  const create = nodeAt(target, 'options', 'create')
  if (create?.kind === 'scalar' && create.value === true) return
  const fits = selects({ kind: text('kind'), name: text('name'), group: text('group'), version: text('version') })
  if (fits === null || nodeAt(target, 'reject') !== undefined) return
  for (const at of itemsOf(nodeAt(target, 'fieldPaths'))) {
    const path = textOf(at)
    const missing =
      path === undefined ? undefined : objects.find((one) => fits(one) && !hasField(one.node, stepsOf(path)))
    if (missing !== undefined)
      reports.error(at, 'field-path', `${missing.kind} ${missing.names[0]} has no field ${path}`)
  }
}

/** `a.b.[name=x].c`; a dot in a name has a backslash before it. */
function stepsOf(path: string): string[] {
  return (path.match(/\[[^\]]*\]|(?:\\.|[^.[])+/g) ?? []).map((step) => step.replaceAll('\\.', '.'))
}

function hasField(node: YamlNode, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  // Which members fit is kustomize's to say; that there are some is enough here.
  if (step === '*' || step.startsWith('[')) return true
  if (node.kind === 'list')
    return (
      !/^\d+$/.test(step) ||
      (node.items[Number(step)] !== undefined && hasField(node.items[Number(step)] ?? node, rest))
    )
  const inside = node.kind === 'map' ? node.get(step) : undefined
  return inside !== undefined && hasField(inside, rest)
}

function sourceExists(objects: readonly BuiltObject[], source: YamlNode, what: string, reports: Reports): void {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((key) => textOf(nodeAt(source, key)))
  if (kind === undefined && name === undefined) return
  const found = objects.filter(
    (one) =>
      (kind === undefined || one.kind === kind) &&
      (name === undefined || one.names.includes(name)) &&
      (namespace === undefined || one.namespaces.includes(namespace)),
  )
  const wanted = [kind ?? 'an object', name].filter((part) => part !== undefined).join(' ')
  if (found.length === 0)
    reports.error(source, 'source', `the ${what} takes from ${wanted}, which is not in this build`)
  if (found.length > 1 && what === 'replacement' && name === undefined)
    reports.error(source, 'source', `the ${what} takes from one object, and ${found.length} of this build fit`)
}
