import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check } from '../check.ts'
import { type ZoneFile, zoneFiles } from '../named/zones.ts'
import { Findings, sourceOf } from '../read/source.ts'
import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'
import { type Name, readName } from './name.ts'
import { mayBeZone } from './paths.ts'
import { type Include, readZone } from './records.ts'
import { judgeZone } from './rules.ts'

/** The offline check of zone files. */
export const zoneCheck: Check = {
  id: 'zone',
  scope: 'tree',
  appliesTo: isZone,
  run: async (files, { surroundings, tree }) => judgeZones(files, surroundings, zoneFiles(tree)),
}

export function isZone({ path, text }: FileRef): boolean {
  if (!mayBeZone(path) || /\{\{|\{%|<%/.test(text)) return false
  return /(?:^|\s)SOA\s|^\$(?:TTL|ORIGIN)\s/im.test(text)
}

/** The zone that a file holds, when named.conf says so and says only one. */
function zoneOf(path: string, named: readonly ZoneFile[]): Name | null {
  const names = new Set(
    named.filter((one) => endsAlike(path, one.path)).map((one) => one.name.toLowerCase().replace(/\.?$/, '.')),
  )
  const [name] = names
  return names.size === 1 && name !== undefined ? name : null
}

/** `dns/zones/a.zone` is `/etc/bind/zones/a.zone`: the last folder and the name are the same. */
function endsAlike(path: string, other: string): boolean {
  if (baseName(path) !== baseName(other)) return false
  const [own, theirs] = [dirName(path), dirName(other)].map(baseName)
  return own === theirs || theirs === '' || !other.includes('/')
}

export function judgeZones(
  files: readonly FileRef[],
  surroundings: Surroundings,
  named: readonly ZoneFile[],
): Diagnostic[] {
  const included = new Set<string>()
  const include: Include = (path, from) => {
    const beside = path.startsWith('/') ? baseName(path) : path
    for (const candidate of [join(dirName(from.path), beside), join(dirName(from.path), baseName(path))]) {
      const text = surroundings.text(candidate)
      if (text === undefined) continue
      included.add(candidate)
      return sourceOf({ path: candidate, text })
    }
    return null
  }
  const judged = files.map((file) => {
    const findings = new Findings('zone')
    const source = sourceOf(file)
    const zoneName = zoneOf(file.path, named)
    const origin = zoneName === null ? originOf(file) : { name: zoneName, certain: true }
    const zone = readZone(source, origin, include, findings)
    const isWhole = zoneName !== null || /(?:^|\s)SOA\s/i.test(file.text) || file.path.endsWith('.zone')
    judgeZone(zone, source, findings, { isWhole })
    return { file, findings }
  })
  const found = new Map<string, Diagnostic>()
  for (const { file, findings } of judged) {
    // A piece is judged as a part of the zone that includes it.
    if (included.has(file.path) && zoneOf(file.path, named) === null) continue
    for (const one of findings.found) found.set(`${one.file}:${one.line}:${one.column}:${one.message}`, one)
  }
  return [...found.values()]
}

/** The domain of a zone file that no named.conf names: from its first absolute name, or from what the file is called. */
export function originOf({ path, text }: FileRef): { name: Name; certain: boolean } {
  const before = text.split(/^[^;\n]*\sSOA\s/im, 1)[0] ?? ''
  const owner = /^([^\s;$]{1,255})[ \t][^;\n]{0,80}?\bSOA\s/im.exec(text)?.[1]
  if (owner?.endsWith('.') === true) return certain(owner)
  const set = [...before.matchAll(/^\$ORIGIN\s+(\S+\.)\s*(?:;.*)?$/gim)].at(-1)?.[1]
  if (set !== undefined && (owner === undefined || owner === '@')) return certain(set)
  const named = /^(?:db\.)?(.+?)(?:\.(?:zone|db|hosts|rev))?$/.exec(baseName(path))?.[1] ?? ''
  if (/^(?:[a-z\d-]+\.)+(?:[a-z]{2,}|arpa)$/i.test(named)) return certain(`${named}.`)
  return { name: 'zone.invalid.', certain: false }
}

function certain(text: string): { name: Name; certain: boolean } {
  const read = readName(text, '.')
  return 'name' in read ? { name: read.name, certain: true } : { name: 'zone.invalid.', certain: false }
}

function join(dir: string, path: string): string {
  const out: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '..' && out.length > 0) out.pop()
    else if (part !== '.' && part !== '' && part !== '..') out.push(part)
  }
  return out.join('/')
}
