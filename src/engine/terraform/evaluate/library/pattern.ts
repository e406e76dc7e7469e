/** A pattern in the syntax of Go's regular expressions, as far as checking it needs. */
export interface Pattern {
  /** The capture groups in order, with their names. */
  groups: (string | null)[]
  /** The same in the syntax of this runtime; null where that cannot say it. */
  expression: RegExp | null
}

/** Reads a pattern; a text says what is wrong with it. */
export function readPattern(whole: string): Pattern | string {
  // Flags at the beginning are for all of it, and those that this runtime has too are handed on.
  const flags = /^\(\?([ims]+)\)/.exec(whole)
  const source = flags === null ? whole : whole.slice(flags[0].length)
  const groups: (string | null)[] = []
  const open: number[] = []
  let translated = ''
  let sayable = true
  /** Whether something stands there that can be repeated. */
  let repeatable = false
  for (let at = 0; at < source.length; ) {
    const char = source[at] ?? ''
    if (char === '\\') {
      const next = source[at + 1]
      if (next === undefined) return 'trailing backslash at end of expression'
      if (/[1-9]/.test(next)) return `invalid escape sequence: \`\\${next}\``
      if (/[a-zA-Z]/.test(next) && !/[AbBCdDsSwWzpPQEafnrtvx]/.test(next)) {
        return `invalid escape sequence: \`\\${next}\``
      }
      if (/[AzCQEpPax]/.test(next)) sayable = false
      translated += `\\${next}`
      repeatable = true
      at += 2
    } else if (char === '[') {
      const end = classEnd(source, at)
      if (end < 0) return `missing closing ]: \`${source.slice(at)}\``
      const text = source.slice(at, end)
      if (text.includes('[:') || text.slice(1).includes('[')) sayable = false
      translated += text
      repeatable = true
      at = end
    } else if (char === '(') {
      const named = /^\(\?P?<(\w+)>/.exec(source.slice(at))
      const inner = /^\(\?([a-zA-Z-]*)([:)])/.exec(source.slice(at))
      if (named !== null) {
        groups.push(named[1] ?? '')
        translated += `(?<${named[1]}>`
        at += named[0].length
        open.push(at)
      } else if (inner !== null) {
        if (inner[1] !== '') sayable = false
        translated += '(?:'
        at += inner[0].length
        if (inner[2] === ':') open.push(at)
        else translated += ')'
      } else if (source[at + 1] === '?') return `invalid or unsupported Perl syntax: \`${source.slice(at, at + 3)}\``
      else {
        groups.push(null)
        translated += '('
        at++
        open.push(at)
      }
      repeatable = false
    } else if (char === ')') {
      if (open.pop() === undefined) return `unexpected ): \`${source}\``
      translated += char
      repeatable = true
      at++
    } else if ('*+?'.includes(char) || /^\{\d+(?:,\d*)?\}/.test(source.slice(at))) {
      const count = /^\{\d+(?:,\d*)?\}/.exec(source.slice(at))?.[0] ?? char
      if (!repeatable) return `missing argument to repetition operator: \`${count}\``
      const lazy = source[at + count.length] === '?' ? '?' : ''
      translated += count + lazy
      at += count.length + lazy.length
      if ('*+?'.includes(source[at] ?? ' '))
        return `invalid nested repetition operator: \`${count}${lazy}${source[at]}\``
    } else {
      translated += char === '{' || char === '}' ? `\\${char}` : char
      repeatable = char !== '|' && char !== '^'
      at++
    }
  }
  if (open.length > 0) return `missing closing ): \`${source}\``
  return { groups, expression: sayable ? compiled(translated, flags?.[1] ?? '') : null }
}

/** Behind the bracket that closes a class; -1 when there is none. */
function classEnd(source: string, from: number): number {
  let at = from + 1
  if (source[at] === '^') at++
  if (source[at] === ']') at++
  for (; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source.startsWith('[:', at)) {
      const end = source.indexOf(':]', at)
      if (end > 0) at = end + 1
    } else if (source[at] === ']') return at + 1
  }
  return -1
}

function compiled(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, `g${[...new Set(flags)].join('')}`)
  } catch {
    return null
  }
}
