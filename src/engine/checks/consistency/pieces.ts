import { withoutComments } from '../comments.ts'
import { fileKind } from '../file-kind.ts'
import { placingIn } from '../resources/json.ts'
import type { At } from '../resources/node.ts'
import { baseName } from '../tree.ts'

/** Who speaks in a piece of text, and how sure it is that what is named is meant to be there. */
export type Voice =
  /** Commands that a shell runs. */
  | 'script'
  /** Code and commands in a document. */
  | 'doc'
  /** A comment in a file of any kind. */
  | 'comment'

/** A piece of a file that may mention other things of the repository. */
export interface Piece {
  file: string
  voice: Voice
  text: string
  at(offset: number): At
}

/** Longer runs without a blank are data, and nobody names anything in them. */
const LONG = 500
const DATA = /\S{500,}/g

function hasLongLine(text: string): boolean {
  for (let from = 0; text.length - from >= LONG; ) {
    const end = text.indexOf('\n', from)
    if (end === -1 || end - from >= LONG) return true
    from = end + 1
  }
  return false
}

/** The commands, documents and comments of a file. */
export function piecesOf(path: string, written: string): Piece[] {
  const text = hasLongLine(written) ? written.replace(DATA, (run) => ' '.repeat(run.length)) : written
  const place = placingIn(path, text)
  const piece = (voice: Voice, start: number, inside: string): Piece => ({
    file: path,
    voice,
    text: inside,
    at: (offset) => place(start + offset),
  })
  const kind = fileKind(path, text)
  if (kind === 'markup') return path.endsWith('.md') ? documentPieces(text, piece) : []
  const name = baseName(path)
  const code = withoutComments(path, text)
  if (kind === 'shell' || name === 'Makefile' || name === 'makefile' || path.endsWith('.mk')) {
    return [piece('script', 0, code), ...comments(text, code, piece)]
  }
  if (isWorkflow(path)) return [...runBlocks(code, piece), ...comments(text, code, piece)]
  if (kind === 'hcl' || kind === 'yaml' || kind === 'ini' || kind === 'hash')
    return [...comments(text, code, piece), ...documentsIn(code, piece)]
  if (kind === 'json') return documentsIn(text, piece)
  return []
}

/** `runbook: docs/runbooks/nat.md`: documents that a value leads its reader to. */
function documentsIn(code: string, piece: Make): Piece[] {
  return [...code.matchAll(/(?<![\w./-])[\w.-]+\/(?:[\w.-]+\/){0,8}[\w.-]+\.md\b/g)].map((found) =>
    piece('comment', found.index, found[0]),
  )
}

type Make = (voice: Voice, start: number, inside: string) => Piece

export function isWorkflow(path: string): boolean {
  return /(?:^|\/)\.github\/(?:workflows|actions)\/.*\.ya?ml$|(?:^|\/)\.gitlab-ci\.ya?ml$/.test(path)
}

/** What the comments say: where the text without them is blank and the text is not. */
function comments(text: string, code: string, piece: Make): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const kept = code.slice(start, start + line.length)
    if (kept !== line) {
      const first = [...line].findIndex((char, index) => char !== kept[index])
      pieces.push(piece('comment', start + first, line.slice(first)))
    }
    start += line.length + 1
  }
  return pieces
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)^\1\2[ \t]*$/gm
/** Fences that hold commands; others hold answers, pictures and the code of something else. */
const SHELLS = /^(?:sh|bash|shell|zsh|console|)$/

function documentPieces(text: string, piece: Make): Piece[] {
  const pieces: Piece[] = []
  // What is in a fence is no inline code.
  const rest = text.replace(FENCE, (whole, _indent, _mark, language: string, inside: string, offset: number) => {
    const start = offset + whole.indexOf(inside, whole.indexOf('\n'))
    if (SHELLS.test(language) && !/[├└│]/.test(inside)) pieces.push(piece('doc', start, inside))
    return whole.replace(/[^\n]/g, ' ')
  })
  for (const found of rest.matchAll(/(?<!`)(`{1,2})(?!`)([^\n]{1,400}?)\1(?!`)/g)) {
    pieces.push(piece('doc', found.index + (found[1]?.length ?? 1), found[2] ?? ''))
  }
  return pieces
}

/** `run:` of a step, on its line or as a block below it. */
function runBlocks(text: string, piece: Make): Piece[] {
  const pieces: Piece[] = []
  const lines = text.split('\n')
  let start = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const found = /^(\s*(?:- )?)(?:run|script|before_script|working-directory|args):[ \t]*(.*)$/.exec(line)
    if (found !== null) {
      const value = found[2] ?? ''
      const indent = (found[1] ?? '').length
      if (!/^[|>]/.test(value)) pieces.push(piece('script', start + line.length - value.length, value))
      else {
        let end = start + line.length + 1
        let next = index + 1
        for (; next < lines.length; next++) {
          const inner = lines[next] ?? ''
          if (inner.trim() !== '' && inner.search(/\S/) < indent + 1) break
          end += inner.length + 1
        }
        pieces.push(piece('script', start + line.length + 1, text.slice(start + line.length + 1, end)))
      }
    }
    start += line.length + 1
  }
  return pieces
}
