import { cutLine, type Line, type Role, type Span, span } from '../lines.ts'

/** A file's lines with their numbers, coloured as far as that can be told from one line. */
export function codeLines(content: string, path: string, width: number): Line[] {
  const lines = content.replace(/\n$/, '').split('\n')
  const digits = String(lines.length).length
  const paint = /\.md$/.test(path) ? markdown : source
  return lines.map((text, index) =>
    cutLine([span(`${String(index + 1).padStart(digits)} `, 'quiet'), ...paint(text)], width),
  )
}

/** Lines of the source that are shown around the one that is meant. */
const CONTEXT = 2

/** A line among its neighbours, marked; nothing where there is no such line. */
export function excerpt(content: string | null, path: string, at: number, width: number): Line[] {
  if (content === null || at < 1) return []
  const first = Math.max(1, at - CONTEXT)
  return codeLines(content, path, Math.max(1, width - 1))
    .slice(first - 1, at + CONTEXT)
    .map((one, index) => [span(first + index === at ? '›' : ' ', 'chosen'), ...one])
}

const WORDS =
  /^(?:if|then|else|elif|fi|for|in|do|done|case|esac|while|function|local|return|export|set|true|false|null|yes|no)$/

/** A comment, a string, a variable, a number, a word: enough for HCL, YAML, shell, nginx, zone files and JSON. */
const TOKEN =
  /(\s*(?:#|\/\/|;;?\s).*$)|("(?:[^"\\]|\\.)*"|'[^']*')|(\$\{?[\w@?*#]+\}?)|(\b\d[\w.:/]*\b)|([A-Za-z_][\w-]*)|(.)/gu

/** What a line begins with: a key of YAML or JSON, or the kind of a block with its labels. */
const KEY = /^(\s*(?:- )?)("?[\w./-]+"?)(:(?=\s|$))/
const BLOCK = /^(\s*)([a-z_]\w*)(?=\s+(?:"[^"]*"\s*)*\{)/

function source(text: string): Span[] {
  const spans: Span[] = []
  const push = (piece: string, role: Role): void => {
    const last = spans.at(-1)
    if (last?.role === role) spans[spans.length - 1] = span(last.text + piece, role)
    else if (piece !== '') spans.push(span(piece, role))
  }
  const [head = '', indent = '', name = ''] = KEY.exec(text) ?? BLOCK.exec(text) ?? []
  if (name !== '') {
    push(indent, 'plain')
    push(name, head.endsWith(':') ? 'accent' : 'strong')
  }
  for (const [, comment, quoted, variable, number, word, other] of text
    .slice(indent.length + name.length)
    .matchAll(TOKEN)) {
    if (comment !== undefined) push(comment, 'quiet')
    else if (quoted !== undefined) push(quoted, 'good')
    else if (variable !== undefined) push(variable, 'accent')
    else if (number !== undefined) push(number, 'accent')
    else if (word !== undefined) push(word, WORDS.test(word) ? 'strong' : 'plain')
    else if (other !== undefined) push(other, 'plain')
  }
  return spans
}

function markdown(text: string): Span[] {
  if (/^#{1,6} /.test(text)) return [span(text, 'strong')]
  if (/^\s*(?:```|>)/.test(text)) return [span(text, 'quiet')]
  return [...text.matchAll(/(`[^`]*`)|(\*\*[^*]+\*\*)|([^`*]+|.)/gu)].map(([piece, code, bold]) =>
    span(piece, code !== undefined ? 'good' : bold !== undefined ? 'strong' : 'plain'),
  )
}
