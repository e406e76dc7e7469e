import { readObject, type Type } from '../kubernetes/schema/type.ts'

/** Definitions in the packs' short form; `@n` is the n-th of this list. */
const WRITTEN: readonly Readonly<Record<string, string>>[] = [
  // 0: the kustomization
  {
    apiVersion: 's',
    kind: 's',
    metadata: '*',
    openapi: '{s',
    sortOptions: '*',
    namePrefix: 's',
    nameSuffix: 's',
    namespace: 's',
    buildMetadata: '[s',
    commonLabels: '{s',
    commonAnnotations: '{s',
    labels: '[@1',
    resources: '[s',
    components: '[s',
    bases: '[s',
    crds: '[s',
    configurations: '[s',
    generators: '[s',
    transformers: '[s',
    validators: '[s',
    patches: '[@2',
    patchesStrategicMerge: '[s',
    patchesJson6902: '[@2',
    images: '[@4',
    imageTags: '[@4',
    replicas: '[@5',
    replacements: '[@9',
    vars: '[@13',
    configMapGenerator: '[@6',
    secretGenerator: '[@6',
    generatorOptions: '@7',
    helmCharts: '[*',
    helmChartInflationGenerator: '[*',
    helmGlobals: '*',
    inventory: '*',
  },
  // 1: labels
  { pairs: '{s', includeSelectors: 'b', includeTemplates: 'b', fields: '[*' },
  // 2: a patch
  { path: 's', patch: 's', target: '@3', options: '{b' },
  // 3: a selector
  { group: 's', version: 's', kind: 's', name: 's', namespace: 's', labelSelector: 's', annotationSelector: 's' },
  // 4: an image
  { 'name!': 's', newName: 's', newTag: 's', tagSuffix: 's', digest: 's' },
  // 5: replicas
  { 'name!': 's', 'count!': 'i' },
  // 6: a generator
  {
    name: 's',
    namespace: 's',
    behavior: 's',
    files: '[s',
    literals: '[s',
    envs: '[s',
    env: 's',
    type: 's',
    options: '@7',
  },
  // 7: options of generators
  { labels: '{s', annotations: '{s', disableNameSuffixHash: 'b', immutable: 'b' },
  // 8: a field to take from or to set
  { delimiter: 's', index: 'i', encoding: 's', create: 'b' },
  // 9: a replacement
  { path: 's', source: '@10', sourceValue: 's', targets: '[@11' },
  // 10: where it takes from
  { group: 's', version: 's', kind: 's', name: 's', namespace: 's', fieldPath: 's', options: '@8' },
  // 11: and where it puts it
  { select: '@12', reject: '[@12', fieldPaths: '[s', options: '@8' },
  // 12: objects
  { group: 's', version: 's', kind: 's', name: 's', namespace: 's', labelSelector: 's', annotationSelector: 's' },
  // 13: a variable
  { name: 's', objref: '@14', fieldref: '@15' },
  { apiVersion: 's', group: 's', version: 's', kind: 's', name: 's', namespace: 's' },
  { fieldPath: 's', fieldpath: 's' },
]

/** Everything that a kustomization may say. */
export const KUSTOMIZATION: Type = definition(0)

export const KUSTOMIZATION_FIELDS: readonly string[] = Object.keys(WRITTEN[0] ?? {})

function definition(number: number): Type {
  return readObject(WRITTEN[number] ?? {}, definition)
}

/** What kustomize still reads and asks to replace, with what takes its place. */
export const DEPRECATED: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels',
  imageTags: 'images',
  patchesJson6902: 'patches',
  patchesStrategicMerge: 'patches',
  vars: 'replacements',
  helmChartInflationGenerator: 'helmCharts',
}
