// Reads the resource types of @aws-cdk/aws-service-spec, which may know types that the schemas do not yet.
import { createRequire } from 'node:module'
import { join } from 'node:path'

export function readSpecification(modules, types) {
  const require = createRequire(join(modules, 'here.js'))
  const database = require('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync()
  for (const resource of database.all('resource')) {
    const name = resource.cloudFormationType
    if (types.has(name)) {
      types.addAttributes(name, Object.keys(resource.attributes ?? {}))
      continue
    }
    const type = types.define(`specification ${name}`, () => properties(resource.properties))
    types.put(name, type, Object.keys(resource.attributes ?? {}))
  }

  function properties(all) {
    const written = {}
    for (const property of Object.keys(all).sort()) {
      const { required, type, previousTypes = [] } = all[property]
      const known = [...new Set([type, ...previousTypes].map(typeOf))]
      written[required ? `${property}!` : property] = known.length === 1 ? known[0] : '*'
    }
    return written
  }

  function typeOf(type) {
    switch (type.type) {
      case 'string':
      case 'integer':
        return type.allowedValues ? `"${type.allowedValues.join('|')}` : type.type === 'string' ? 's' : 'i'
      case 'number':
        return 'n'
      case 'boolean':
        return 'b'
      case 'date-time':
        return 's'
      case 'array':
        return `[${typeOf(type.element)}`
      case 'map':
        return `{${typeOf(type.element)}`
      case 'ref': {
        const id = type.reference.$ref
        return types.define(`specification ${id}`, () => properties(database.get('typeDefinition', id).properties))
      }
      default:
        return '*'
    }
  }
}
