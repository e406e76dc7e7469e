export interface Edit {
  kind: string
  text: string
  /** The changed line. */
  line: string
}

type Change = (line: Line, random: () => number) => string | null

interface Line {
  indent: string
  key: string
  value: string
}

/** What people do to manifests by mistake. */
const CHANGES: Readonly<Record<string, Change>> = {
  'a letter of a key is lost': ({ indent, key, value }, random) => {
    if (key.length < 4) return null
    const at = Math.floor(random() * key.length)
    return `${indent}${key.slice(0, at)}${key.slice(at + 1)}:${value}`
  },
  'two letters of a key change places': ({ indent, key, value }, random) => {
    const at = Math.floor(random() * (key.length - 1))
    if (key.length < 4 || key[at] === key[at + 1]) return null
    return `${indent}${key.slice(0, at)}${key[at + 1]}${key[at]}${key.slice(at + 2)}:${value}`
  },
  'a line is lost': ({ value }) => (value.trim() === '' ? null : ''),
  'a number becomes a text': ({ indent, key, value }) =>
    /^ \d+$/.test(value) ? `${indent}${key}: "${value.trim()}"` : null,
  'a text becomes a number': ({ indent, key, value }) => (/^ [a-z][\w-]*$/i.test(value) ? `${indent}${key}: 8` : null),
  'a value becomes a list': ({ indent, key, value }) =>
    /^ [\w."'-]+$/.test(value) ? `${indent}${key}: [${value.trim()}]` : null,
  'a value becomes true': ({ indent, key, value }) => (/^ [\w."'-]+$/.test(value) ? `${indent}${key}: true` : null),
  'a field of another kind is added': ({ indent, key, value }) =>
    indent.includes('-') || value.trim() === '' ? null : `${indent}${key}:${value}\n${indent}hostsName: x`,
}

/** A text with one mistake in it; null when this try found no place for one. */
export function seededEdit(text: string, random: () => number): Edit | null {
  const lines = text.split('\n')
  const index = Math.floor(random() * lines.length)
  const match = /^(\s*(?:- )?)([A-Za-z]\w*):((?: .*)?)$/.exec(lines[index] ?? '')
  const kinds = Object.keys(CHANGES)
  const kind = kinds[Math.floor(random() * kinds.length)] ?? ''
  if (match === null) return null
  const [, indent = '', key = '', value = ''] = match
  // Without these a text is no object, and nobody judges it.
  if (key === 'kind' || key === 'apiVersion') return null
  const line = CHANGES[kind]?.({ indent, key, value }, random) ?? null
  if (line === null) return null
  lines[index] = line
  return { kind, text: lines.join('\n'), line }
}
