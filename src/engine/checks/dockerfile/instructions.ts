import { Spelling } from '../read/spelling.ts'
import { type Fault, type Instruction, instructionOf } from './reader.ts'

const FLAGS: Readonly<Record<string, readonly string[]>> = {
  FROM: ['platform'],
  RUN: ['mount', 'network', 'security', 'device'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  ADD: ['chown', 'chmod', 'link', 'keep-git-dir', 'checksum', 'exclude', 'unpack'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
}
/** Those that may stand several times. */
const REPEATED = new Set(['mount', 'device', 'exclude'])
const VALUELESS = new Set(['link', 'parents', 'keep-git-dir', 'unpack'])

const INSTRUCTIONS = [
  ...['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER'],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]
const SPELLING = new Spelling(INSTRUCTIONS)

/** What an instruction says that the builder refuses, by itself. */
export function* instructionFaults(one: Instruction): Generator<Fault & { hint?: string | undefined }> {
  const { name, start, rest, words } = one
  if (!INSTRUCTIONS.includes(name)) {
    yield { offset: start, message: `unknown instruction: ${name}`, hint: SPELLING.hint(name) }
    return
  }
  yield* flagFaults(one)
  if (/^(?:WORKDIR|MAINTAINER|USER|STOPSIGNAL)$/.test(name) && rest === '')
    yield { offset: start, message: `${name} requires exactly one argument` }
  else if (/^(?:ENV|LABEL|EXPOSE|VOLUME|ARG|ONBUILD|SHELL)$/.test(name) && rest === '')
    yield { offset: start, message: `${name} requires at least one argument` }
  else if (name === 'RUN' && rest === '' && one.flags.length === 0)
    yield { offset: start, message: 'RUN requires a command' }
  else if (/^(?:COPY|ADD)$/.test(name)) yield* copyFaults(one)
  else if (name === 'FROM' && words.length !== 1 && !(words.length === 3 && /^as$/i.test(words[1]?.text ?? '')))
    yield { offset: start, message: 'FROM requires either one or three arguments' }
  else if (name === 'ENV' || name === 'LABEL') yield* pairFaults(one)
  else if (name === 'EXPOSE') yield* portFaults(one)
  else if (name === 'SHELL' && jsonWords(rest) === null)
    yield { offset: one.restStart, message: 'SHELL requires the arguments to be in JSON form' }
  else if (name === 'HEALTHCHECK') yield* healthFaults(one)
  else if (name === 'ONBUILD') yield* onbuildFaults(one)
}

function* flagFaults({ name, flags }: Instruction): Generator<Fault & { hint?: string | undefined }> {
  const known = FLAGS[name] ?? []
  const seen = new Set<string>()
  for (const { name: flag, value, start } of flags) {
    const bare = flag.slice(2)
    if (bare === '') continue
    if (!known.includes(bare)) {
      // What follows CMD and ENTRYPOINT is a command, and has flags of its own.
      if (/^(?:RUN|ADD|COPY|FROM|HEALTHCHECK)$/.test(name))
        yield { offset: start, message: `unknown flag: ${flag}`, hint: new Spelling(known).hint(bare) }
      continue
    }
    if (seen.has(bare) && !REPEATED.has(bare)) yield { offset: start, message: `duplicate flag specified: ${bare}` }
    seen.add(bare)
    if (value === null && !VALUELESS.has(bare)) yield { offset: start, message: `missing a value on flag: ${bare}` }
    if (bare === 'mount' && value !== null) yield* mountFaults(value, start + flag.length + 1)
  }
}

const MOUNT_KEYS = [
  ...[
    'type',
    'from',
    'source',
    'src',
    'target',
    'dst',
    'destination',
    'readonly',
    'ro',
    'readwrite',
    'rw',
    'id',
    'sharing',
  ],
  ...['required', 'mode', 'uid', 'gid', 'size', 'env'],
]

function* mountFaults(value: string, start: number): Generator<Fault & { hint?: string | undefined }> {
  let at = start
  for (const field of value.split(',')) {
    const [key = '', given] = field.replace(/^["']|["']$/g, '').split('=', 2)
    if (!MOUNT_KEYS.includes(key.toLowerCase()) && !key.includes('$'))
      yield { offset: at, message: `unexpected key '${key}' in '${field}'`, hint: new Spelling(MOUNT_KEYS).hint(key) }
    if (key === 'type' && given !== undefined && !/^(?:bind|cache|tmpfs|secret|ssh)$|\$/.test(given))
      yield { offset: at, message: `unsupported mount type "${given}"` }
    if (key === 'sharing' && given !== undefined && !/^(?:shared|private|locked)$|\$/.test(given))
      yield { offset: at, message: `unsupported sharing value "${given}"` }
    at += field.length + 1
  }
}

function* copyFaults({ name, start, rest, words, hasHeredoc }: Instruction): Generator<Fault> {
  const count = jsonWords(rest)?.length ?? words.length
  if (count < 2 && !(hasHeredoc && count > 0))
    yield {
      offset: start,
      message: `${name} requires at least two arguments, but only ${count === 1 ? 'one was' : 'none were'} provided. Destination could not be determined`,
    }
}

/** `name=value name=value`, or the old `name value`. */
function* pairFaults({ name, rest, restStart, words, start }: Instruction): Generator<Fault> {
  const [first] = words
  if (first === undefined) return
  const open = openQuote(rest)
  if (open !== null) {
    const kind = rest[open] === '"' ? 'double' : 'single'
    yield {
      offset: restStart + open,
      message: `unexpected end of statement while looking for matching ${kind}-quote`,
    }
    return
  }
  if (!/^(?:"[^"]*"|'[^']*'|[^"'=])*=/.test(first.text)) {
    if (words.length < 2) yield { offset: start, message: `${name} must have two arguments` }
    return
  }
  if (rest.startsWith('=')) yield { offset: first.start, message: `${name} names can not be blank` }
  for (const { text, start: at } of words)
    if (!text.includes('=')) {
      yield { offset: at, message: `Syntax error - can't find = in "${text}". Must be of the form: name=value` }
      return
    }
}

/** Where a quote begins that nothing ends. */
function openQuote(rest: string): number | null {
  let open: number | null = null
  for (let at = 0; at < rest.length; at++) {
    const char = rest[at]
    if (char === '\\' && (open === null || rest[open] === '"')) at++
    else if (open === null ? char === '"' || char === "'" : char === rest[open]) open = open === null ? at : null
  }
  return open
}

function* portFaults({ words }: Instruction): Generator<Fault> {
  for (const { text, start } of words) {
    if (/[$"']/.test(text)) continue
    const found = /^(?:[^:]*:)*?(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text)
    if (found === null) yield { offset: start, message: `invalid containerPort: ${text}` }
    else if ([found[1], found[2]].some((port) => port !== undefined && Number(port) > 65_535))
      yield { offset: start, message: `invalid containerPort: ${text}` }
    else if (found[3] !== undefined && !/^(?:tcp|udp|sctp)$/i.test(found[3]))
      yield { offset: start, message: `invalid proto: ${found[3]}` }
  }
}

function* healthFaults({ start, words, flags, rest }: Instruction): Generator<Fault> {
  const [type] = words
  if (type === undefined) yield { offset: start, message: 'Missing arguments to HEALTHCHECK' }
  else if (/^none$/i.test(type.text)) {
    if (words.length > 1) yield { offset: start, message: 'HEALTHCHECK NONE takes no arguments' }
  } else if (!/^cmd$/i.test(type.text))
    yield { offset: type.start, message: `Unknown type "${type.text}" in HEALTHCHECK (try CMD)` }
  else if (words.length < 2 || rest.replace(/^cmd\s*/i, '') === '[]')
    yield { offset: start, message: 'Missing command after HEALTHCHECK CMD' }
  for (const { name, value, start: at } of flags) {
    if (value === null || value.includes('$')) continue
    if (
      name === '--retries'
        ? !/^\d+$/.test(value)
        : !/^\d*\.?\d+(?:ns|us|µs|ms|s|m|h)(?:\d*\.?\d+(?:ns|us|µs|ms|s|m|h))*$|^0$/.test(value)
    )
      yield {
        offset: at,
        message:
          name === '--retries'
            ? `--retries must be a number: ${value}`
            : `time: invalid duration "${value}" of ${name}`,
      }
  }
}

function* onbuildFaults({ rest, restStart }: Instruction): Generator<Fault & { hint?: string | undefined }> {
  if (rest === '') return
  const trigger = instructionOf(rest, restStart)
  const { name, start } = trigger
  if (name === 'ONBUILD') yield { offset: start, message: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed" }
  else if (name === 'FROM' || name === 'MAINTAINER')
    yield { offset: start, message: `${name} isn't allowed as an ONBUILD trigger` }
  else yield* instructionFaults(trigger)
}

/** The words of the form in brackets; null for a text that is none. */
export function jsonWords(rest: string): string[] | null {
  if (!rest.startsWith('[')) return null
  try {
    const words: unknown = JSON.parse(rest)
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : null
  } catch {
    return null
  }
}
