import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { type Source, sourceOf } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'
import { namedGrammar } from './grammar.ts'
import { type Item, type Mention, NamedJudge, type NamedZone } from './judge.ts'
import { readNamed } from './lexer.ts'
import { mayBeNamed } from './paths.ts'

/** The offline check of BIND's named.conf and the files that it includes. */
export const namedCheck: Check = {
  id: 'named',
  scope: 'tree',
  appliesTo: isNamed,
  run: async (files, context) => judgeNamed(files, context).found,
}

export function isNamed({ path, text }: FileRef): boolean {
  if (!mayBeNamed(path) || /\{\{[^{}\n]*\}\}|\{%|<%/.test(text)) return false
  if (/(?:^|\/)named[\w.-]*\.conf|named\.conf/.test(path)) return /\{[\s\S]*;|include\s+"/.test(text)
  return /^[ \t]*zone\s+"[^"\n]*"(?:\s+IN)?\s*\{[^{}]{0,400}\btype\s+(?:master|slave|primary|secondary|hint|forward|stub)\b/im.test(
    text,
  )
}

export function judgeNamed(
  files: readonly FileRef[],
  { schemas, surroundings }: Pick<CheckContext, 'schemas' | 'surroundings'>,
): { found: Diagnostic[]; zones: NamedZone[] } {
  const grammar = namedGrammar(schemas)
  const found = new Map<string, Diagnostic>()
  const zones: NamedZone[] = []
  const included = new Set<string>()
  const judged = files.map((file) => {
    const broken: { source: Source; offset: number; message: string; hint?: string }[] = []
    const read = (path: string, text: string): Item[] => {
      const source = sourceOf({ path, text })
      const { statements, fault } = readNamed(text)
      if (fault !== null) broken.push({ source, ...fault })
      return fault === null ? statements.map((statement) => ({ statement, source })) : []
    }
    const judge = new NamedJudge(grammar, (path, from) => {
      const place = placeOf(path, from.path, surroundings)
      if (place === null) return null
      included.add(place)
      return read(place, surroundings.text(place) ?? '')
    })
    judge.block(read(file.path, file.text), '')
    for (const { source, offset, message, hint } of broken) judge.findings.error(source, offset, message, hint)
    if (broken.length > 0) judge.complete = false
    return { file, judge }
  })
  for (const { file, judge } of judged) {
    zones.push(...judge.zones)
    // A piece is judged as a part of what includes it, where other pieces define the names.
    const isPiece = included.has(file.path)
    if (!isPiece) {
      judgeMentions(judge, judge.complete && isRoot(file.path))
      judgeZones(judge)
      judgeFiles(judge, surroundings)
    }
    for (const one of judge.findings.found)
      if (!isPiece || one.file === file.path) found.set(`${one.file}:${one.line}:${one.column}:${one.message}`, one)
  }
  return { found: [...found.values()], zones }
}

/** Zone files are here or they are not; some of them missing is a slip. */
function judgeFiles({ zones, findings }: NamedJudge, surroundings: Surroundings): void {
  const primary = zones.filter((zone) => zone.type === 'primary' && zone.file !== null && zone.file.text !== '')
  const here = (zone: NamedZone): boolean => placeOf(zone.file?.text ?? '', zone.source.path, surroundings) !== null
  if (!primary.some(here)) return
  for (const zone of primary)
    if (zone.file !== null && !here(zone))
      findings.warning(
        zone.source,
        zone.file.start,
        `zone '${zone.name.text}': there is no "${zone.file.text}" in this tree`,
        'the files of other zones are here',
      )
}

/** Where a path of the server is in the tree: beside the file, or by the end of the path. */
export function placeOf(path: string, from: string, surroundings: Surroundings): string | null {
  const dir = dirName(from)
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  for (let kept = parts.length; kept > 0; kept--) {
    const tail = parts.slice(-kept).join('/')
    const place = dir === '' ? tail : `${dir}/${tail}`
    if (!tail.includes('..') && place !== from && surroundings.text(place) !== undefined) return place
  }
  return null
}

function isRoot(path: string): boolean {
  return baseName(path) === 'named.conf'
}

const BUILT_IN: Readonly<Record<Mention['kind'], readonly string[]>> = {
  acl: ['any', 'none', 'localhost', 'localnets'],
  key: [],
  servers: [],
  channel: ['default_syslog', 'default_debug', 'default_stderr', 'default_logfile', 'null'],
  'dnssec-policy': ['default', 'insecure', 'none'],
  tls: ['ephemeral', 'none'],
}

const SAID: Readonly<Record<Mention['kind'], (name: string) => string>> = {
  acl: (name) => `undefined ACL '${name}'`,
  key: (name) => `key '${name}' is not defined`,
  servers: (name) => `unable to find remote-servers list '${name}'`,
  channel: (name) => `undefined channel: '${name}'`,
  'dnssec-policy': (name) => `dnssec-policy '${name}' is not defined`,
  tls: (name) => `tls '${name}' is not defined`,
}

/** Names that nothing defines; certain only where all of a configuration was seen. */
function judgeMentions(judge: NamedJudge, certain: boolean): void {
  const first = new Map<string, Mention>()
  for (const one of judge.defined) {
    const key = `${one.kind} ${one.word.text}`
    const other = first.get(key)
    if (other === undefined) first.set(key, one)
    else
      judge.findings.error(
        one.source,
        one.word.start,
        `${one.kind} '${one.word.text}': already exists`,
        `it is defined in ${other.source.path}:${other.source.at(other.word.start).line} already`,
      )
  }
  if (!certain) return
  for (const kind of ['acl', 'servers', 'channel', 'dnssec-policy', 'key'] as const) {
    const names = judge.defined.filter((one) => one.kind === kind).map((one) => one.word.text)
    const known = new Set([...names, ...BUILT_IN[kind]])
    const spelling = new Spelling(known)
    for (const { word, source, kind: asked } of judge.asked)
      if (asked === kind && !known.has(word.text))
        judge.findings.error(source, word.start, SAID[kind](word.text), spelling.hint(word.text))
  }
}

function judgeZones({ zones, findings }: NamedJudge): void {
  const inView = zones.some((zone) => zone.view !== null)
  for (const zone of zones)
    if (inView && zone.view === null)
      findings.error(zone.source, zone.name.start, "when using 'view' statements, all zones must be in views")
  const seen = new Map<string, NamedZone>()
  for (const zone of zones) {
    const key = `${zone.view ?? ''} ${zone.name.text.toLowerCase().replace(/\.$/, '')}`
    const first = seen.get(key)
    if (first !== undefined)
      findings.error(
        zone.source,
        zone.name.start,
        `zone '${zone.name.text}': already exists`,
        `it stands in ${first.source.path}:${first.source.at(first.name.start).line} already`,
      )
    else seen.set(key, zone)
  }
}
