import { entriesOf, isNull, itemsOf, nodeAt, textOf, type YamlNode } from '../../checks/read/yaml-node.ts'
import type { KubeObject } from '../objects.ts'
import { ANY, type Field, type Type } from './type.ts'

/** The kinds that the CustomResourceDefinitions of a tree bring. */
export class DefinedKinds {
  private readonly types = new Map<string, Type>()
  private readonly metadata: Type

  /** `metadata` is the schema of what every object has. */
  constructor(metadata: Type) {
    this.metadata = metadata
  }

  add({ node }: KubeObject): void {
    const spec = node.get('spec')
    const group = textOf(nodeAt(spec, 'group'))
    const kind = textOf(nodeAt(spec, 'names', 'kind'))
    if (group === undefined || kind === undefined) return
    const shared = nodeAt(spec, 'validation', 'openAPIV3Schema')
    const single = textOf(nodeAt(spec, 'version'))
    if (single !== undefined) this.types.set(`${group}/${single} ${kind}`, this.rootType(shared))
    for (const version of itemsOf(nodeAt(spec, 'versions'))) {
      const name = textOf(nodeAt(version, 'name'))
      const schema = nodeAt(version, 'schema', 'openAPIV3Schema') ?? shared
      if (name !== undefined) this.types.set(`${group}/${name} ${kind}`, this.rootType(schema))
    }
  }

  find(apiVersion: string, kind: string): Type | undefined {
    return this.types.get(`${apiVersion} ${kind}`)
  }

  private rootType(schema: YamlNode | undefined): Type {
    const type = typeOfSchema(schema)
    if (type.is !== 'object') return ANY
    const fields = new Map(type.fields)
    for (const name of ['apiVersion', 'kind']) fields.set(name, always({ is: 'text' }))
    fields.set('metadata', always(this.metadata))
    return { ...type, fields }
  }
}

function always(type: Type): Field {
  return { type, from: 0, until: Number.POSITIVE_INFINITY }
}

/** The part of OpenAPI that says which fields there are and of which types. */
export function typeOfSchema(schema: YamlNode | undefined): Type {
  if (schema?.kind !== 'map' || isTrue(schema.get('x-kubernetes-preserve-unknown-fields'))) return ANY
  if (isTrue(schema.get('x-kubernetes-int-or-string'))) return { is: 'either' }
  if (isTrue(schema.get('x-kubernetes-embedded-resource'))) return ANY
  switch (textOf(schema.get('type'))) {
    case 'string': {
      const words = itemsOf(schema.get('enum')).map((one) => (one.kind === 'scalar' ? one.text : ''))
      return words.length > 0 ? { is: 'words', words } : { is: 'text' }
    }
    case 'integer':
      return { is: 'integer' }
    case 'number':
      return { is: 'number' }
    case 'boolean':
      return { is: 'boolean' }
    case 'array':
      return { is: 'list', of: typeOfSchema(schema.get('items')), merge: null }
    case 'object':
      return objectOf(schema)
    default:
      return ANY
  }
}

function objectOf(schema: YamlNode): Type {
  const properties = nodeAt(schema, 'properties')
  const additional = nodeAt(schema, 'additionalProperties')
  const rest = isNull(additional) || isFalse(additional) ? null : isTrue(additional) ? ANY : typeOfSchema(additional)
  if (properties === undefined) return rest === null ? ANY : { is: 'map', of: rest }
  const fields = new Map<string, Field>()
  for (const { key, value } of entriesOf(properties)) fields.set(key, always(typeOfSchema(value)))
  const required = itemsOf(nodeAt(schema, 'required')).flatMap((one) => textOf(one) ?? [])
  return { is: 'object', fields, required: required.filter((one) => !isDefaulted(properties, one)), rest }
}

/** A field with a default is filled in before it is missed. */
function isDefaulted(properties: YamlNode, name: string): boolean {
  return nodeAt(properties, name, 'default') !== undefined
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

function isFalse(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === false
}
