import type { Check, CheckContext } from '../checks/check.ts'
import type { FactView } from '../checks/fact-view.ts'
import { diagnosticOf, type Finding } from '../checks/finding.ts'
import type { FileRef } from '../checks/tree.ts'
import { KindCheck, type Target } from './kinds.ts'
import { type KubeObject, mayHoldObjects, objectsIn } from './objects.ts'
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

function judgeObjects(files: readonly FileRef[], { schemas, facts, unjudged }: CheckContext): Finding[] {
  const objects: KubeObject[] = []
  for (const file of files) objects.push(...(objectsIn(file) ?? []))
  if (objects.length === 0) return []
  const pack = openPack(schemas)
  const defined = definedKinds(objects, pack)
  const check = new KindCheck(pack, defined, targetOf(facts, pack), (what) => unjudged?.(what))
  return objects.flatMap((object) => check.judge(object))
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
