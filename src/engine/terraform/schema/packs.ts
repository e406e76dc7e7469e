import { madeOnce } from '../../checks/schemas.ts'
import { SchemaPack } from './pack.ts'
import type { PackStore } from './store.ts'

/** The schema packs that come with the program. Their names say what is in them: `hashicorp-aws-5.100.0.pack`. */
export const packStore = madeOnce((schemas): PackStore => {
  const opened = new Map<string, SchemaPack>()
  const files = new Map<string, { version: string; file: string }[]>()
  for (const file of schemas.list('terraform')) {
    const match = /^([a-z0-9]+)-([a-z0-9-]+)-(\d+\.\d+\.\d+)\.pack$/.exec(file)
    if (match === null) continue
    const source = `${match[1]}/${match[2]}`
    files.set(source, [...(files.get(source) ?? []), { version: match[3] ?? '', file: `terraform/${file}` }])
  }
  return {
    versions: (source) => (files.get(source) ?? []).map((one) => one.version),
    open(source, version) {
      const key = `${source} ${version}`
      const found = files.get(source)?.find((one) => one.version === version)
      if (found === undefined) throw new Error(`there is no schema pack of ${key}`)
      const pack = opened.get(key) ?? new SchemaPack(schemas.read(found.file))
      opened.set(key, pack)
      return pack
    },
  }
})
