import type { Check, CheckContext } from '../checks/check.ts'
import type { FactView } from '../checks/fact-view.ts'
import { diagnosticOf, type Finding } from '../checks/finding.ts'
import { placeOf } from '../checks/read/yaml-node.ts'
import type { FileRef } from '../checks/tree.ts'
import { Reports } from '../kustomize/reports.ts'
import { type Build, buildTree } from '../kustomize/tree.ts'
import { KindCheck, type Target } from './kinds.ts'
import { type KubeObject, mayHoldObjects, objectsIn, titleOf } from './objects.ts'
import { checkReferences, ObjectSet, type SetObject } from './references/index.ts'
import { DefinedKinds } from './schema/crd.ts'
import { type KubernetesPack, openPack } from './schema/pack.ts'
import { ANY } from './schema/type.ts'

/** The offline check of Kubernetes objects. */
export const kubernetesCheck: Check = {
  id: 'kubernetes',
  scope: 'tree',
  appliesTo: (file) => mayHoldObjects(file.text),
  run: async (files, context) => judgeObjects(files, context).map((one) => diagnosticOf('kubernetes', one)),
}

function judgeObjects(files: readonly FileRef[], context: CheckContext): Finding[] {
  const { schemas, facts, unjudged } = context
  const objects: KubeObject[] = []
  for (const file of files) objects.push(...(objectsIn(file) ?? []))
  if (objects.length === 0) return []
  const pack = openPack(schemas)
  const kinds = new KindCheck(pack, definedKinds(objects, pack), targetOf(facts, pack), (what) => unjudged?.(what))
  const builds = buildTree(context.tree, context.surroundings, pack)
  const reports = new Reports()
  for (const object of objects) {
    const isPatch = builds.patches.has(object.file)
    const found = kinds.judge(object, isPatch)
    // What a file lacks that kustomize builds with is judged in what is built.
    const isPart = builds.parts.has(object.file)
    for (const one of found) if (!(isPart && one.rule === 'required')) reports.add(one)
  }
  duplicates(objects, builds, reports)
  const plain = objects.filter(({ file }) => !builds.parts.has(file) && !builds.patches.has(file))
  const all = new ObjectSet([...plain.map(ofFile), ...builds.roots.flatMap(({ objects: built }) => built)], true, null)
  for (const { objects: built, isComplete } of builds.roots) {
    for (const one of built)
      for (const finding of kinds.judge(builtObject(one))) if (finding.rule === 'required') reports.add(finding)
    checkReferences(new ObjectSet(built, isComplete, all), reports)
  }
  checkReferences(new ObjectSet(plain.map(ofFile), true, all), reports)
  return reports.found
}

function ofFile({ kind, apiVersion, name, namespace, node }: KubeObject): SetObject {
  return { kind, apiVersion, names: [name], namespace, node }
}

function builtObject({ kind, apiVersion, names, namespace, node }: SetObject): KubeObject {
  return { file: node.source.path, kind, apiVersion, name: names.at(-1) ?? '', namespace, node }
}

/** Twice in one file, the second replaces the first; in several files they may be alternatives. */
function duplicates(objects: readonly KubeObject[], builds: Build, reports: Reports): void {
  const seen = new Map<string, KubeObject>()
  for (const object of objects) {
    if (object.name === '' || builds.patches.has(object.file)) continue
    const key = [object.file, object.apiVersion, object.kind, object.namespace, object.name].join(' ')
    const before = seen.get(key)
    if (before !== undefined)
      reports.warning(
        object.node,
        'duplicate',
        `${titleOf(object)} is in this file a second time`,
        `the first is on line ${placeOf(before.node).line}`,
      )
    seen.set(key, object)
  }
}

function definedKinds(objects: readonly KubeObject[], pack: KubernetesPack): DefinedKinds {
  const configMap = pack.find('v1', 'ConfigMap')?.type
  const metadata = configMap?.is === 'object' ? configMap.fields.get('metadata')?.type : undefined
  const defined = new DefinedKinds(metadata ?? ANY)
  for (const object of objects) if (object.kind === 'CustomResourceDefinition') defined.add(object)
  return defined
}

export function targetOf(facts: FactView, pack: KubernetesPack): Target {
  const minor = /^v?1\.(\d+)/.exec(facts.text('cluster.version') ?? '')?.[1]
  return minor === undefined ? { minor: pack.newest, isKnown: false } : { minor: Number(minor), isKnown: true }
}
