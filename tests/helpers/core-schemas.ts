import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * JSON schemas of Kubernetes' own kinds, one file each, from the Python package kubernetes-validate; null without it.
 * Its references point to a path of the author's own, so every file gets the definitions it needs.
 */
export function coreSchemas(minor: string, kinds: readonly string[] | 'all', folder: string): string | null {
  const python = spawnSync('python3', ['-c', 'import kubernetes_validate as k; print(list(k.__path__)[0])'], {
    encoding: 'utf8',
  })
  if (python.status !== 0) return null
  const source = join(python.stdout.trim(), 'kubernetes-json-schema', `v${minor}.0-local-strict`)
  if (!existsSync(source)) return null
  const own = (text: string): string => text.replaceAll('/api/_definitions.json#/$defs/', '#/$defs/')
  const all: Record<string, unknown> = JSON.parse(own(readFileSync(join(source, '_definitions.json'), 'utf8'))).$defs
  const wantedKinds = kinds === 'all' ? namesIn(source) : kinds
  for (const kind of wantedKinds) {
    const text = own(readFileSync(join(source, `${kind}.json`), 'utf8'))
    const needed: Record<string, unknown> = {}
    const wanted = references(text)
    for (const name of wanted) {
      if (Object.hasOwn(needed, name)) continue
      needed[name] = all[name]
      wanted.push(...references(JSON.stringify(all[name])))
    }
    const { $schema: _, $id: __, ...schema } = JSON.parse(text)
    writeFileSync(join(folder, `${kind}.json`), JSON.stringify({ ...schema, $defs: needed }))
  }
  return join(folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json')
}

function references(text: string): string[] {
  return [...text.matchAll(/"#\/\$defs\/([^"]+)"/g)].map((found) => found[1] ?? '')
}

function namesIn(source: string): string[] {
  return readdirSync(source)
    .filter((name) => name.includes('-') && name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
}
