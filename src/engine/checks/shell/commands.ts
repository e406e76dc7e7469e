/** A word as it is written, quotes and expansions included. */
export interface Word {
  text: string
  start: number
}

/** A simple command: assignments and redirections are not among its words. */
export interface Command {
  words: Word[]
  /** What stands before it (`if`, `while`, `!`, `&&`, `||`, `|`) and behind it; empty for a line of its own. */
  before: string
  after: string
}

/** Something that bash has and the standard does not, or that only its words show. */
export interface Feature {
  what: string
  start: number
}

export interface ShellText {
  commands: Command[]
  features: Feature[]
}

const MOST_NESTED = 60
const OPENERS = /^(?:if|then|elif|else|while|until|do|!|\{|time|coproc)$/
const CLOSERS = /^(?:fi|done|\}|esac)$/
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

/** Reads the commands of a script that the parser took: what it is unsure of, it leaves out. */
export function commandsIn(text: string): ShellText {
  const reader = new Reader(text)
  reader.list('', 0)
  return { commands: reader.commands, features: reader.features }
}

class Reader {
  readonly commands: Command[] = []
  readonly features: Feature[] = []
  private at = 0
  private readonly text: string
  /** Here-documents whose bodies begin at the next line. */
  private heredocs: { end: string; dash: boolean }[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Commands up to the closing sign, which is taken too. */
  list(closer: string, depth: number): void {
    if (this.isTooDeep(depth)) return
    let command: Command = { words: [], before: '', after: '' }
    let cases = 0
    let opened = ''
    /** Between `in` or `;;` and the bracket that ends a pattern. */
    let inPattern = false
    const end = (after: string): void => {
      command.after = after
      if (command.words.length > 0) this.commands.push(command)
      command = { words: [], before: /^(?:&&|\|\|?|\|&)$/.test(after) ? after : '', after: '' }
      opened = ''
    }
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? ''
      if (char === ' ' || char === '\t' || char === '\r') this.at++
      else if (char === '\\' && this.text[this.at + 1] === '\n') this.at += 2
      else if (char === '#') this.toLineEnd()
      else if (char === '\n') {
        // A line after `&&` goes on with the same list.
        if (command.words.length > 0 || command.before === '') end('')
        this.at++
        this.skipHeredocs()
      } else if (inPattern && /[(|]/.test(char)) this.at++
      else if (char === '(') {
        if (command.words.length > 0 && /^\(\s*\)/.test(this.text.slice(this.at, this.at + 40))) {
          this.at = this.text.indexOf(')', this.at) + 1
          command.words = []
        } else if (this.text[this.at + 1] === '(' && this.skipArithmetic()) {
          if (opened !== 'for') this.features.push({ what: '((', start: this.at })
        } else {
          this.at++
          this.list(')', depth + 1)
        }
      } else if (char === ')') {
        this.at++
        if (inPattern) inPattern = false
        else {
          end('')
          if (closer === ')') return
        }
      } else if (/[;&|]/.test(char)) {
        const operator =
          /^(?:;;&|;;|;&|&&|&>>|&>|\|\||\|&|[;&|])/.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? char
        if (/^(?:;;&|;&|&>>?|\|&)$/.test(operator)) this.features.push({ what: operator, start: this.at })
        this.at += operator.length
        if (operator.startsWith('&>')) this.target(depth)
        else end(/^;|^&$/.test(operator) ? '' : operator)
        if (cases > 0 && /^(?:;;&?|;&)$/.test(operator)) inPattern = true
      } else if (/[<>]/.test(char) && this.text[this.at + 1] !== '(') this.redirection(depth)
      else {
        const word = this.word(depth)
        if (word.text === '') {
          this.at++
          continue
        }
        if (/^(?:\d+|\{\w+\})$/.test(word.text) && /[<>]/.test(this.text[this.at] ?? '')) continue
        if (inPattern) {
          if (word.text !== 'esac') continue
          inPattern = false
          cases--
        } else if (command.words.length > 0) command.words.push(word)
        else if (OPENERS.test(word.text)) command.before = word.text
        else if (word.text === 'case') {
          opened = 'case'
          cases++
          command.words.push(word)
        } else if (/^(?:for|select)$/.test(word.text)) {
          opened = 'for'
          if (word.text === 'select') this.features.push({ what: 'select', start: word.start })
          command.words.push(word)
        } else if (CLOSERS.test(word.text)) {
          if (word.text === 'esac') cases = Math.max(0, cases - 1)
          command.before = ''
        } else if (word.text === 'function') {
          this.features.push({ what: 'function', start: word.start })
          this.functionName(depth)
        } else if (word.text === '[[') {
          this.features.push({ what: '[[', start: word.start })
          this.skipTest(depth)
          command.words.push({ text: '[[', start: word.start })
        } else if (ASSIGNMENT.test(word.text)) {
          const sign = ASSIGNMENT.exec(word.text)?.[0] ?? ''
          if (sign.endsWith('+=')) this.features.push({ what: '+=', start: word.start })
          if (/^[^=]*\[/.test(sign) || this.text[word.start + sign.length] === '(')
            this.features.push({ what: 'array', start: word.start })
        } else command.words.push(word)
        // `case WORD in` is followed by patterns, and not by more of a command.
        if (opened === 'case' && word.text === 'in' && command.words.length > 2) {
          end('')
          inPattern = true
        }
      }
    }
    end('')
  }

  private functionName(depth: number): void {
    while (/[ \t]/.test(this.text[this.at] ?? '')) this.at++
    this.word(depth)
    const brackets = /^[ \t]*\(\s*\)/.exec(this.text.slice(this.at, this.at + 40))
    this.at += brackets?.[0].length ?? 0
  }

  private toLineEnd(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
  }

  private redirection(depth: number): void {
    const found = /^(?:<<<|<<-|<<|<>|<&|>>|>&|>\||[<>])/.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? '<'
    if (found === '<<<') this.features.push({ what: '<<<', start: this.at })
    this.at += found.length
    const word = this.target(depth)
    if (found === '<<' || found === '<<-')
      this.heredocs.push({ end: word.text.replace(/["'\\]/g, ''), dash: found === '<<-' })
  }

  private target(depth: number): Word {
    while (/[ \t]/.test(this.text[this.at] ?? '')) this.at++
    return this.word(depth)
  }

  private skipHeredocs(): void {
    for (const { end, dash } of this.heredocs.splice(0)) {
      while (this.at < this.text.length) {
        const newline = this.text.indexOf('\n', this.at)
        const line = this.text.slice(this.at, newline < 0 ? this.text.length : newline)
        this.at = newline < 0 ? this.text.length : newline + 1
        if ((dash ? line.replace(/^\t+/, '') : line) === end) break
      }
    }
  }

  /** `((…))`; false where it is a group in a group. */
  private skipArithmetic(): boolean {
    let open = 0
    for (let at = this.at; at < this.text.length && this.text[at] !== '\n'; at++) {
      if (this.text[at] === '(') open++
      else if (this.text[at] === ')' && --open === 0) {
        if (this.text[at - 1] !== ')') return false
        this.at = at + 1
        return true
      }
    }
    return false
  }

  private skipTest(depth: number): void {
    while (this.at < this.text.length) {
      if (/\s/.test(this.text[this.at] ?? '')) this.at++
      else if (/[()&|<>;!]/.test(this.text[this.at] ?? '') && this.text[this.at + 1] !== '(') this.at++
      else {
        const { text } = this.word(depth)
        if (text === ']]') return
        if (text === '') this.at++
      }
    }
  }

  private word(depth: number): Word {
    const start = this.at
    const { text } = this
    while (this.at < text.length) {
      const char = text[this.at] ?? ''
      const next = text[this.at + 1] ?? ''
      if (char === '\\') this.at += 2
      else if (char === "'") this.skipTo("'", this.at + 1)
      else if (char === '"') this.doubleQuoted(depth)
      else if (char === '`') this.skipTo('`', this.at + 1, true)
      else if (char === '$') this.expansion(depth, false)
      else if ((char === '<' || char === '>') && next === '(') {
        this.features.push({ what: `${char}(`, start: this.at })
        this.at += 2
        this.list(')', depth + 1)
      } else if (char === '(' && this.at > start && /[=?*+@!]/.test(text[this.at - 1] ?? '')) this.brackets(depth)
      else if (/[\s;&|<>()]/.test(char)) break
      else this.at++
    }
    this.at = Math.min(this.at, text.length)
    return { text: text.slice(start, this.at).replaceAll('\\\n', ''), start }
  }

  /** The words of an array, or the patterns of an extended glob. */
  private brackets(depth: number): void {
    if (this.isTooDeep(depth)) return
    this.at++
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      if (this.text[this.at] === '#' && /\s/.test(this.text[this.at - 1] ?? '')) this.toLineEnd()
      else if (this.text[this.at] === '(') this.brackets(depth + 1)
      else if (this.word(depth + 1).text === '') this.at++
    }
    this.at++
  }

  private skipTo(closer: string, from: number, escapes = false): void {
    let at = from
    while (at < this.text.length && this.text[at] !== closer) at += escapes && this.text[at] === '\\' ? 2 : 1
    this.at = at + 1
  }

  private doubleQuoted(depth: number): void {
    if (this.isTooDeep(depth)) return
    this.at++
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const char = this.text[this.at]
      if (char === '\\') this.at += 2
      else if (char === '`') this.skipTo('`', this.at + 1, true)
      else if (char === '$') this.expansion(depth + 1, true)
      else this.at++
    }
    this.at++
  }

  private isTooDeep(depth: number): boolean {
    if (depth <= MOST_NESTED) return false
    this.at = this.text.length
    return true
  }

  private expansion(depth: number, quoted: boolean): void {
    const next = this.text[this.at + 1]
    if (next === "'" && !quoted) this.skipTo("'", this.at + 2, true)
    else if (next === '(') {
      if (this.text[this.at + 2] === '(') {
        this.at++
        if (this.skipArithmetic()) return
        this.at++
      } else this.at += 2
      this.list(')', depth + 1)
    } else if (next === '{') this.parameter(depth, quoted)
    else this.at++
  }

  private parameter(depth: number, quoted: boolean): void {
    if (this.isTooDeep(depth)) return
    const inside = this.text.slice(this.at + 2, this.at + 80)
    if (/^(?:![A-Za-z_]|\w+\[|[A-Za-z_]\w*(?:[/^,@]|:(?![-+?=])))/.test(inside))
      this.features.push({ what: `\${${/^!?\w+(?:\[|:|.)/.exec(inside)?.[0] ?? ''}…}`, start: this.at })
    this.at += 2
    while (this.at < this.text.length && this.text[this.at] !== '}') {
      const char = this.text[this.at]
      if (char === '\\') this.at += 2
      else if (char === "'" && !quoted) this.skipTo("'", this.at + 1)
      else if (char === '"') this.doubleQuoted(depth + 1)
      else if (char === '`') this.skipTo('`', this.at + 1, true)
      else if (char === '$') this.expansion(depth + 1, quoted)
      else this.at++
    }
    this.at++
  }
}
