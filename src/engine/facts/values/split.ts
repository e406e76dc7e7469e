/**
 * Splits at separators that stand outside quotes and brackets, so that `a, {b: 1, c: 2}` has two parts.
 * Null when a quote or a bracket stays open.
 */
export function splitOutside(text: string, isSeparator: (char: string) => boolean): string[] | null {
  const parts: string[] = []
  const open: string[] = []
  let quote = ''
  let part = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quote !== '') {
      part += char
      if (char === '\\' && quote === '"') part += text[++i] ?? ''
      else if (char === quote) quote = ''
      continue
    }
    // An apostrophe inside a word is not a quote.
    if ((char === '"' || char === "'") && /^$|[\s,:=[{(]$/.test(part.slice(-1))) quote = char
    else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']')
    else if (open.length > 0 && char === open.at(-1)) open.pop()
    if (quote === '' && open.length === 0 && isSeparator(char)) {
      parts.push(part)
      part = ''
    } else part += char
  }
  if (quote !== '' || open.length > 0) return null
  parts.push(part)
  return parts
}

/** Takes one pair of quotes off. */
export function unquote(text: string): string {
  const trimmed = text.trim()
  const single = /^'((?:[^']|'')*)'$/s.exec(trimmed)
  if (single?.[1] !== undefined) return single[1].replaceAll("''", "'")
  const double = /^"((?:[^"\\]|\\.)*)"$/s.exec(trimmed)
  if (double?.[1] === undefined) return text
  return double[1].replace(/\\(n|t|.)/gs, (_all, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char))
}
