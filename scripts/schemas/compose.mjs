// Builds schemas/compose/schema.json.br from the schema of the Compose Specification:
//   node scripts/schemas/compose.mjs compose-spec.json
// Its words are left out, and what only tells editors something.
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeText } from './text.mjs'

const [, , source] = process.argv
if (source === undefined) {
  console.error('usage: node scripts/schemas/compose.mjs compose-spec.json')
  process.exit(2)
}
const UNUSED = new Set(['$schema', '$id', 'title', 'description', 'default', 'deprecated', 'examples'])

/** `isNames`: the keys are names of fields, and no words of the schema. */
function bare(value, isNames = false) {
  if (Array.isArray(value)) return value.map((one) => bare(one))
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([key]) => isNames || !UNUSED.has(key))
  return Object.fromEntries(
    kept.map(([key, inner]) => [
      key,
      bare(inner, !isNames && /^(?:properties|patternProperties|definitions)$/.test(key)),
    ]),
  )
}

const folder = fileURLToPath(new URL('../../schemas/compose/', import.meta.url))
mkdirSync(folder, { recursive: true })
writeText(`${folder}schema.json`, JSON.stringify(bare(JSON.parse(readFileSync(source, 'utf8')))))
