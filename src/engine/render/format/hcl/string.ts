/** Writes a text as a quoted HCL string that means exactly this text: no template sequence survives. */
export function quoteHcl(text: string): string {
  return `"${escapeHcl(text)}"`
}

/** The inside of a quoted string, escaped as Terraform writes it. */
export function escapeHcl(text: string): string {
  // Lone surrogates have no place in UTF-8; they would change on the way to the disk.
  return text.toWellFormed().replace(NEEDS_ESCAPE, escapeOne)
}

const NEEDS_ESCAPE = /["\\]|[$%](?=\{)|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

function escapeOne(found: string): string {
  const short = SHORT_ESCAPES.get(found)
  if (short) return short
  if (found === '$' || found === '%') return found + found
  const code = found.codePointAt(0) ?? 0
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

/**
 * The text that the inside of a quoted string stands for, or null when an escape is not one of HCL's.
 * `$${` and `%%{` become literal; template sequences are the lexer's business and must not be in here.
 */
export function unescapeHcl(inside: string): string | null {
  let valid = true
  const text = inside.replace(ESCAPE, (found) => {
    if (found === '$${') return '${'
    if (found === '%%{') return '%{'
    const plain = PLAIN.get(found)
    if (plain !== undefined) return plain
    const code = found.length > 2 ? Number.parseInt(found.slice(2), 16) : Number.NaN
    if (code <= 0x10ffff) return String.fromCodePoint(code)
    valid = false
    return found
  })
  return valid ? text : null
}

const ESCAPE = /\$\$\{|%%\{|\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}|\\[\s\S]?/g

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
  ['\\"', '"'],
  ['\\\\', '\\'],
])
