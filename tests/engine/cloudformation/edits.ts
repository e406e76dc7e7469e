export interface Edit {
  kind: string
  text: string
  /** The changed line. */
  line: string
}

type Change = (line: string, random: () => number) => string | null

/** `key: value` in YAML and JSON: what stands before the key, the key, its value with what follows. */
const PAIR = /^(\s*(?:- )?["']?)([A-Za-z][\w]*)(["']?\s*:\s*)(.*)$/

function without(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length)
  return word.slice(0, at) + word.slice(at + 1)
}

function named(line: string, pattern: RegExp, random: () => number): string | null {
  const match = pattern.exec(line)
  const name = match?.[2]
  if (match === null || name === undefined || name.length < 4) return null
  const start = match.index + (match[1]?.length ?? 0)
  return line.slice(0, start) + without(name, random) + line.slice(start + name.length)
}

function valued(line: string, to: (value: string, rest: string) => string | null): string | null {
  const match = PAIR.exec(line)
  if (match === null) return null
  const [, before = '', key = '', colon = '', rest = ''] = match
  const value = /^("[^"]*"|'[^']*'|[\w.:/-]+)(,?)\s*$/.exec(rest)
  const changed = value === null ? null : to(value[1] ?? '', value[2] ?? '')
  return changed === null ? null : `${before}${key}${colon}${changed}`
}

/** What people do to templates by mistake. */
const CHANGES: Readonly<Record<string, Change>> = {
  'a letter of a key is lost': (line, random) =>
    named(line, /^(\s*(?:- )?["']?)([A-Za-z]\w*)(?=["']?\s*:(?:\s|$))/, random),
  'a letter of a referenced name is lost': (line, random) =>
    named(line, /(!Ref\s+|"Ref"\s*:\s*"|\bRef:\s+)([A-Za-z]\w*)/, random),
  'a letter of an attribute is lost': (line, random) => named(line, /(!GetAtt\s+["']?\w+\.)([A-Za-z]\w*)/, random),
  'a letter of a type is lost': (line, random) => named(line, /(["']?Type["']?\s*:\s*["']?AWS::\w+::)(\w+)/, random),
  'a letter of a condition is lost': (line, random) =>
    named(line, /(["']?Condition["']?\s*:\s*["']?)([A-Za-z]\w*)/, random),
  'a letter of a substitution is lost': (line, random) => named(line, /(\$\{)([A-Za-z]\w*)(?=[.}])/, random),
  'a dependency is misspelled': (line, random) => named(line, /(["']?DependsOn["']?\s*:\s*["']?)([A-Za-z]\w*)/, random),
  'a line is lost': (line) =>
    PAIR.test(line) && valued(line, (value) => value) !== null && !/[^,]$/.test(line.trim().replace(/^[^"].*$/, ','))
      ? ''
      : null,
  'a value becomes a map': (line) =>
    valued(
      line,
      (value, rest) => `{"Value": ${value.startsWith('"') || value.startsWith("'") ? value : `"${value}"`}}${rest}`,
    ),
  'a value becomes a list': (line) => valued(line, (value, rest) => `[${value}]${rest}`),
  'a number becomes a word': (line) =>
    valued(line, (value, rest) => (/^"?\d+"?$/.test(value) ? `"many"${rest}` : null)),
  'true becomes a word': (line) =>
    valued(line, (value, rest) => (/^"?(?:true|false)"?$/i.test(value) ? `"maybe"${rest}` : null)),
  'a property of nobody is added': (line) => {
    const match = /^(\s*)(["']?)([A-Z]\w*)["']?\s*:\s*(["']?)[\w.-]+\4,?\s*$/.exec(line)
    if (match === null) return null
    const [, indent = '', quote = ''] = match
    return quote === '"' ? `${indent}"Quantity": 1,\n${line}` : `${indent}Quantity: 1\n${line}`
  },
}

/** A text with one mistake in it; null when this try found no place for one. */
export function seededEdit(text: string, random: () => number): Edit | null {
  const lines = text.split('\n')
  const index = Math.floor(random() * lines.length)
  const kinds = Object.keys(CHANGES)
  const kind = kinds[Math.floor(random() * kinds.length)] ?? ''
  const before = lines[index] ?? ''
  if (/^\s*#/.test(before)) return null
  const line = CHANGES[kind]?.(before, random) ?? null
  if (line === null || line === before) return null
  lines[index] = line
  return { kind, text: lines.join('\n'), line: line === '' ? `(without ${before.trim()})` : line }
}
