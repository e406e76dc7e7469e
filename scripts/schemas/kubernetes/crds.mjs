// Kinds by the CustomResourceDefinitions of a project's own repository, for those that no package holds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'

/** `[kind, apiVersion, type]` of every version that the definitions below a folder serve; lines of Helm are left out. */
export function definedKinds(folder, coreReference, define) {
  const typeOf = (schema) => {
    if (schema['x-kubernetes-int-or-string']) return 'x'
    if (schema['x-kubernetes-preserve-unknown-fields']) return '*'
    if (schema.type === 'string') return schema.enum ? `"${[...schema.enum].sort().join('|')}` : 's'
    if (schema.type === 'array') return `[${typeOf(schema.items ?? {})}`
    if (schema.type === 'object' && schema.additionalProperties) return `{${typeOf(schema.additionalProperties)}`
    if (schema.type === 'object' && schema.properties) return fieldsOf(schema)
    return { integer: 'i', number: 'n', boolean: 'b' }[schema.type] ?? '*'
  }
  const fieldsOf = ({ properties, required = [] }) => {
    const fields = {}
    for (const name of Object.keys(properties).sort())
      fields[required.includes(name) ? `${name}!` : name] = typeOf(properties[name])
    return define(JSON.stringify(fields), () => fields)
  }
  const kinds = []
  for (const definition of definitionsBelow(folder)) {
    const { group, names, versions } = definition.spec
    for (const { name, served, schema } of versions) {
      if (!served || !schema?.openAPIV3Schema) continue
      const { properties, required } = schema.openAPIV3Schema
      const own = { ...properties, status: {}, apiVersion: { type: 'string' }, kind: { type: 'string' } }
      delete own.metadata
      const fields = {}
      for (const field of Object.keys(own).sort())
        fields[required?.includes(field) ? `${field}!` : field] = typeOf(own[field])
      fields.metadata = coreReference(OBJECT_META)
      kinds.push([names.kind, `${group}/${name}`, define(`${group}/${name}#${names.kind}`, () => fields)])
    }
  }
  return kinds
}

function definitionsBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return loadAll(
        text
          .split('\n')
          .filter((line) => !line.includes('{{'))
          .join('\n'),
      )
    })
    .filter((one) => one?.kind === 'CustomResourceDefinition')
}
