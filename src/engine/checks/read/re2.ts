/** What Go's regular expressions (RE2) refuse in a pattern, in Go's words; null when they take it. */
export function re2Fault(pattern: string): string | null {
  try {
    new Re2(pattern).all()
    return null
  } catch (error) {
    if (error instanceof Re2Error) return error.message
    throw error
  }
}

class Re2Error extends Error {}

/** What stands before a repetition. */
type Before = 'nothing' | 'something' | 'repetition'

class Re2 {
  private readonly pattern: string
  private at = 0
  private readonly names = new Set<string>()

  constructor(pattern: string) {
    this.pattern = pattern
  }

  all(): void {
    const { pattern } = this
    let depth = 0
    let before: Before = 'nothing'
    let repeated = 0
    while (this.at < pattern.length) {
      const start = this.at
      const char = pattern.charAt(start)
      if (char === '(') {
        depth += this.group()
        before = 'nothing'
      } else if (char === ')') {
        if (--depth < 0) throw new Re2Error(`unexpected ): \`${pattern}\``)
        this.at++
        before = 'something'
      } else if (char === '|') {
        this.at++
        before = 'nothing'
      } else if (this.repetition()) {
        if (before === 'nothing')
          throw new Re2Error(`missing argument to repetition operator: \`${pattern.slice(start, this.at)}\``)
        if (pattern.charAt(this.at) === '?') this.at++
        if (before === 'repetition')
          throw new Re2Error(`invalid nested repetition operator: \`${pattern.slice(repeated, this.at)}\``)
        repeated = start
        before = 'repetition'
      } else {
        if (char === '[') this.charClass()
        else if (char === '\\') this.escape()
        else this.at++
        before = 'something'
      }
    }
    if (depth > 0) throw new Re2Error(`missing closing ): \`${pattern}\``)
  }

