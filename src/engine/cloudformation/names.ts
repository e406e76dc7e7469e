import { entriesOf, itemsOf, nodeAt, textOf, type YamlNode } from '../checks/read/yaml-node.ts'
import { Suggestions } from '../checks/suggestions.ts'
import { callOf, PSEUDO_PARAMETERS } from './intrinsics.ts'
import type { ResourcePack } from './schema/pack.ts'
import { isOpenType, type Template, typeOf } from './template.ts'

/** What a reference leads to: `unknown` is where nobody can tell, and nothing is said. */
export type Target = 'parameter' | 'resource' | 'pseudo' | 'unknown'

/** What the names of a template mean. */
export class Names {
  readonly template: Template
  /** Security groups outside of a VPC, whose Ref is their name. */
  readonly namedGroups: ReadonlySet<string>
  private readonly pack: ResourcePack
  private readonly names = new Suggestions()
  private readonly resources = new Suggestions()
  private readonly types = new Suggestions()
  /** Names that loops give to their members. */
  private readonly loops: ReadonlySet<string>

  constructor(template: Template, pack: ResourcePack) {
    this.template = template
    this.pack = pack
    this.loops = loopNames(template)
    this.namedGroups = new Set([...template.resources].flatMap(([id, { value }]) => (isNamedGroup(value) ? [id] : [])))
  }

  /** Whether a parameter is a list; null when there is no such parameter, or it does not say. */
  isListParameter(name: string): boolean | null {
    const type = textOf(nodeAt(this.template.parameters.get(name)?.value, 'Type'))
    if (type === undefined) return null
    return /^CommaDelimitedList$|List</.test(type)
  }

  /** A resource of a type that is known here, and whose Ref nobody chooses. */
  isKnownResource(id: string): boolean {
    const type = typeOf(this.template.resources.get(id)?.value) ?? ''
    return !isOpenType(type) && type !== 'AWS::CloudFormation::Stack' && this.pack.find(type) !== null
  }

  /** Forms of what Ref ('') or an attribute of a resource gives; all that is known of its type. */
  formsOf(id: string): ReadonlyMap<string, string> {
    return this.pack.formsOf(typeOf(this.template.resources.get(id)?.value) ?? '')
  }

  /** null when there is no such name. */
  target(name: string): Target | null {
    const { parameters, resources } = this.template
    if (parameters.has(name)) return 'parameter'
    if (resources.has(name)) return 'resource'
    if (PSEUDO_PARAMETERS.has(name)) return 'pseudo'
    return this.mayBeMade(name) ? 'unknown' : null
  }

  /** A resource that is not in the text, and may be in the template that is deployed. */
  mayBeMade(name: string): boolean {
    const { transforms, resources } = this.template
    if (transforms.others || this.loops.has(name) || /[&$]\{|^&/.test(name)) return true
    if (this.hasLoops) return true
    if (!transforms.serverless) return false
    if (/^Serverless(?:Rest|Http|WebSocket)Api/.test(name)) return true
    for (const [id, { value }] of resources)
      if (name.startsWith(id) && typeOf(value)?.startsWith('AWS::Serverless::') === true) return true
    return false
  }

  get hasLoops(): boolean {
    return this.loops.size > 0
  }

  /** Whether a resource gives an attribute; `unknown` where nobody can tell. */
  attribute(id: string, name: string): boolean | 'unknown' {
    const type = typeOf(this.template.resources.get(id)?.value)
    if (type === undefined || isOpenType(type) || /^AWS::Serverless::/.test(type)) return 'unknown'
    const schema = this.pack.find(type)
    if (schema === null || /[&$]\{/.test(name)) return 'unknown'
    if (schema.attributes.includes(name)) return true
    if (schema.attributes.includes('*') && schema.type.properties.has(name.split('.')[0] ?? '')) return true
    // A stack, and a product made of one, give what their template puts out.
    if (/^Outputs\.[A-Za-z0-9]+/.test(name))
      return schema.attributes.some((one) => one.startsWith('Outputs')) || /::Stack$|Product$/.test(type)
    return false
  }

  attributesOf(id: string): readonly string[] {
    const type = typeOf(this.template.resources.get(id)?.value)
    return type === undefined ? [] : (this.pack.find(type)?.attributes ?? []).filter((one) => one !== '*')
  }

  near(name: string): string | undefined {
    const { parameters, resources } = this.template
    return this.names.for(name, () => [...parameters.keys(), ...resources.keys(), ...PSEUDO_PARAMETERS])
  }

  nearResource(name: string): string | undefined {
    return this.resources.for(name, () => this.template.resources.keys())
  }

  nearType(name: string): string | undefined {
    return this.types.for(name, () => this.pack.names())
  }
}

function isNamedGroup(resource: YamlNode): boolean {
  const properties = nodeAt(resource, 'Properties')
  return (
    typeOf(resource) === 'AWS::EC2::SecurityGroup' &&
    properties?.kind === 'map' &&
    !properties.has('VpcId') &&
    callOf(properties) === null
  )
}

/** `Fn::ForEach::Name: [Variable, list, body]` wherever it stands. */
function loopNames({ root }: Template): Set<string> {
  const names = new Set<string>()
  const sections = ['Resources', 'Outputs', 'Conditions'].map((name) => root.get(name))
  const pending = sections.flatMap((one) => (one === undefined ? [] : [one]))
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const { key, value } of entriesOf(node)) {
      if (key.startsWith('Fn::ForEach::')) names.add(textOf(nodeAt(value, 0)) ?? '')
      pending.push(value)
    }
    pending.push(...itemsOf(node))
  }
  return names
}
