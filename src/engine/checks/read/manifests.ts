import { load } from 'js-yaml'
import { dirName, type FileRef } from '../tree.ts'

export type YamlMap = { [key: string]: unknown }

/** One YAML document with the line it begins on. */
export interface YamlPart {
  file: string
  line: number
  text: string
  value: unknown
}

/** A Kubernetes object. */
export interface Manifest {
  file: string
  /** Line of its `kind:`. */
  line: number
  text: string
  /** Line of the first line of `text`. */
  start: number
  kind: string
  apiVersion: string
  name: string
  value: YamlMap
}

export interface UnreadFile {
  file: string
  why: string
}

/** What GitHub, CI runners and Helm write in double braces is a template, not YAML. */
const TEMPLATED = /\{\{|\{%|<:|<%/

const MOST_ALIASES = 100

export function readYaml(file: FileRef): { parts: YamlPart[]; unread: UnreadFile | null } {
  const parts: YamlPart[] = []
  let unread: UnreadFile | null = null
  let line = 1
  for (const piece of splitDocuments(file.text)) {
    try {
      const value: unknown = piece.trim() === '' ? null : load(piece, { maxAliases: MOST_ALIASES, maxDepth: 60 })
      if (value !== null && value !== undefined) parts.push({ file: file.path, line, text: piece, value })
    } catch (error) {
      const why = TEMPLATED.test(piece) ? 'a template' : error instanceof Error ? firstLine(error.message) : 'not YAML'
      unread ??= { file: file.path, why }
    }
    line += piece.split('\n').length - 1
  }
  return { parts, unread }
}

/** A document marker stands at the start of a line, whatever surrounds it. */
function splitDocuments(text: string): string[] {
  return text
    .split(/^(?=---(?:\s|$))/m)
    .map((piece) => piece.replace(/^---/, '   '))
    .filter((piece) => piece !== '')
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows a dotted path through maps; undefined when it ends early. */
export function dig(value: unknown, ...path: string[]): unknown {
  let here = value
  for (const key of path) here = isMap(here) && Object.hasOwn(here, key) ? here[key] : undefined
  return here
}

export function maps(value: unknown): YamlMap[] {
  return Array.isArray(value) ? value.filter(isMap) : []
}

export function manifestsOf(part: YamlPart): Manifest[] {
  const { value } = part
  if (!isMap(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return []
  if (value.kind === 'List') return maps(value.items).flatMap((item) => manifestsOf({ ...part, value: item }))
  const name = dig(value, 'metadata', 'name')
  return [
    {
      file: part.file,
      line: lineOf(part, /^kind:/m),
      text: part.text,
      start: part.line,
      kind: value.kind,
      apiVersion: value.apiVersion,
      name: typeof name === 'string' ? name : '',
      value,
    },
  ]
}

export function lineOf(part: { text: string; line: number }, pattern: RegExp): number {
  const at = part.text.search(pattern)
  if (at < 0) return part.line
  return part.line + part.text.slice(0, at).split('\n').length - 1
}

/** The line inside a manifest where a pattern first matches. */
export function lineIn(manifest: Manifest, pattern: RegExp): number {
  const at = manifest.text.search(pattern)
  return at < 0 ? manifest.line : manifest.start + manifest.text.slice(0, at).split('\n').length - 1
}

export interface Kustomization {
  file: string
  dir: string
  line: number
  value: YamlMap
}

/** Which of a kustomization's neighbours are patches: pieces of objects that are judged where they land. */
export function patchFiles(kustomizations: readonly Kustomization[]): Set<string> {
  const files = new Set<string>()
  for (const { dir, value } of kustomizations) {
    const paths = [
      ...maps(value.patches).map((patch) => patch.path),
      ...(Array.isArray(value.patchesStrategicMerge) ? value.patchesStrategicMerge : []),
    ]
    for (const path of paths) if (typeof path === 'string') files.add(joinPath(dir, path))
  }
  return files
}

export function joinPath(dir: string, path: string): string {
  const out: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '..') out.pop()
    else if (part !== '.' && part !== '') out.push(part)
  }
  return out.join('/')
}

/** Every kustomization that includes a file, directly or through others. */
export function kustomizationsOver(all: readonly Kustomization[]): (file: string) => Kustomization[] {
  const includes = all.map((one) => ({
    one,
    targets: ['resources', 'components', 'bases']
      .flatMap((key) => (Array.isArray(one.value[key]) ? one.value[key] : []))
      .filter((path): path is string => typeof path === 'string')
      .map((path) => joinPath(one.dir, path)),
  }))
  return (file) => {
    const found = new Set<Kustomization>()
    const wanted = [file]
    for (let target = wanted.pop(); target !== undefined; target = wanted.pop()) {
      for (const { one, targets } of includes) {
        if (found.has(one) || !targets.includes(target)) continue
        found.add(one)
        wanted.push(one.dir, one.file)
      }
    }
    // A component adds to whatever its overlay includes.
    for (const { one, targets } of includes) {
      if (one.value.kind !== 'Component' || found.has(one)) continue
      const users = includes.filter((user) => user.targets.includes(one.dir))
      if (users.some((user) => found.has(user.one)) || targets.includes(dirName(file))) found.add(one)
    }
    return [...found]
  }
}
