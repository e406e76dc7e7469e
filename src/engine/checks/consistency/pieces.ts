import { withoutComments } from '../comments.ts'
import { fileKind } from '../file-kind.ts'
import { placingIn } from '../resources/json.ts'
import type { At } from '../resources/node.ts'
import { baseName, type FileRef } from '../tree.ts'

/** Who speaks in a piece of text, and how sure it is that what is named is meant to be there. */
export type Voice =
  /** Commands that a shell runs. */
  | 'script'
  /** Code and commands in a document. */
  | 'doc'
  /** A comment in a file of any kind. */
  | 'comment'

/** A piece of a file that may mention other things of the repository. */
export interface Piece extends Part {
  at(offset: number): At
}

interface Part {
  file: string
  voice: Voice
  text: string
  /** Where in its file it begins. */
  start: number
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

/** A piece with its places, for which the file is read again: pieces of a large tree are kept, its texts are not. */
export function placed(part: Part, file: FileRef): Piece {
  return { ...part, at: (offset) => placingIn(part.file, file.text)(part.start + offset) }
}

/** The commands, documents and comments of a file. */
export function piecesOf({ path, text: written }: FileRef): Part[] {
  const text = hasLongLine(written) ? written.replace(DATA, (run) => ' '.repeat(run.length)) : written
  const piece = (voice: Voice, start: number, inside: string): Part => ({
    file: path,
    voice,
    text: detached(inside, text),
    start,
  })
  const kind = fileKind(path, text)
  if (kind === 'markup') return path.endsWith('.md') ? documentPieces(text, piece) : []
  const name = baseName(path)
  // Lists of what some tool leaves out, there or not.
  if (/^\.\w+ignore$/.test(name)) return []
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

/** A short part of a text keeps all of it in memory unless it is put together anew. */
function detached(part: string, whole: string): string {
  return part.length * 2 < whole.length ? [...part].join('') : part
}

/** `runbook: docs/runbooks/nat.md`: documents that a value leads its reader to. */
function documentsIn(code: string, piece: Make): Part[] {
  return [...code.matchAll(/(?<![\w./-])[\w.-]+\/(?:[\w.-]+\/){0,8}[\w.-]+\.md\b/g)].map((found) =>
    piece('comment', found.index, found[0]),
  )
}

type Make = (voice: Voice, start: number, inside: string) => Part

export function isWorkflow(path: string): boolean {
  return /(?:^|\/)\.github\/(?:workflows|actions)\/.*\.ya?ml$|(?:^|\/)\.gitlab-ci\.ya?ml$/.test(path)
}

/** What the comments say: where the text without them is blank and the text is not. */
function comments(text: string, code: string, piece: Make): Part[] {
  const pieces: Part[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const kept = code.slice(start, start + line.length)
    if (kept !== line) {
      let first = 0
      while (line[first] === kept[first]) first++
      // Comments are asked for paths alone.
      if (line.includes('/', first)) pieces.push(piece('comment', start + first, line.slice(first)))
    }
    start += line.length + 1
  }
  return pieces
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)^\1\2[ \t]*$/gm
/** Fences that hold commands; others hold answers, pictures and the code of something else. */
const SHELLS = /^(?:sh|bash|shell|zsh|console|)$/

function documentPieces(text: string, piece: Make): Part[] {
  const pieces: Part[] = []
  // What is in a fence is no inline code.
  const rest = text.replace(FENCE, (whole, _indent, _mark, language: string, inside: string, offset: number) => {
    const start = offset + whole.indexOf(inside, whole.indexOf('\n'))
    if (SHELLS.test(language) && !/[├└│]/.test(inside)) pieces.push(piece('doc', start, inside))
    return whole.replace(/[^\n]/g, ' ')
  })
  for (const found of rest.matchAll(/(?<!`)(`{1,2})(?!`)([^\n]{1,400}?)\1(?!`)/g)) {
    if (/\b(?:for example|for instance|e\.g\.|such as)[\s,:]*$/i.test(rest.slice(0, found.index).slice(-40))) continue
    const inside = found[2] ?? ''
    // A single word is neither a path nor a command.
    if (/[\s/]/.test(inside)) pieces.push(piece('doc', found.index + (found[1]?.length ?? 1), inside))
  }
  return pieces
}

/** `run:` of a step, on its line or as a block below it. */
function runBlocks(text: string, piece: Make): Part[] {
  const pieces: Part[] = []
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
