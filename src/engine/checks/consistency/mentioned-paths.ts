import type { Hit } from '../rule.ts'
import { baseName, dirName } from '../tree.ts'
import { wordsMade } from './made.ts'
import { tidy } from './paths.ts'
import type { Piece } from './pieces.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'
import { type PathVariables, pathVariables } from './shell.ts'

/** Words with a slash in them. What stands in brackets of a shell is a part of them. */
const WORD =
  /(?:\$\{[^}\s]*\}|\$\([^()\n]*\)|\$(?![{(])|[\w.*?~+@%…<>{}-])*(?:\/(?:\$\{[^}\s]*\}|\$\([^()\n]*\)|\$(?![{(])|[\w.*?~+@%…<>{},-])*)+/g

/** Paths that lead to nothing. */
export function* missingPaths(repository: Repository): Generator<Hit> {
  const variables = new Map<string, PathVariables>()
  const made = madePaths(repository, variables)
  const told = new Set<string>()
  for (const piece of repository.pieces) {
    if (!piece.text.includes('/')) continue
    if (isOfAnotherTime(piece.file, repository)) continue
    for (const found of piece.text.matchAll(WORD)) {
      const mention = readMention(found[0], piece, found.index, variablesOf(piece, repository, variables))
      if (mention === null || stands(mention, piece, repository) || made.some((one) => isUnder(mention.path, one)))
        continue
      const at = piece.at(found.index)
      const key = `${at.file}:${at.line}:${mention.path}`
      if (told.has(key)) continue
      told.add(key)
      const elsewhere = repository.paths.sameName(mention.path)
      const meant = elsewhere === null ? '' : ` Did you mean ${elsewhere}?`
      const severity = piece.voice === 'script' && (mention.rooted || repository.isOwn) ? 'error' : 'warning'
      yield { rule: CONSISTENCY.path, at, message: `There is no ${mention.path} in the tree.${meant}`, severity }
    }
  }
}

/** Histories tell what was there, plans what will be, and pages of a version what was there then. */
function isOfAnotherTime(file: string, { isOwn }: Repository): boolean {
  if (/(?:^|\/)(?:CHANGELOG|HISTORY|RELEASES?)[\w.-]*$/i.test(file)) return true
  if (isOwn) return false
  return (
    /(?:migrat|upgrad)[\w.-]*$/i.test(baseName(file)) ||
    /(?:^|\/)(?:designs?|proposals?|rfcs?|keps?|adrs?)\//i.test(dirName(file).concat('/')) ||
    /(?:^|\/)v?\d+\.(?:\d+|x)(?:\.(?:\d+|x))?\//.test(file)
  )
}

interface Mention {
  path: string
  /** From the root, and not from wherever the reader is. */
  rooted: boolean
  /** Only the folder of it can be judged: the rest is filled in. */
  cut: boolean
  /** It ended with a slash, which names a folder. */
  isFolder: boolean
}

function variablesOf(piece: Piece, { context }: Repository, known: Map<string, PathVariables>): PathVariables {
  const read = known.get(piece.file) ?? pathVariables(piece.file, context.tree.text(piece.file) ?? '', context.tree)
  known.set(piece.file, read)
  return read
}

/** A segment that stands for something else. */
const STANDS_FOR =
  /[*?<>…{}$%@~]|^\.{3,}$|^[A-Z][A-Z0-9_]{2,}$|^v?X\.Y(?:\.Z)?\b|^(?:[Pp]ath|to|foo|bar|baz|your|my|some|example|xxx?|(?:\w+_)?name(?:\.\w+)?)$/
/** Names in capitals that are files all the same. */
const CAPITALS =
  /^(?:README|LICENSE|NOTICE|CHANGELOG|CODEOWNERS|CONTRIBUTING|SECURITY|VERSION|SKILL|Dockerfile|Makefile)[\w.-]*$/

function readMention(word: string, piece: Piece, offset: number, variables: PathVariables): Mention | null {
  const before = piece.text[offset - 1] ?? ' '
  if (/[\w:/@#\\~^]/.test(before)) return null
  // With a line behind it, a program said it.
  if (/^:\d/.test(piece.text.slice(offset + word.length))) return null
  // Behind a colon or a double slash it is an address.
  let text = word.replace(/[.,:…]+$/, '')
  if (/\/\/|^[/~@-]|^\.{3}/.test(text) || text.length > 200) return null
  let rooted = false
  const variable = /^\$\{?(\w+)\}?\//.exec(text)
  if (variable !== null) {
    const base = variables.get(variable[1] ?? '')
    if (base === undefined) return null
    text = `${base}/${text.slice(variable[0].length)}`.replace(/^\//, '')
    rooted = true
  } else if (/^\$/.test(text)) return null
  const segments = text.split('/')
  const wild = segments.findIndex((one) => STANDS_FOR.test(one) && !CAPITALS.test(one))
  const kept = wild === -1 ? segments : segments.slice(0, wild)
  // Where a command is run decides what `../` leads to; between documents it is clear.
  if (kept[0] === '..' && !(piece.voice === 'doc' && text.endsWith('.md'))) return null
  const path = tidy(resolved(kept.join('/'), piece, rooted))
  if (path === null || path === '') return null
  return { path, rooted, cut: wild !== -1, isFolder: wild === -1 && word.endsWith('/') }
}

/** `./x` and `../x` of a document are meant from its folder. */
function resolved(text: string, piece: Piece, rooted: boolean): string {
  if (rooted || !text.startsWith('.') || !/^\.{1,2}\//.test(text)) return text
  return text.startsWith('../') ? `${dirName(piece.file)}/${text}` : text
}

/** What tools write where they work, and what nobody commits. */
const WRITTEN_BY_TOOLS =
  /(?:^|\/)(?:\.terraform(?:\.lock\.hcl|\/|$)|terraform\.tfstate|node_modules(?:\/|$)|\.git\/|cdk\.out|\.venv|cred(?:ential)?s?\.json$|id_(?:rsa|ed25519)$)/

function stands({ path, rooted, cut, isFolder }: Mention, piece: Piece, { paths, isOwn }: Repository): boolean {
  if (paths.has(path) || WRITTEN_BY_TOOLS.test(path) || paths.isIgnored(path)) return true
  if (rooted) return cut && paths.has(dirName(path))
  const [first = ''] = path.split('/')
  // It is about this tree only when it begins where the tree does, or the file.
  const base = dirName(piece.file)
  const beginsHere = paths.isDir(first) || (base !== '' && paths.isDir(`${base}/${first}`))
  if (!beginsHere || !path.includes('/')) return true
  const local = tidy(`${base}/${path}`)
  if (local !== null && (paths.has(local) || paths.isIgnored(local))) return true
  if (paths.endsSomewhere(path)) return true
  if (/\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(path)) return cut
  // A folder may be a key of a bucket, a branch, a repository; of what was written here it is known what is meant.
  if (!isOwn) return true
  if (cut || isFolder) return false
  const parent = dirName(path)
  const known = paths.isDir(parent) || (local !== null && paths.isDir(dirName(local)))
  return !(known && path.split('/').length > (piece.voice === 'script' ? 1 : 2))
}

function madePaths(repository: Repository, variables: Map<string, PathVariables>): string[] {
  return repository.pieces
    .filter((piece) => piece.voice !== 'comment')
    .flatMap((piece) => {
      const known = variablesOf(piece, repository, variables)
      return wordsMade(piece.text).flatMap((word) => {
        const whole = known.get(/^\$\{?(\w+)\}?$/.exec(word)?.[1] ?? '')
        if (whole !== undefined) return [whole]
        const mention = readMention(word, { ...piece, text: ` ${word}` }, 1, known)
        return mention === null || mention.cut ? [] : [mention.path]
      })
    })
}

function isUnder(path: string, dir: string): boolean {
  return path === dir || path.startsWith(`${dir}/`)
}
