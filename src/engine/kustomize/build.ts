import { readYamlFile } from '../checks/read/yaml.ts'
import { itemsOf, textOf, type YamlNode } from '../checks/read/yaml-node.ts'
import { objectsOf } from '../kubernetes/objects.ts'
import type { Type } from '../kubernetes/schema/type.ts'
import { validate } from '../kubernetes/validate.ts'
import { DEPRECATED, KUSTOMIZATION } from './fields.ts'
import { type BuildFiles, isBelow, isRemote } from './files.ts'
import { checkFile, generate } from './generators.ts'
import { joinPath, type Kustomization, readKustomization } from './kustomization.ts'
import { type BuiltObject, idOf } from './objects.ts'
import { applyPatches } from './patches.ts'
import { checkSources } from './replacements.ts'
import type { Reports } from './reports.ts'
import { applyImages, applyReplicas, applyTransforms } from './transforms.ts'

/** What a kustomization makes. */
export interface Built {
  objects: BuiltObject[]
  /** False when something of it could not be seen, such as a base in another repository, or did not build. */
  isComplete: boolean
}

const NOTHING: Built = { objects: [], isComplete: false }

/** Builds kustomizations as `kubectl kustomize` does, as far as names, labels and references go. Each folder is built once. */
export class KustomizeBuilder {
  private readonly files: BuildFiles
  private readonly reports: Reports
  private readonly typeOf: (apiVersion: string, kind: string) => Type | null
  /** Files that builds take objects from, and folders that other ones include. */
  readonly parts = new Set<string>()
  readonly included = new Set<string>()
  private readonly built = new Map<string, Built>()
  private readonly open: string[] = []

  constructor(files: BuildFiles, reports: Reports, typeOf: (apiVersion: string, kind: string) => Type | null) {
    this.files = files
    this.reports = reports
    this.typeOf = typeOf
  }

  /** What the folder of a kustomization makes; components are built where they are used. */
  build(dir: string): Built {
    const known = this.built.get(dir)
    if (known !== undefined) return known
    const kustomization = this.read(dir)
    const made = kustomization === null ? NOTHING : this.apply(kustomization, { objects: [], isComplete: true })
    this.built.set(dir, made)
    return made
  }

  private read(dir: string): Kustomization | null {
    const [path, second] = this.files.kustomizations(dir)
    const text = path === undefined ? undefined : this.files.text(path)
    if (path === undefined || text === undefined) return null
    const kustomization = readKustomization({ path, text })
    if (kustomization !== null && second !== undefined)
      this.reports.error(kustomization.node, 'files', `the folder has ${second} as well, and kustomize takes one`)
    return kustomization
  }

  private apply(kustomization: Kustomization, before: Built): Built {
    const { node, dir } = kustomization
    this.fields(kustomization)
    this.open.push(dir)
    let { objects, isComplete } = before
    const add = (made: Built, at: YamlNode): void => {
      isComplete &&= made.isComplete
      objects = this.joined(objects, made.objects, at)
    }
    for (const entry of [...itemsOf(node.get('resources')), ...itemsOf(node.get('bases'))])
      add(this.resource(entry, kustomization), entry)
    objects = generate(objects, kustomization, this.files, this.reports, isComplete)
    for (const entry of itemsOf(node.get('components'))) {
      const made = this.component(entry, kustomization, { objects, isComplete })
      objects = made.objects
      isComplete = made.isComplete
    }
    isComplete &&= !PLUGINS.some((key) => node.has(key))
    const { files, reports, typeOf } = this
    objects = applyPatches(objects, { kustomization, files, reports, typeOf, isComplete })
    const transforming = { kustomization, files, reports, isComplete }
    objects = applyTransforms(objects, transforming)
    objects = applyReplicas(objects, transforming)
    objects = applyImages(objects, transforming)
    checkSources(objects, transforming)
    for (const key of ['crds', 'configurations', 'generators', 'transformers', 'validators'])
      for (const entry of itemsOf(node.get(key))) this.listed(entry, dir)
    this.open.pop()
    return { objects, isComplete }
  }

  private fields({ node }: Kustomization): void {
    const title = textOf(node.get('kind')) ?? 'Kustomization'
    const judging = { minor: 0, partial: false, mayBeOlder: false, title }
    this.reports.found.push(...validate(node, KUSTOMIZATION, judging).map((one) => ({ ...one, rule: 'field' })))
    const kind = node.get('kind')
    if (kind !== undefined && !['Kustomization', 'Component'].includes(textOf(kind) ?? ''))
      this.reports.error(kind, 'field', 'kind must be Kustomization or Component')
    const apiVersion = textOf(node.get('apiVersion'))
    const wanted = title === 'Component' ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1'
    if (apiVersion !== undefined && apiVersion !== wanted && apiVersion !== 'kustomize.config.k8s.io/v1')
      this.reports.error(node.get('apiVersion') ?? node, 'field', `apiVersion of a ${title} must be ${wanted}`)
    for (const { key, keyNode } of node.entries) {
      if (keyNode.kind === 'scalar' && keyNode.text !== key)
        this.reports.warning(keyNode, 'field', `"${keyNode.text}" is read as ${key}`, `write ${key}`)
      const instead = DEPRECATED[key]
      if (instead !== undefined) this.reports.warning(keyNode, 'deprecated', `${key} is deprecated`, `use ${instead}`)
    }
  }

