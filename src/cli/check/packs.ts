import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PackStore, SchemaPack } from '../../engine/terraform/index.ts'

/** The schema packs that come with the program. Their names say what is in them: `hashicorp-aws-5.100.0.pack`. */
export function shippedPacks(dir: string = packDir()): PackStore {
  const opened = new Map<string, SchemaPack>()
  const files = new Map<string, { version: string; file: string }[]>()
  for (const file of existsSync(dir) ? readdirSync(dir).sort() : []) {
    const match = /^([a-z0-9]+)-([a-z0-9-]+)-(\d+\.\d+\.\d+)\.pack$/.exec(file)
    if (match === null) continue
    const source = `${match[1]}/${match[2]}`
    files.set(source, [...(files.get(source) ?? []), { version: match[3] ?? '', file: join(dir, file) }])
  }
  return {
    versions: (source) => (files.get(source) ?? []).map((one) => one.version),
    open(source, version) {
      const key = `${source} ${version}`
      const found = files.get(source)?.find((one) => one.version === version)
      if (found === undefined) throw new Error(`there is no schema pack of ${key}`)
      const pack = opened.get(key) ?? new SchemaPack(readFileSync(found.file))
      opened.set(key, pack)
      return pack
    },
  }
}

/** Beside dist/ in the package, beside src/ in a checkout. */
function packDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'schemas', 'terraform')) && dirname(dir) !== dir) dir = dirname(dir)
  return join(dir, 'schemas', 'terraform')
}
