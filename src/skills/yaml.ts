import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml'
import { FormatError, type Path, type Place, pathKey, problem } from './problem.ts'

export interface YamlOptions {
  /** Most characters the text may have. */
  limit?: number
  /** Lines that stand before the text in its file, for a block inside Markdown. */
  linesBefore?: number
  /** Spaces that were cut off the beginning of every line. */
  columnsBefore?: number
}

export interface YamlDocument {
  /** Plain JSON. `null` for an empty document. */
  value: unknown
  /** Where the value at a path stands; the nearest enclosing one when the path itself is not in the text. */
  at(path: Path): Place
  /** Where the key of the value at a path stands. */
  keyAt(path: Path): Place
  /** Every path with its place, for whoever needs them after the document is gone. */
  places(): Record<string, Place>
}

export const SKILL_FILE_LIMIT = 1024 * 1024
const MAX_ALIASES = 100
const MAX_NODES = 100_000
const MAX_DEPTH = 40
const PLAIN_TAGS = new Set(['!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq', '!'])

/** Reads one YAML document, remembering where each of its values stands. Throws FormatError. */
export function parseYaml(text: string, file: string, options: YamlOptions = {}): YamlDocument {
  const limit = options.limit ?? SKILL_FILE_LIMIT
  const lines = lineIndex(text, options)
  const fail = (offset: number, message: string, hint?: string): never => {
    throw new FormatError(problem('error', file, lines.place(offset), message, hint))
  }
  if (text.length > limit) fail(0, `${text.length} characters of YAML, more than the ${limit} allowed`)
  const nul = text.indexOf('\0')
  if (nul >= 0) fail(nul, 'a NUL byte: this is not a text file')

  const events = guard(() => parseEvents(text, { maxDepth: MAX_DEPTH }), fail)
  const walk = walkEvents(events, text, fail)
  const [value] = guard(() => constructFromEvents(events, { source: text, maxAliases: MAX_ALIASES }), fail)

  const find = (map: Map<string, number>, path: Path): Place => {
    for (let length = path.length; length >= 0; length--) {
      const offset = map.get(pathKey(path.slice(0, length))) ?? walk.values.get(pathKey(path.slice(0, length)))
      if (offset !== undefined) return lines.place(offset)
    }
    return lines.place(0)
  }
  return {
    value: value ?? null,
    at: (path) => find(walk.values, path),
    keyAt: (path) => find(walk.keys, path),
    places: () => Object.fromEntries([...walk.values].map(([key, offset]) => [key, lines.place(offset)])),
  }
}

type Fail = (offset: number, message: string, hint?: string) => never

/** js-yaml asks its callers to expect any kind of exception from text nobody has vouched for. */
function guard<T>(run: () => T, fail: Fail): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof FormatError) throw error
    if (error instanceof YAMLException) return fail(error.mark?.position ?? 0, `YAML: ${error.reason}`)
    return fail(0, `YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Frame {
  path: (string | number)[]
  kind: 'document' | 'sequence' | 'mapping'
  /** The key whose value comes next; undefined when a key comes next. */
  key: string | undefined
  items: number
  seen: Map<string, number>
  anchor: string | undefined
  size: number
}

interface Walk {
  values: Map<string, number>
  keys: Map<string, number>
}

/** One pass for positions and for everything that plain data must not have. */
function walkEvents(events: readonly Event[], text: string, fail: Fail): Walk {
  const values = new Map<string, number>()
  const keys = new Map<string, number>()
  const anchors = new Map<string, number | 'open'>()
  const stack: Frame[] = []
  let aliases = 0
  let documents = 0
  let last = 0

  const grow = (frame: Frame | undefined, size: number, offset: number): void => {
    if (!frame) return
    frame.size += size
    if (frame.size > MAX_NODES) fail(offset, `more than ${MAX_NODES} values, counting what its aliases repeat`)
  }
  /** Path of the value that begins here, or undefined when it is a key. */
  const slot = (frame: Frame, event: Event, offset: number): (string | number)[] | undefined => {
    if (frame.kind === 'document') return []
    if (frame.kind === 'sequence') return [...frame.path, frame.items++]
    if (frame.key !== undefined) {
      const path = [...frame.path, frame.key]
      frame.key = undefined
      return path
    }
    if (event.type !== EVENT_ID.SCALAR) return fail(offset, 'a key must be a plain text')
    const key = getScalarValue(text, event)
    if (key === '__proto__') fail(offset, 'a key must not be named __proto__')
    const before = frame.seen.get(key)
    if (before !== undefined) {
      fail(offset, `the key "${key}" stands here twice`, `first on line ${lineOf(text, before)} of this YAML`)
    }
    frame.seen.set(key, offset)
    frame.key = key
    keys.set(pathKey([...frame.path, key]), offset)
    return undefined
  }

  for (const event of events) {
    const offset = startOf(event) ?? last
    last = offset
    const frame = stack.at(-1)
    if (event.type === EVENT_ID.POP) {
      const closed = stack.pop()
      if (closed?.anchor !== undefined) anchors.set(closed.anchor, closed.size)
      if (closed) grow(stack.at(-1), closed.size, offset)
      continue
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      if (++documents > 1) fail(offset, 'a second YAML document begins after this', 'keep one document')
      stack.push({ path: [], kind: 'document', key: undefined, items: 0, seen: new Map(), anchor: undefined, size: 0 })
      continue
    }
    if (!frame) continue
    if (event.type !== EVENT_ID.ALIAS && event.tagStart >= 0) {
      const tag = text.slice(event.tagStart, event.tagEnd)
      if (!PLAIN_TAGS.has(tag)) fail(event.tagStart, `the tag ${tag} is not plain data`, 'leave it out')
    }
    const path = slot(frame, event, offset)
    if (path) values.set(pathKey(path), keyWhenEmpty(event, keys.get(pathKey(path)), offset))
    const anchor =
      event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0
        ? text.slice(event.anchorStart, event.anchorEnd)
        : undefined
    if (event.type === EVENT_ID.ALIAS) {
      const name = text.slice(event.anchorStart, event.anchorEnd)
      const size = anchors.get(name)
      if (size === 'open') fail(offset, `*${name} repeats what it stands in`)
      if (++aliases > MAX_ALIASES) fail(offset, `more than ${MAX_ALIASES} aliases`)
      grow(frame, typeof size === 'number' ? size : 1, offset)
      continue
    }
    if (event.type === EVENT_ID.SCALAR) {
      if (anchor !== undefined) anchors.set(anchor, 1)
      grow(frame, 1, offset)
      continue
    }
    if (anchor !== undefined) anchors.set(anchor, 'open')
    const kind = event.type === EVENT_ID.SEQUENCE ? 'sequence' : 'mapping'
    stack.push({ path: path ?? [], kind, key: undefined, items: 0, seen: new Map(), anchor, size: 1 })
  }
  return { values, keys }
}

function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) return undefined
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
      return quoted ? event.valueStart - 1 : event.valueStart
    }
    default:
      return undefined
  }
}

/** `key:` with nothing after it stands where its key stands. */
function keyWhenEmpty(event: Event, key: number | undefined, offset: number): number {
  return event.type === EVENT_ID.SCALAR && event.valueStart < 0 && key !== undefined ? key : offset
}

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}

function lineIndex(text: string, options: YamlOptions): { place(offset: number): Place } {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return {
    place(offset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      return {
        line: low + 1 + (options.linesBefore ?? 0),
        column: offset - (starts[low] ?? 0) + 1 + (options.columnsBefore ?? 0),
      }
    },
  }
}
