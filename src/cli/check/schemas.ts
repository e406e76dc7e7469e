import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import type { Beside, Checking } from '../../engine/chain/check-tree.ts'
import { CHECKS, type Schemas } from '../../engine/checks/index.ts'

/** What stands in `schemas/` of the package, read when it is needed. */
export function shippedSchemas(dir: string = schemaDir()): Schemas {
  return {
    list: (folder) => (existsSync(join(dir, folder)) ? readdirSync(join(dir, folder)).sort() : []),
    // Tables of plain lines are kept compressed (scripts/schemas/text.mjs).
    read: (path) => {
      const file = readFileSync(join(dir, path))
      return path.endsWith('.br') ? brotliDecompressSync(file) : file
    },
    library: libraryBytes,
  }
}

/** Compressed beside the built program; in a checkout, in the package it comes from. */
function libraryBytes(name: string): Uint8Array {
  const built = join(dirname(fileURLToPath(import.meta.url)), `${name}.br`)
  if (existsSync(built)) return brotliDecompressSync(readFileSync(built))
  return readFileSync(createRequire(import.meta.url).resolve(`@wasm-fmt/shfmt/${name}`))
}

/** Every check that comes with the program. */
export function shippedChecking(beside: Beside | null = null): Checking {
  return {
    // Looked up when it is needed: a thread that judges has a catalog of its own.
    get entries() {
      return CHECKS
    },
    schemas: shippedSchemas(),
    ...(beside === null ? {} : { beside }),
  }
}

/** Beside dist/ in the package, beside src/ in a checkout. */
function schemaDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'schemas', 'terraform')) && dirname(dir) !== dir) dir = dirname(dir)
  return join(dir, 'schemas')
}
