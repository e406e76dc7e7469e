// Writes docs/schema/run.schema.json from the zod schemas of the protocol; a test proves that it is current.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishedSchema } from '../src/engine/protocol/schema.ts'

const dir = fileURLToPath(new URL('../docs/schema', import.meta.url))
mkdirSync(dir, { recursive: true })
writeFileSync(join(dir, 'run.schema.json'), `${JSON.stringify(publishedSchema(), null, 2)}\n`)
