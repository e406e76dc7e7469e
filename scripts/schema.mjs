// Writes docs/schema/*.schema.json from the zod schemas of the protocol; tests prove that they are current.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishedCheckSchema } from '../src/engine/protocol/schema/check.ts'
import { publishedBatchSchema, publishedSchema } from '../src/engine/protocol/schema.ts'

const dir = fileURLToPath(new URL('../docs/schema', import.meta.url))
mkdirSync(dir, { recursive: true })
for (const [name, schema] of [
  ['run', publishedSchema()],
  ['batch', publishedBatchSchema()],
  ['check', publishedCheckSchema()],
])
  writeFileSync(join(dir, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`)
