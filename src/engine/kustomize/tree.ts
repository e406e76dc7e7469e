import { textOf } from '../checks/read/yaml-node.ts'
import type { Surroundings } from '../checks/surroundings.ts'
import type { Tree } from '../checks/tree.ts'
import type { SetObject } from '../kubernetes/references/set.ts'
import type { KubernetesPack } from '../kubernetes/schema/pack.ts'
import { KustomizeBuilder } from './build.ts'
import { BuildFiles } from './files.ts'
import { isKustomizationFile, type Kustomization, patchPaths, readKustomization } from './kustomization.ts'
import { Reports } from './reports.ts'

/** What the kustomizations of a tree make of its files. */
export interface Build {
  /** What is applied: kustomizations that no other one includes. */
  roots: { dir: string; objects: SetObject[]; isComplete: boolean }[]
  /** Files whose objects go into builds. */
  parts: ReadonlySet<string>
  /** Files that hold pieces of objects. */
  patches: ReadonlySet<string>
}

/** Builds every kustomization; what is wrong with them is another check's. */
export function buildTree(tree: Tree, surroundings: Surroundings, pack: KubernetesPack): Build {
  const kustomizations: Kustomization[] = []
  for (const path of tree.paths()) {
    const text = isKustomizationFile(path) ? tree.text(path) : undefined
    const read = text === undefined ? null : readKustomization({ path, text })
    if (read !== null) kustomizations.push(read)
  }
  const patches = new Set(kustomizations.flatMap(patchPaths))
  const builder = new KustomizeBuilder(
    new BuildFiles(surroundings),
    new Reports(),
    (apiVersion, kind) => pack.find(apiVersion, kind)?.type ?? null,
  )
  const built = kustomizations.filter(({ node }) => textOf(node.get('kind')) !== 'Component')
  for (const { dir } of built) builder.build(dir)
  const roots = built
    .filter(({ dir }) => !builder.included.has(dir))
    .map(({ dir }) => {
      const { objects, isComplete } = builder.build(dir)
      const made = objects.map(({ kind, apiVersion, names, namespaces, node }) => {
        return { kind, apiVersion, names, namespace: namespaces.at(-1) ?? '', node }
      })
      return { dir, objects: made, isComplete }
    })
  return { roots, parts: builder.parts, patches }
}
