/** A light reading of Terraform: blocks and attributes with their places, tolerant of what it does not understand. */
export interface TfAttribute {
  name: string
  line: number
  /** The expression as it is written, comments included. */
  value: string
}

export interface TfBlock {
  type: string
  labels: string[]
  line: number
  attributes: TfAttribute[]
  blocks: TfBlock[]
}

export type TfBody = Pick<TfBlock, 'attributes' | 'blocks'>

type Token =
  | { kind: 'name'; text: string; line: number; start: number; end: number }
  | { kind: 'string'; text: string; line: number; start: number; end: number }
  | { kind: 'punctuation' | 'newline' | 'other'; text: string; line: number; start: number; end: number }

const DEEPEST = 60

export function readTerraform(text: string): TfBody {
  const tokens = tokenize(text)
  let at = 0

  function body(depth: number): TfBody {
    const attributes: TfAttribute[] = []
    const blocks: TfBlock[] = []
    while (at < tokens.length) {
      const token = tokens[at]
      if (!token) break
      if (token.text === '}' && token.kind === 'punctuation') {
        at++
        break
      }
      if (token.kind !== 'name') {
        at++
        continue
      }
      const next = tokens[at + 1]
      if (next?.kind === 'punctuation' && next.text === '=') {
        at += 2
        attributes.push({ name: token.text, line: token.line, value: expression() })
        continue
      }
      const labels: string[] = []
      let ahead = at + 1
      for (let label = tokens[ahead]; label?.kind === 'string' || label?.kind === 'name'; label = tokens[++ahead])
        labels.push(label.text)
      const open = tokens[ahead]
      if (open?.kind !== 'punctuation' || open.text !== '{' || depth > DEEPEST) {
        // The last word may still be the name of an attribute; those before it are nothing.
        at = Math.max(at + 1, ahead - 1)
        continue
      }
      at = ahead + 1
      blocks.push({ type: token.text, labels, line: token.line, ...body(depth + 1) })
    }
    return { attributes, blocks }
  }

  /** Up to the end of the line, or of the brackets that are open there. */
  function expression(): string {
    const first = tokens[at]
    let depth = 0
    let end = first?.start ?? text.length
    while (at < tokens.length) {
      const token = tokens[at]
      if (!token) break
      if (token.kind === 'newline' && depth === 0) break
      if (token.kind === 'punctuation') {
        if ('([{'.includes(token.text)) depth++
        if (')]}'.includes(token.text)) {
          if (depth === 0) break
          depth--
        }
      }
      end = token.end
      at++
    }
    return first ? text.slice(first.start, end).trim() : ''
  }

  const all = body(0)
  // A stray closing brace at the top ends nothing: what follows still counts.
  while (at < tokens.length) {
    const more = body(0)
    all.attributes.push(...more.attributes)
    all.blocks.push(...more.blocks)
  }
  return all
}

const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy
const HEREDOC = /<<[-~]?([A-Za-z_]\w*)[^\n]*\n/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let at = 0
  const push = (kind: Token['kind'], start: number, end: number, shown = text.slice(start, end)): void => {
    tokens.push({ kind, text: shown, line, start, end })
  }
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '\n') {
      push('newline', at, at + 1)
      line++
      at++
      continue
    }
    if (char === ' ' || char === '\t' || char === '\r') {
      at++
      continue
    }
    if (char === '#' || text.startsWith('//', at)) {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end
      continue
    }
    let end = at + 1
    if (text.startsWith('/*', at)) {
      end = text.indexOf('*/', at + 2)
      end = end === -1 ? text.length : end + 2
    } else if (char === '"') {
      end = stringEnd(text, at)
      push('string', at, end, text.slice(at + 1, end - 1))
    } else if (char === '<' && text.startsWith('<<', at)) {
      HEREDOC.lastIndex = at
      const found = HEREDOC.exec(text)
      if (found) {
        end = heredocEnd(text, at + found[0].length, found[1] ?? '')
        push('other', at, end)
      } else push('other', at, end)
    } else {
      NAME.lastIndex = at
      const name = NAME.exec(text)
      if (name) {
        end = at + name[0].length
        push('name', at, end)
      } else
        push('{}[]()='.includes(char) && !/^(?:==|=>)/.test(text.slice(at, at + 2)) ? 'punctuation' : 'other', at, end)
      // `==` and `=>` are two characters of one sign, neither of which assigns.
      if (/^(?:==|=>|!=|<=|>=)/.test(text.slice(at, at + 2))) end = at + 2
    }
    for (
      let newline = text.indexOf('\n', at);
      newline !== -1 && newline < end;
      newline = text.indexOf('\n', newline + 1)
    )
      line++
    at = end
  }
  return tokens
}

/** The end of a quoted template, whose `${…}` may hold quotes of its own. */
function stringEnd(text: string, start: number): number {
  const open: ('"' | '{')[] = ['"']
  let at = start + 1
  while (at < text.length) {
    const char = text.charAt(at)
    const inside = open.at(-1)
    if (inside === '"') {
      if (char === '\\') at++
      else if (char === '\n') return at
      else if ((char === '$' || char === '%') && text.charAt(at + 1) === '{') {
        if (text.charAt(at - 1) !== char) open.push('{')
        at++
      } else if (char === '"') open.pop()
    } else if (char === '"') open.push('"')
    else if (char === '{') open.push('{')
    else if (char === '}') open.pop()
    at++
    if (open.length === 0) return at
  }
  return text.length
}

function heredocEnd(text: string, from: number, closer: string): number {
  let at = from
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline === -1 ? text.length : newline
    // The newline stays: it ends the expression that the here-document belongs to.
    if (text.slice(at, end).trim() === closer) return end
    at = end + 1
  }
  return text.length
}

export function attribute(body: TfBody, name: string): TfAttribute | undefined {
  return body.attributes.find((one) => one.name === name)
}

/** Nested blocks of a type, those that a `dynamic` block makes included. */
export function blocksOf(body: TfBody, type: string): TfBlock[] {
  return body.blocks.filter((block) => block.type === type || (block.type === 'dynamic' && block.labels[0] === type))
}

/** The text of a plain string literal, or null for anything that is computed. */
export function literal(value: string | undefined): string | null {
  const found = /^"((?:[^"\\$%]|\\.|[$%](?!\{))*)"$/.exec(value ?? '')
  return found?.[1] ?? null
}

/** Every expression below a body, with its place. */
export function* expressions(body: TfBody): Generator<TfAttribute> {
  yield* body.attributes
  for (const block of body.blocks) yield* expressions(block)
}
