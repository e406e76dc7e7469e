import { tableOf } from '../schemas.ts'

/** Where a statement stands; `any` in the table means all of them. */
export type Context =
  | 'main'
  | 'events'
  | 'http'
  | 'server'
  | 'location'
  | 'upstream'
  | 'server-if'
  | 'location-if'
  | 'limit_except'
  | 'stream'
  | 'stream-server'
  | 'stream-upstream'
  | 'mail'
  | 'mail-server'

export type ValueKind =
  | '-'
  | 'flag'
  | 'number'
  | 'size'
  | 'offset'
  | 'time'
  | 'seconds'
  | 'enum'
  | 'set'
  | 'buffers'
  | 'access'

/** A directive of nginx in the contexts of one module. */
export interface Directive {
  name: string
  contexts: readonly string[]
  /** `1,2` or `2+`. */
  counts: string
  block: boolean
  /** A second one in the same block is refused. */
  once: boolean
  kind: ValueKind
  values: readonly string[]
}

export interface NginxTable {
  version: string
  directives: ReadonlyMap<string, readonly Directive[]>
  /** Without the `$`; one that ends with `_` is a prefix. */
  variables: { http: ReadonlySet<string>; stream: ReadonlySet<string> }
}

export const nginxTable = tableOf('nginx/directives.txt.br', parseTable)

function parseTable(text: string): NginxTable {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const directives = new Map<string, Directive[]>()
  const http = new Set<string>()
  const stream = new Set<string>()
  for (const line of lines) {
    const [name = '', contexts = '', counts = '', marks = '', kind = '-', values = '-'] = line.split(' ')
    if (name.startsWith('$')) {
      ;(contexts === 'http' ? http : stream).add(name.slice(1))
      continue
    }
    const entry: Directive = {
      name,
      contexts: contexts.split(','),
      counts,
      block: marks.includes('block'),
      once: marks.includes('once'),
      // The script that writes the table writes no other words.
      kind: kind as ValueKind,
      values: values === '-' ? [] : values.split(','),
    }
    const same = directives.get(name)
    if (same === undefined) directives.set(name, [entry])
    else same.push(entry)
  }
  return { version: head.replace('nginx ', ''), directives, variables: { http, stream } }
}

export function directiveIn(table: NginxTable, name: string, context: Context): Directive | undefined {
  return table.directives.get(name)?.find((one) => one.contexts.includes(context) || one.contexts[0] === 'any')
}

export function takes(directive: Directive, count: number): boolean {
  const { counts } = directive
  if (counts.endsWith('+')) return count >= Number(counts.slice(0, -1))
  return counts.split(',').includes(String(count))
}

/** The context of what stands inside a block; null for blocks with words of their own (`map`, `types`). */
export function contextInside(name: string, context: Context): Context | null {
  if (context === 'main') {
    if (name === 'events' || name === 'http' || name === 'stream' || name === 'mail') return name
    return null
  }
  if (name === 'server') return context === 'http' ? 'server' : context === 'stream' ? 'stream-server' : 'mail-server'
  if (name === 'upstream') return context === 'http' ? 'upstream' : 'stream-upstream'
  if (name === 'location') return 'location'
  if (name === 'if') return context === 'server' ? 'server-if' : 'location-if'
  return name === 'limit_except' ? 'limit_except' : null
}
