import { describe, expect, test } from 'vitest'
import { treeSurroundings } from '../../../src/engine/checks/index.ts'
import { plain } from '../../../src/engine/checks/read/yaml-node.ts'
import { memoryTree } from '../../../src/engine/checks/tree.ts'
import { KustomizeBuilder } from '../../../src/engine/kustomize/build.ts'
import { kustomizeCheck } from '../../../src/engine/kustomize/check.ts'
import { BuildFiles } from '../../../src/engine/kustomize/files.ts'
import { Reports } from '../../../src/engine/kustomize/reports.ts'
import { judge } from '../kubernetes/judge.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: example.com/web:1, env: [{name: A, value: a}, {name: B, value: b}]}
        - {name: side, image: example.com/side:1}
`

const said = async (files: Record<string, string>): Promise<string[]> => (await judge(kustomizeCheck, files)).lines

/** One kustomization over the deployment above. */
const over = (text: string, more: Record<string, string> = {}): Promise<string[]> =>
  said({ 'web.yaml': DEPLOYMENT, 'kustomization.yaml': `resources: [web.yaml]\n${text}`, ...more })

describe('what a kustomization names', () => {
  test('a right one', async () => {
    expect(await over('namespace: shop\nimages: [{name: example.com/web, newTag: "2"}]\n')).toEqual([])
  })

  test('resources that are not there', async () => {
    expect(
      await said({ 'kustomization.yaml': 'resources:\n  - web.yaml\n  - ../base\n  - https://example.com/a.yaml\n' }),
    ).toEqual(['error kustomization.yaml:2:5 there is no file and no folder web.yaml'])
    expect(await said({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/c.yaml': 'a: 1\n' })).toEqual([
      'error a/kustomization.yaml:1:13 the folder ../b has no kustomization.yaml',
    ])
  })

  test('files outside of its folder, which kustomize does not read', async () => {
    const lines = await said({ 'a/kustomization.yaml': 'resources: [../web.yaml]\n', 'web.yaml': DEPLOYMENT })
    expect(lines).toEqual([
      "error a/kustomization.yaml:1:13 ../web.yaml is outside of the kustomization's folder, and kustomize does not read it (give its folder a kustomization.yaml, and name the folder)",
    ])
  })

  test('files of generators, patches and components', async () => {
    expect(await over('configMapGenerator:\n  - name: a\n    files: [b=c.txt]\n    literals: [x]\n')).toEqual([
      'error kustomization.yaml:4:13 there is no file b=c.txt'.replace('b=c.txt', 'c.txt'),
      'error kustomization.yaml:5:16 "x" is no key=value',
    ])
    expect(await over('patches: [{path: p.yaml}]\n')).toEqual(['error kustomization.yaml:2:18 there is no file p.yaml'])
    expect(await over('components: [extra]\n')).toEqual(['error kustomization.yaml:2:14 there is no folder extra'])
  })

  test('folders that include each other, and objects that stand twice', async () => {
    expect(
      await said({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' }),
    ).toContain('error b/kustomization.yaml:1:13 ../a includes this folder itself')
    expect(
      await over('', { 'kustomization.yaml': 'resources: [web.yaml, more.yaml]\n', 'more.yaml': DEPLOYMENT }),
    ).toEqual(['error kustomization.yaml:1:23 Deployment web is in this build a second time'])
  })

  test('a component among resources, and the other way round', async () => {
    const component = { 'c/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n' }
    expect(await over('components: [c]\n', component)).toEqual([])
    expect(await said({ ...component, 'kustomization.yaml': 'resources: [c]\n' })).toEqual([
      'error kustomization.yaml:1:13 c is a Component (list it under components)',
    ])
  })
})

describe('fields', () => {
  test('unknown ones, with the nearest name', async () => {
    expect(await over('namesPrefix: a-\n')).toEqual([
      'error kustomization.yaml:2:1 Kustomization has no field "namesPrefix" (did you mean "namePrefix"?)',
    ])
    expect(await over('images: [{name: example.com/web, tag: "2"}]\n')).toEqual([
      'error kustomization.yaml:2:34 Kustomization: images[0] has no field "tag" (it has name, newName, newTag, tagSuffix, digest)',
    ])
  })

  test('deprecated ones', async () => {
    expect(await over('commonLabels: {a: b}\n')).toEqual([
      'warning kustomization.yaml:2:1 commonLabels is deprecated (use labels)',
    ])
  })

  test('images and replicas that match nothing', async () => {
    expect(await over('images: [{name: example.com/wep, newTag: "2"}]\n')).toEqual([
      'warning kustomization.yaml:2:17 no container of this build uses the image example.com/wep',
    ])
    expect(await over('replicas: [{name: wep, count: 2}]\n')).toEqual([
      'error kustomization.yaml:2:19 there is no Deployment, StatefulSet or ReplicaSet wep to scale',
    ])
  })
})

describe('patches', () => {
  test('of objects that are not there', async () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wep}\nspec: {replicas: 1}\n'
    expect(await over('patches: [{path: p.yaml}]\n', { 'p.yaml': patch })).toEqual([
      'error p.yaml:1:1 there is no Deployment wep to patch',
    ])
    expect(await over('patches: [{path: p.yaml, target: {name: wep}}]\n', { 'p.yaml': patch })).toEqual([
      'warning kustomization.yaml:2:34 the build has nothing that the target selects: this patch changes nothing',
    ])
  })

  test('JSON patches that do not apply, at their own line', async () => {
    const inline = (path: string): string =>
      `patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: replace\n        path: ${path}\n        value: 3\n`
    expect(await over(inline('/metadata/name'))).toEqual([])
    expect(await over(inline('/spec/replicas'))).toEqual([])
    expect(await over(inline('/spec/strategy/type'))).toEqual([
      'error kustomization.yaml:6:15 the patch does not apply to Deployment web: replace /spec/strategy/type: there is no "strategy"',
    ])
    expect(await over(inline('/spec/template/spec/containers/5/image'))).toEqual([
      'error kustomization.yaml:6:15 the patch does not apply to Deployment web: replace /spec/template/spec/containers/5/image: the list has no member 5',
    ])
  })

  test('without a target, or with both of a path and a patch', async () => {
    expect(await over('patches: [{patch: "[{op: remove, path: /spec}]"}]\n')).toEqual([
      'error kustomization.yaml:2:11 a JSON patch needs a target',
    ])
    expect(await over('patches: [{patch: "a: 1", path: b}]\n')).toEqual([
      'error kustomization.yaml:2:11 a patch has either a path or a patch',
    ])
  })
})

describe('what is built', () => {
  const built = (files: Record<string, string>, dir: string): unknown[] => {
    const reports = new Reports()
    const tree = memoryTree(files)
    const types = new Map()
    const builder = new KustomizeBuilder(
      new BuildFiles(treeSurroundings(tree)),
      reports,
      (_, kind) => types.get(kind) ?? null,
    )
    return builder.build(dir).objects.map(({ node }) => plain(node))
  }

  test('names, namespaces, labels, images and replicas, layer by layer', () => {
    const files = {
      'base/web.yaml': DEPLOYMENT,
      'base/kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: a-\n',
      'live/kustomization.yaml':
        'resources: [../base]\nnameSuffix: -live\nnamespace: shop\nlabels: [{pairs: {stage: live}, includeSelectors: true}]\nimages: [{name: example.com/web, newName: mirror/web, digest: "sha256:1"}]\nreplicas: [{name: web, count: 4}]\n',
    }
    expect(built(files, 'live')).toMatchObject([
      {
        metadata: { name: 'a-web-live', namespace: 'shop', labels: { stage: 'live' } },
        spec: {
          replicas: 4,
          selector: { matchLabels: { app: 'web', stage: 'live' } },
          template: {
            metadata: { labels: { app: 'web', stage: 'live' } },
            spec: { containers: [{ image: 'mirror/web@sha256:1' }, { image: 'example.com/side:1' }] },
          },
        },
      },
    ])
  })

  test('generators merge into what a base made', () => {
    const files = {
      'base/kustomization.yaml': 'configMapGenerator: [{name: a, literals: [x=1, y=2]}]\n',
      'live/kustomization.yaml':
        'resources: [../base]\nconfigMapGenerator: [{name: a, behavior: merge, literals: [y=3]}]\n',
    }
    expect(built(files, 'live')).toMatchObject([{ kind: 'ConfigMap', data: { x: 'x=1', y: 'y=3' } }])
  })
})
