// Reads the rules of cfn-lint that say what one property asks of others: JSON schemas beside those of the types.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isShared } from './patterns.mjs'

/** Words of these schemas that the check knows; a rule with others is left out, and its name is said. */
const KNOWN = new Set([
  ...['allOf', 'anyOf', 'const', 'contains', 'dependentExcluded', 'else', 'enum', 'exclusiveMinimum', 'if', 'items'],
  ...['maximum', 'minimum', 'minItems', 'multipleOf', 'not', 'oneOf', 'pattern', 'properties', 'propertyNames'],
  ...['required', 'then', 'type'],
])
/** Words that say nothing here. */
const SILENT = new Set(['additionalProperties', 'description', 'format', 'default'])

/** Longer ones list what each region has. */
const LONGEST = 100_000

/** `c <type> <path> <schema>`: errors alone, and nothing that differs from region to region. */
export function relations(package_, say) {
  const rules = join(package_, 'rules')
  const lines = []
  for (const path of readdirSync(rules, { recursive: true }).sort()) {
    if (!path.endsWith('.py')) continue
    const text = readFileSync(join(rules, path), 'utf8')
    const [, id] = /^ {4}id = "(E\d+)"/m.exec(text) ?? []
    const [, module, file] =
      /SchemaDetails\(\s*(?:module=)?cfnlint\.data\.schemas\.extensions\.(\w+),\s*(?:filename=)?"(\w+\.json)"/.exec(
        text,
      ) ?? []
    if (id === undefined || module === undefined) continue
    const schema = readFileSync(join(package_, 'data', 'schemas', 'extensions', module, file), 'utf8')
    const written = schema.length > LONGEST ? null : shortened(JSON.parse(schema))
    if (written === null) {
      say(`${id} ${module}/${file} is left out`)
      continue
    }
    for (const [, keyword] of text.matchAll(/"(Resources\/AWS::[^"]+\/Properties[^"]*)"/g)) {
      const [, type, below] = /^Resources\/([\w:]+)\/Properties\/?(.*)$/.exec(keyword)
      lines.push(`c ${type} ${below === '' ? '.' : below} ${JSON.stringify(written)}`)
    }
  }
  return lines
}

/** The schema without what says nothing; null when it says more than is known here. */
function shortened(schema) {
  if (typeof schema === 'boolean') return schema
  const kept = {}
  for (const [word, value] of Object.entries(schema)) {
    if (SILENT.has(word) || (word === 'required' && value === true)) continue
    if (!KNOWN.has(word)) return null
    if (word === 'pattern') {
      if (isShared(value)) kept.pattern = value
      continue
    }
    const short = shortenedValue(word, value)
    if (short === null) return null
    kept[word] = short
  }
  return kept
}

function shortenedValue(word, value) {
  if (['allOf', 'anyOf', 'oneOf'].includes(word)) {
    const all = value.map(shortened)
    return all.includes(null) ? null : all
  }
  if (word === 'properties') {
    const entries = Object.entries(value).map(([name, one]) => [name, shortened(one)])
    return entries.some(([, one]) => one === null) ? null : Object.fromEntries(entries)
  }
  if (['contains', 'else', 'if', 'items', 'not', 'propertyNames', 'then'].includes(word)) return shortened(value)
  return typeof value === 'object' && !Array.isArray(value) && '$data' in value ? null : value
}
