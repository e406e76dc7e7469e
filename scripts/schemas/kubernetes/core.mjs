// Reads the JSON schemas of Kubernetes' own kinds, version by version, from the Python package kubernetes-validate.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** All definitions with the minors that know them: `{ minors, definitions: Map<id, {fields, kinds, …}> }`. */
export function readCore(dir) {
  const minors = readdirSync(dir)
    .map((name) => /^v1\.(\d+)\.0-local-strict$/.exec(name)?.[1])
    .filter((minor) => minor !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
  const definitions = new Map()
  for (const minor of minors) {
    const text = readFileSync(join(dir, `v1.${minor}.0-local-strict`, '_definitions.json'), 'utf8')
    for (const [id, schema] of Object.entries(JSON.parse(text).$defs)) {
      const known = definitions.get(id) ?? { fields: new Map(), kinds: [], from: minor }
      definitions.set(id, known)
      known.until = minor
      known.schema = schema
      known.kinds = schema['x-kubernetes-group-version-kind'] ?? []
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        const before = known.fields.get(name)
        const required = (schema.required ?? []).includes(name)
        known.fields.set(name, { schema: field, required, from: before?.from ?? minor, until: minor })
      }
    }
  }
  return { minors, definitions }
}
