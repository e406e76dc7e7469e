import type { CheckContext } from '../check.ts'
import { readYamlFile } from '../read/yaml.ts'
import { nodeAt, placeOf, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import type { Surroundings } from '../surroundings.ts'
import type { FileRef } from '../tree.ts'
import { type Entry, HOLE, type MapNode, NAME, type Node, unknownAt } from './node.ts'
import type { ConfiguredResource, Unit } from './unit.ts'

/** Every template of a tree, read once for all checks that ask. */
export function templatesOf({ tree, surroundings }: Pick<CheckContext, 'tree' | 'surroundings'>): readonly Unit[] {
  const known = READ.get(surroundings)
  if (known !== undefined) return known
  const units = tree.paths().flatMap((path) => {
    const text = mayBeTemplate(path) ? tree.text(path) : undefined
    return text === undefined || !isTemplate(text) ? [] : (templateIn({ path, text }) ?? [])
  })
  READ.set(surroundings, units)
  return units
}

/** Holds nothing longer than one look at the disk. */
const READ = new WeakMap<Surroundings, readonly Unit[]>()

export function mayBeTemplate(path: string): boolean {
  return /\.(?:ya?ml|json|template)$/.test(path)
}

/** Cheap: whether a text is a template of CloudFormation. */
export function isTemplate(text: string): boolean {
  return /["']?Resources["']?\s*:/.test(text) && /["']?Type["']?\s*:\s*["']?AWS::/.test(text)
}

export function templateIn({ path, text }: FileRef): Unit | null {
  const root = readYamlFile(text, { version: '1.1', path }).documents[0]?.root
  if (root?.kind !== 'map' || root.get('Resources')?.kind !== 'map') return null
  return new Template(root, path).unit()
}

/** Some ARNs have one shape whatever the names in them turn out to be. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': `arn:${NAME}:s3:::${NAME}`,
  'AWS::DynamoDB::Table': `arn:${NAME}:dynamodb:${NAME}:${NAME}:table/${NAME}`,
  'AWS::SQS::Queue': `arn:${NAME}:sqs:${NAME}:${NAME}:${NAME}`,
  'AWS::KMS::Key': `arn:${NAME}:kms:${NAME}:${NAME}:key/${NAME}`,
  'AWS::Lambda::Function': `arn:${NAME}:lambda:${NAME}:${NAME}:function:${NAME}`,
  'AWS::IAM::Role': `arn:${NAME}:iam::${NAME}:role/${HOLE}`,
}

class Template {
  private readonly root: YamlMap
  private readonly path: string
  private readonly types = new Map<string, string>()

  constructor(root: YamlMap, path: string) {
    this.root = root
    this.path = path
  }

  unit(): Unit {
    const { root, path } = this
    const resources = nodeAt(root, 'Resources')
    const all = resources?.kind === 'map' ? resources.entries : []
    for (const { key, value } of all) {
      const type = nodeAt(value, 'Type')
      if (type?.kind === 'scalar') this.types.set(key, type.text)
    }
    const outputs = nodeAt(root, 'Outputs')
    const parameters = nodeAt(root, 'Parameters')
    return {
      platform: 'cloudformation',
      where: path,
      isCalled: false,
      resources: all.flatMap(({ key, value, keyNode }) => this.resource(key, value, keyNode) ?? []),
      inputs: parameters?.kind === 'map' ? parameters.entries.map((one) => one.key) : [],
      root: {
        at: resources === undefined ? placeOf(root) : placeOf(resources),
        outputs: outputs?.kind === 'map' ? outputs.entries.length : 0,
        hasBackend: true,
      },
      defaultTags: 'absent',
    }
  }

  private resource(name: string, node: YamlNode, keyNode: YamlNode): ConfiguredResource | null {
    const type = this.types.get(name)
    if (node.kind !== 'map' || type === undefined) return null
    const properties = node.get('Properties')
    const written: Node = properties === undefined ? emptyAt(keyNode) : this.node(properties, 0)
    const body: MapNode = written.is === 'map' ? written : emptyAt(keyNode)
    if (type === 'AWS::Serverless::Function') this.addGlobals(body)
    const kept = node.entry('DeletionPolicy')
    return {
      platform: 'cloudformation',
      type,
      address: name,
      at: placeOf(keyNode),
      body,
      isData: false,
      isOptional: node.has('Condition'),
      ...(kept === undefined
        ? {}
        : { deletionPolicy: { at: placeOf(kept.keyNode), value: this.node(kept.value, 0) } satisfies Entry }),
    }
  }

  /** What the transform gives to every function that does not say otherwise. */
  private addGlobals(body: MapNode): void {
    const globals = nodeAt(this.root, 'Globals', 'Function')
    if (globals?.kind !== 'map') return
    for (const { key, keyNode, value } of globals.entries) {
      if (!body.entries.has(key)) body.entries.set(key, { at: placeOf(keyNode), value: this.node(value, 0) })
    }
  }

  private node(node: YamlNode, depth: number): Node {
    const at = placeOf(node)
    if (depth > 60) return unknownAt(at)
    const called = intrinsic(node)
    if (called !== null) return this.intrinsic(called.name, called.given, at, depth)
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.node(item, depth + 1))
      // A choice may leave an item out.
      return { is: 'list', at, items, whole: items.every((item) => item.is !== 'unknown') }
    }
    if (node.kind === 'map') {
      const entries = node.entries.map(({ key, keyNode, value }): [string, Entry] => [
        key,
        { at: placeOf(keyNode), value: this.node(value, depth + 1) },
      ])
      return { is: 'map', at, entries: new Map(entries), whole: !node.has('Fn::Transform') }
    }
    if (typeof node.value === 'boolean') return { is: 'bool', at, value: node.value }
    if (typeof node.value === 'number') return { is: 'number', at, value: node.value }
    if (node.value === null) return { is: 'null', at }
    return { is: 'text', at, text: node.text, literal: true, written: node.text }
  }

  private intrinsic(name: string, given: YamlNode, at: Node['at'], depth: number): Node {
    switch (name) {
      case 'Ref':
        return given.kind === 'scalar' ? this.ref(given.text, at) : unknownAt(at)
      case 'GetAtt':
        return this.attribute(given, at)
      case 'Sub': {
        const text = given.kind === 'list' ? given.items[0] : given
        const own = given.kind === 'list' ? given.items[1] : undefined
        if (text?.kind !== 'scalar') return unknownAt(at)
        return this.substituted(text.text, own?.kind === 'map' ? own : null, at, depth)
      }
      case 'Join':
        return this.joined(given, at, depth)
      case 'Base64':
        return this.node(given, depth + 1)
      default:
        return unknownAt(at)
    }
  }

  /** A parameter is what it is by default; what AWS fills in is never known. */
  private ref(name: string, at: Node['at']): Node {
    if (name === 'AWS::NoValue') return { is: 'null', at }
    if (name.startsWith('AWS::')) return { is: 'text', at, text: NAME, written: HOLE }
    if (this.types.has(name)) return unknownAt(at, name)
    const parameter = nodeAt(this.root, 'Parameters', name)
    const value = nodeAt(parameter, 'Default')
    const type = nodeAt(parameter, 'Type')
    if (value?.kind !== 'scalar' || (type?.kind === 'scalar' && /List/.test(type.text))) return unknownAt(at)
    return { is: 'text', at, text: value.text }
  }

  private attribute(given: YamlNode, at: Node['at']): Node {
    const path =
      given.kind === 'scalar'
        ? given.text
        : given.kind === 'list'
          ? given.items.map((one) => (one.kind === 'scalar' ? one.text : '')).join('.')
          : ''
    return this.attributeOf(path, at)
  }

  private attributeOf(path: string, at: Node['at']): Node {
    const [resource = '', attribute = ''] = path.split('.')
    const shape = attribute === 'Arn' ? ARNS[this.types.get(resource) ?? ''] : undefined
    if (shape !== undefined) return { is: 'text', at, text: shape, refers: resource }
    return this.types.has(resource) ? unknownAt(at, resource, attribute) : unknownAt(at)
  }

  private substituted(text: string, own: YamlMap | null, at: Node['at'], depth: number): Node {
    const fill = (name: string): string => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`
      const given = own?.get(name)
      const value = given
        ? this.node(given, depth + 1)
        : name.includes('.')
          ? this.attributeOf(name, at)
          : this.ref(name, at)
      return value.is === 'text' ? value.text : HOLE
    }
    const written = text.replace(/\$\{[^!}][^}]*\}/g, HOLE)
    return { is: 'text', at, text: text.replace(/\$\{([^}]+)\}/g, (_, name: string) => fill(name.trim())), written }
  }

  private joined(given: YamlNode, at: Node['at'], depth: number): Node {
    const [separator, list] = given.kind === 'list' ? given.items : []
    if (separator?.kind !== 'scalar' || list?.kind !== 'list') return unknownAt(at)
    const parts = list.items.map((item) => this.node(item, depth + 1))
    const texts = (written: boolean): string =>
      parts
        .map((part) => (part.is === 'text' ? (written ? (part.written ?? HOLE) : part.text) : HOLE))
        .join(separator.text)
    return { is: 'text', at, text: texts(false), written: texts(true) }
  }
}

function emptyAt(node: YamlNode): MapNode {
  return { is: 'map', at: placeOf(node), entries: new Map(), whole: true }
}

/** `!Ref a`, `{ "Ref": "a" }`, `{ "Fn::Sub": "…" }` */
function intrinsic(node: YamlNode): { name: string; given: YamlNode } | null {
  if (node.tag?.startsWith('!')) return { name: node.tag.slice(1).replace(/^Fn::/, ''), given: node }
  if (node.kind !== 'map' || node.entries.length !== 1) return null
  const [only] = node.entries
  if (only === undefined || (only.key !== 'Ref' && !only.key.startsWith('Fn::'))) return null
  return { name: only.key.replace(/^Fn::/, ''), given: only.value }
}
