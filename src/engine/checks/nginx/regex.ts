/** What PCRE refuses in a regular expression, as far as it is certain; null when nothing is. */
export function regexFault(pattern: string): string | null {
  let depth = 0
  let canRepeat = false
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    if (char === '\\') {
      if (at + 1 >= pattern.length) return '\\ at end of pattern'
      // Between \Q and \E everything stands for itself.
      if (pattern.charAt(at + 1) === 'Q') {
        const end = pattern.indexOf('\\E', at)
        if (end < 0) return null
        at = end
      }
      at++
      canRepeat = true
    } else if (char === '[') {
      const end = classEnd(pattern, at)
      if (end < 0) return 'missing terminating ] for character class'
      at = end
      canRepeat = true
    } else if (char === '(') {
      depth++
      canRepeat = false
      const special = /^\((?:\?(?:[:=!>|#]|<[=!]|P?<\w+>|'\w+'|[imsxnJU^-]*[:)])|\*)/.exec(
        pattern.slice(at, at + 64),
      )?.[0]
      if (special?.includes('#') || special?.startsWith('(*')) return null
      if (special !== undefined) at += special.length - 1
      if (special?.endsWith(')')) depth--
      else if (special === undefined && pattern.charAt(at + 1) === '?')
        return /[b-hj-lo-rt-wyz]/.test(pattern.charAt(at + 2)) ? 'unrecognized character after (?' : null
    } else if (char === ')') {
      if (--depth < 0) return 'unmatched closing parenthesis'
      canRepeat = true
    } else if (char === '|' || char === '^') canRepeat = false
    else if (char === '*' || char === '+' || char === '?') {
      if (!canRepeat && pattern.charAt(at - 1) !== '^') return 'quantifier does not follow a repeatable item'
      // Behind a quantifier stand at most one ? (lazy) or + (possessive).
      if (pattern.charAt(at + 1) === '?' || pattern.charAt(at + 1) === '+') at++
      canRepeat = false
    } else if (char === '{' && /^\{\d*,?\d*\}/.test(pattern.slice(at, at + 16)) && pattern.charAt(at + 1) !== '}') {
      at = pattern.indexOf('}', at)
      if (pattern.charAt(at + 1) === '?' || pattern.charAt(at + 1) === '+') at++
      canRepeat = true
    } else canRepeat = true
  }
  return depth > 0 ? 'missing closing parenthesis' : null
}

function classEnd(pattern: string, start: number): number {
  let at = start + 1
  if (pattern.charAt(at) === '^') at++
  // A ] that comes first is one of the characters.
  if (pattern.charAt(at) === ']') at++
  for (; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    if (char === '\\') at++
    else if (char === '[' && /[:.=]/.test(pattern.charAt(at + 1))) {
      const end = pattern.indexOf(`${pattern.charAt(at + 1)}]`, at + 2)
      if (end > 0 && end - at < 20) at = end + 1
    } else if (char === ']') return at
  }
  return -1
}

/** Names of the groups of a regular expression, which become variables. */
export function groupNames(pattern: string): string[] {
  return [...pattern.matchAll(/\(\?P?[<'](\w+)[>']/g)].map((found) => found[1] ?? '')
}
