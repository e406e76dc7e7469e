import { type KubeObject, mayHoldObjects, objectsIn } from '../../kubernetes/objects.ts'
import {
  isKustomizationFile,
  type Kustomization,
  patchPaths,
  readKustomization,
} from '../../kustomize/kustomization.ts'
import type { CheckContext } from '../check.ts'
import { isTemplated } from '../read/yaml.ts'
import type { Surroundings } from '../surroundings.ts'

/** The Kubernetes objects of a tree that are deployed as they stand, and what puts them together. */
export interface ObjectTree {
  /** Without patches, which are pieces of objects. */
  objects: readonly KubeObject[]
  kustomizations: readonly Kustomization[]
}

/** Read once for all checks that ask. */
export function objectTreeOf({ tree, surroundings }: Pick<CheckContext, 'tree' | 'surroundings'>): ObjectTree {
  const known = READ.get(surroundings)
  if (known !== undefined) return known
  const files = tree.paths().flatMap((path) => {
    const text = /\.(?:ya?ml|json)$/.test(path) || isKustomizationFile(path) ? tree.text(path) : undefined
    return text === undefined ? [] : [{ path, text }]
  })
  const kustomizations = files.flatMap((file) =>
    isKustomizationFile(file.path) ? (readKustomization(file) ?? []) : [],
  )
  const patches = new Set(kustomizations.flatMap(patchPaths))
  const objects = files
    .filter(({ path, text }) => !isKustomizationFile(path) && !patches.has(path) && mayHoldObjects(text))
    // Templates of a chart are judged by what they become.
    .filter(({ path, text }) => !/(?:^|\/)templates\//.test(path) || !isTemplated(text))
    .flatMap((file) => objectsIn(file) ?? [])
  const read = { objects, kustomizations }
  READ.set(surroundings, read)
  return read
}

/** Holds nothing longer than one look at the disk. */
const READ = new WeakMap<Surroundings, ObjectTree>()
