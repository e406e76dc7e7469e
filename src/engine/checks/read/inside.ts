import type { YamlScalar } from './yaml-node.ts'

const BLANK = /\s/

/**
 * The offset in a file of a character of a scalar's text. Folding, indentation and escapes change only blanks and quotes, so the
 * characters between are counted; where that fails it is the beginning of the scalar.
 */
export function offsetInside(file: string, { text, start, end }: YamlScalar, index: number): number {
  let at = start
  if (file.charAt(at) === '"' || file.charAt(at) === "'") at++
  const first = at
  for (let read = 0; read < text.length; read++) {
    const char = text.charAt(read)
    if (BLANK.test(char)) {
      if (read >= index) return at
      if (file.charAt(at) === '\\') at += 2
      continue
    }
    while (at < end && BLANK.test(file.charAt(at))) at++
    if (file.charAt(at) !== char) {
      // `\"` and `''`: the first of the two says that the second is meant.
      if (file.charAt(at + 1) !== char) return first
      at++
    } else if (char === "'" && file.charAt(start) === "'") at++
    if (read >= index) return Math.min(at, end)
    at++
  }
  return Math.min(at, end)
}