  /** Reads an opening; gives how many groups are open more than before. */
  private group(): number {
    const { pattern, at } = this
    if (pattern.charAt(at + 1) !== '?') {
      this.at++
      return 1
    }
    const named = /^\(\?P?<([^>]*)(>?)/.exec(pattern.slice(at, at + 200))
    if (named !== null && !/^\(\?<[=!]/.test(pattern.slice(at, at + 4))) {
      const [whole, name = '', end] = named
      if (end === '' || !/^\w+$/.test(name)) throw new Re2Error(`invalid named capture: \`${whole}\``)
      if (this.names.has(name)) throw new Re2Error(`duplicate capture group name: \`${name}\``)
      this.names.add(name)
      this.at += whole.length
      return 1
    }
    const flags = /^\(\?(?:[imsU]*(?:-[imsU]+)?:|[imsU]+\)|[imsU]*-[imsU]+\))/.exec(pattern.slice(at, at + 40))?.[0]
    if (flags === undefined) {
      if (!pattern.slice(at).includes(')')) throw new Re2Error(`missing closing ): \`${pattern}\``)
      throw new Re2Error(`invalid or unsupported Perl syntax: \`${pattern.slice(at, at + 3)}\``)
    }
    this.at += flags.length
    return flags.endsWith(':') ? 1 : 0
  }

  private repetition(): boolean {
    const { pattern, at } = this
    if (/[*+?]/.test(pattern.charAt(at))) {
      this.at++
      return true
    }
    const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(pattern.slice(at, at + 40))
    if (found === null) return false
    const [whole, least = '', comma, most = ''] = found
    const [from, to] = [Number(least), most === '' ? Number(least) : Number(most)]
    if (from > MOST_REPEATS || to > MOST_REPEATS || (comma !== undefined && most !== '' && from > to))
      throw new Re2Error(`invalid repeat count: \`${whole}\``)
    this.at += whole.length
    return true
  }

  private escape(): void {
    const { pattern, at } = this
    const next = pattern.charAt(at + 1)
    if (next === '') throw new Re2Error('trailing backslash at end of expression: ``')
    if (next === 'Q') {
      const end = pattern.indexOf('\\E', at + 2)
      this.at = end < 0 ? pattern.length : end + 2
    } else if (/[AbBzCdDsSwW]/.test(next)) this.at += 2
    else if (/[pP]/.test(next)) this.unicodeClass()
    else this.escapedChar()
  }

  /** A character that is written with a backslash. */
  private escapedChar(): void {
    const rest = this.pattern.slice(this.at, this.at + 14)
    const found =
      /^\\(?:[afnrtv]|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[\da-fA-F]{2}|x\{[\da-fA-F]{1,6}\}|[!-/:-@[-`{-~ ])/.exec(rest)
    if (found === null) throw new Re2Error(`invalid escape sequence: \`${rest.slice(0, 2)}\``)
    this.at += found[0].length
  }

  private unicodeClass(): void {
    const found = /^\\[pP](?:\{\^?([^}]*)\}|(.))/u.exec(this.pattern.slice(this.at, this.at + 60))
    const name = found?.[1] ?? found?.[2] ?? ''
    if (found === null || !isUnicodeClass(name))
      throw new Re2Error(`invalid character class range: \`${found?.[0] ?? this.pattern.slice(this.at)}\``)
    this.at += found[0].length
  }

  private charClass(): void {
    const { pattern } = this
    const start = this.at
    this.at++
    if (pattern.charAt(this.at) === '^') this.at++
    for (let first = true; first || pattern.charAt(this.at) !== ']'; first = false) {
      if (this.at >= pattern.length) throw new Re2Error(`missing closing ]: \`${pattern.slice(start)}\``)
      if (pattern.startsWith('[:', this.at)) {
        const end = pattern.indexOf(':]', this.at + 2)
        if (end >= 0) {
          const name = pattern.slice(this.at, end + 2)
          if (!POSIX_CLASS.test(name)) throw new Re2Error(`invalid character class range: \`${name}\``)
          this.at = end + 2
          continue
        }
      }
      if (/^\\[dDsSwW]/.test(pattern.slice(this.at, this.at + 2))) {
        this.at += 2
        continue
      }
      if (/^\\[pP]/.test(pattern.slice(this.at, this.at + 2))) {
        this.unicodeClass()
        continue
      }
      this.range(start)
    }
    this.at++
  }

  private range(start: number): void {
    const { pattern } = this
    const from = this.at
    const low = this.classChar(start)
    if (pattern.charAt(this.at) !== '-' || pattern.charAt(this.at + 1) === ']' || this.at + 1 >= pattern.length) return
    this.at++
    const high = this.classChar(start)
    if (low !== null && high !== null && low > high)
      throw new Re2Error(`invalid character class range: \`${pattern.slice(from, this.at)}\``)
  }

  /** Its code; null for one that is written with a backslash and letters. */
  private classChar(start: number): number | null {
    const { pattern, at } = this
    if (at >= pattern.length) throw new Re2Error(`missing closing ]: \`${pattern.slice(start)}\``)
    if (pattern.charAt(at) === '\\') {
      if (at + 1 >= pattern.length) throw new Re2Error('trailing backslash at end of expression: ``')
      this.escapedChar()
      return this.at === at + 2 && !/[a-z\d]/.test(pattern.charAt(at + 1)) ? pattern.charCodeAt(at + 1) : null
    }
    const code = pattern.codePointAt(at) ?? 0
    this.at += code > 0xffff ? 2 : 1
    return code
  }
}

const MOST_REPEATS = 1000

const POSIX_CLASS = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]$/

/** A category or a script, by the names that Unicode gives them. */
function isUnicodeClass(name: string): boolean {
  if (name === 'Any') return true
  if (!/^\w+$/.test(name)) return false
  return [`General_Category=${name}`, `Script=${name}`].some((property) => {
    try {
      return new RegExp(`\\p{${property}}`, 'u') !== null
    } catch {
      return false
    }
  })
}