  /** An entry of `resources`: a file with objects, or a folder with a kustomization. */
  private resource(entry: YamlNode, { dir }: Kustomization): Built {
    const name = textOf(entry)
    if (name === undefined) return NOTHING
    const path = joinPath(dir, name)
    switch (this.files.at(path)) {
      case 'file':
        return this.file(entry, name, path, dir)
      case 'folder':
        return this.folder(entry, name, path, 'Kustomization')
      case 'unseen':
        return NOTHING
      default:
        if (!isRemote(name)) this.reports.error(entry, 'missing-file', `there is no file and no folder ${name}`)
        return NOTHING
    }
  }

  private folder(entry: YamlNode, name: string, path: string, kind: 'Kustomization'): Built {
    if (this.open.includes(path)) {
      this.reports.error(entry, 'cycle', `${name} includes this folder itself`)
      return NOTHING
    }
    const included = this.read(path)
    if (included === null) {
      if (this.files.kustomizations(path).length === 0)
        this.reports.error(entry, 'missing-file', `the folder ${name} has no kustomization.yaml`)
      return NOTHING
    }
    if ((textOf(included.node.get('kind')) ?? 'Kustomization') !== kind) {
      this.reports.error(entry, 'kind', `${name} is a Component`, 'list it under components')
      return NOTHING
    }
    this.included.add(path)
    return this.build(path)
  }

  private file(entry: YamlNode, name: string, path: string, dir: string): Built {
    if (!isBelow(dir, path))
      this.reports.error(
        entry,
        'outside',
        `${name} is outside of the kustomization's folder, and kustomize does not read it`,
        'give its folder a kustomization.yaml, and name the folder',
      )
    const text = this.files.text(path)
    if (text === undefined) return NOTHING
    this.parts.add(path)
    const read = readYamlFile(text, { version: '1.1', path })
    // What is wrong with the text is said by the check of its syntax.
    if (read.problems.some((one) => one.rule === 'syntax')) return NOTHING
    const objects: BuiltObject[] = []
    for (const { root } of read.documents) {
      const found = objectsOf(root)
      if (found.length === 0 && root !== null && !isEmptyList(root))
        this.reports.error(root, 'object', 'kustomize takes Kubernetes objects: this has no apiVersion and kind')
      for (const object of found) {
        if (object.name === '' && !hasGeneratedName(object.node))
          this.reports.error(object.node, 'object', `${object.kind} has no name`)
        const namespaces = object.namespace === '' ? [] : [object.namespace]
        const { node, apiVersion, kind } = object
        objects.push({ node, apiVersion, kind, names: [object.name], namespaces, generated: false })
      }
    }
    return { objects, isComplete: true }
  }

  private component(entry: YamlNode, { dir }: Kustomization, before: Built): Built {
    const name = textOf(entry)
    if (name === undefined) return before
    const path = joinPath(dir, name)
    const there = this.files.at(path)
    if (there === 'unseen' || (there === 'nothing' && isRemote(name))) return { ...before, isComplete: false }
    if (there !== 'folder') {
      this.reports.error(
        entry,
        'missing-file',
        there === 'file' ? `${name} is a file, and a component is a folder` : `there is no folder ${name}`,
      )
      return before
    }
    if (this.open.includes(path)) {
      this.reports.error(entry, 'cycle', `${name} includes this folder itself`)
      return before
    }
    const component = this.read(path)
    if (component === null) {
      if (this.files.kustomizations(path).length === 0)
        this.reports.error(entry, 'missing-file', `the folder ${name} has no kustomization.yaml`)
      return { ...before, isComplete: false }
    }
    if (textOf(component.node.get('kind')) !== 'Component') {
      this.reports.error(
        entry,
        'kind',
        `${name} is a Kustomization`,
        'list it under resources, or make its kind Component',
      )
      return before
    }
    return this.apply(component, before)
  }

  private joined(all: BuiltObject[], more: readonly BuiltObject[], at: YamlNode): BuiltObject[] {
    const ids = new Set(all.map(idOf))
    for (const object of more) {
      const id = idOf(object)
      if (ids.has(id))
        this.reports.error(at, 'duplicate', `${object.kind} ${object.names.at(-1)} is in this build a second time`)
      ids.add(id)
    }
    return [...all, ...more]
  }

  private listed(entry: YamlNode, dir: string): void {
    const name = textOf(entry)
    if (name === undefined || name.includes('\n') || isRemote(name)) return
    if (this.files.at(joinPath(dir, name)) !== 'folder') checkFile(entry, name, dir, this.files, this.reports)
  }
}

/** Fields that make or change objects in ways that are theirs. */
const PLUGINS = ['generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator']

function isEmptyList(root: YamlNode): boolean {
  return root.kind === 'map' && textOf(root.get('kind'))?.endsWith('List') === true
}

function hasGeneratedName(node: YamlNode): boolean {
  const metadata = node.kind === 'map' ? node.get('metadata') : undefined
  return metadata?.kind === 'map' && metadata.has('generateName')
}
