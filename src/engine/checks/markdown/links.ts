/** Something in a document that leads somewhere. */
export interface Link {
  /** Where it leads, as it is written. */
  target: string
  /** Where the target stands. */
  start: number
}

/** A link by the name of a definition. */
export interface NamedLink {
  label: string
  start: number
}

export interface Links {
  links: Link[]
  named: NamedLink[]
  /** The names that are defined, folded. */
  defined: ReadonlySet<string>
}

const DEFINITION = /^ {0,3}(?:> ?)*\[(?!\^)((?:[^[\]\\\n]|\\.){1,300})\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|\S+)/gm
const HTML = /<(?:a|img|source|video|embed)\s[^<>]{0,2000}?\b(?:href|src)\s*=\s*(?:"([^"<>\n]*)"|'([^'<>\n]*)')/gi

/** The links of a document whose code and comments are blank. */
export function linksIn(prose: string): Links {
  const links: Link[] = []
  const defined = new Set<string>()
  for (const found of prose.matchAll(DEFINITION)) {
    const target = found[2] ?? ''
    defined.add(folded(found[1] ?? ''))
    links.push(unwrapped(target, found.index + found[0].length - target.length))
  }
  for (const found of prose.matchAll(HTML)) {
    const target = found[1] ?? found[2] ?? ''
    links.push({ target, start: found.index + found[0].length - target.length - 1 })
  }
  const named: NamedLink[] = []
  const open: number[] = []
  for (let at = 0; at < prose.length; at++) {
    const char = prose[at]
    if (char === '\\') at++
    else if (char === '\n' && /^[ \t]*\n/.test(prose.slice(at + 1, at + 20))) open.length = 0
    else if (char === '[') open.push(at)
    else if (char === ']') {
      const start = open.pop()
      if (start === undefined) continue
      if (prose[at + 1] === '(') {
        const link = destination(prose, at + 2)
        if (link !== null) links.push(link)
      } else if (prose[at + 1] === '[' && !/[\w\]$)]/.test(prose[start - 1] ?? '')) {
        const end = prose.indexOf(']', at + 2)
        const label = end < 0 || end - at > 300 ? null : prose.slice(at + 2, end) || prose.slice(start + 1, at)
        if (label !== null && !/[[\n]/.test(label)) named.push({ label, start })
      }
    }
  }
  return { links, named, defined }
}

export function folded(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase()
}

function unwrapped(target: string, start: number): Link {
  return target.startsWith('<') ? { target: target.slice(1, -1), start: start + 1 } : { target, start }
}

/** `target "title")`, or nothing when it is no link after all. */
function destination(prose: string, from: number): Link | null {
  let at = pastBlanks(prose, from)
  let link: Link
  if (prose[at] === '<') {
    const end = prose.indexOf('>', at)
    if (end < 0 || end - at > 2000) return null
    link = { target: prose.slice(at + 1, end), start: at + 1 }
    at = end + 1
  } else {
    const start = at
    for (let depth = 0; at < prose.length; at++) {
      const char = prose[at] ?? ''
      if (/\s/.test(char) || (char === ')' && depth-- === 0)) break
      // CommonMark ends there too.
      if (char === '(' && ++depth > 32) return null
      if (char === '\\') at++
    }
    link = { target: prose.slice(start, at), start }
  }
  at = pastBlanks(prose, at)
  const quote = prose[at]
  if (quote === '"' || quote === "'" || quote === '(') {
    const closer = quote === '(' ? ')' : quote
    for (at++; at < prose.length && prose[at] !== closer; at++) if (prose[at] === '\\') at++
    at = pastBlanks(prose, at + 1)
  }
  return prose[at] === ')' ? link : null
}

function pastBlanks(text: string, from: number): number {
  let at = from
  while (/[ \t\n\r]/.test(text[at] ?? '')) at++
  return at
}
