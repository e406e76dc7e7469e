import { foldCase, foldWord } from './folding.ts'
import type { Token } from './types.ts'

/** Longer goals are read up to here: nobody describes an infrastructure in more words. */
export const READ_LIMIT = 20_000

const LATIN = String.raw`[\p{Script=Latin}\p{M}\p{N}]+(?:['’]\p{Script=Latin}+)*`
const wordPattern = (): RegExp => new RegExp(String.raw`[wW]/[oO]?(?![\p{L}\p{N}])|${LATIN}|[\p{L}\p{M}\p{N}]+`, 'gu')
const ASCII_WORD = /[wW]\/[oO]?(?![A-Za-z0-9])|[A-Za-z0-9]+(?:'[A-Za-z]+)*/g
const LATIN_START = /^[\p{Script=Latin}\p{N}]/u
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}ー]/u

/** Compatibility forms unified (full-width letters, ligatures), control codes as spaces. */
export function normalise(goal: string): string {
  const cut = goal.slice(0, READ_LIMIT)
  if (/^[\n\x20-\x7e]*$/.test(cut)) return cut
  const text = cut.toWellFormed().normalize('NFKC')
  return text.replace(/[‐‑‒−]/g, '-').replace(/[\p{Cc}\p{Cf}]/gu, (code) => (code === '\n' ? '\n' : ' '))
}

/** What the ending of a file's name says it is. */
const FILE_KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ sh: 'shellscript', tf: 'terraform', tfvars: 'terraform' }),
)

function keyOf(token: Token): string {
  if (token.text.includes('/')) return token.text.toLowerCase()
  return token.gap === '.' ? (FILE_KINDS.get(token.plain) ?? token.key) : token.key
}

const elisionOf = (run: string): number => /^(?:[dlnjmtsc]|qu)['’](?=\p{L}{3})/iu.exec(run)?.[0].length ?? 0

/** Cuts a run of an unspaced script at the words we know; the pieces between them are words too. */
function cutAt(run: string, known: readonly string[]): string[] {
  const pieces: string[] = []
  let rest = 0
  let at = 0
  while (at < run.length) {
    const word = known.find((candidate) => run.startsWith(candidate, at))
    if (word === undefined) {
      at += 1
      continue
    }
    if (at > rest) pieces.push(run.slice(rest, at))
    pieces.push(word)
    at += word.length
    rest = at
  }
  if (rest < run.length) pieces.push(run.slice(rest))
  return pieces
}

/**
 * Words with their places. Latin letters end where another script begins, so that technical words are found in texts
 * without spaces. `unspaced` lists the words to cut such texts at, longest first.
 */
export function tokenise(text: string, unspaced: readonly string[]): Token[] {
  const tokens: Token[] = []
  let previousEnd = 0
  const push = (word: string, start: number): void => {
    const end = start + word.length
    tokens.push({
      text: word,
      plain: foldCase(word),
      key: foldWord(word),
      start,
      end,
      gap: text.slice(previousEnd, start),
    })
    previousEnd = end
  }
  // The general pattern knows every script and takes longer to compile than a plain goal takes to read.
  const plain = /^[\0-\x7f]*$/.test(text)
  for (const found of text.matchAll(plain ? ASCII_WORD : wordPattern())) {
    const run = found[0]
    // French elision: "d'Ansible" is two words.
    const elided = run.includes("'") || run.includes('’') ? elisionOf(run) : 0
    if (elided > 0) {
      push(run.slice(0, elided - 1), found.index)
      push(run.slice(elided), found.index + elided)
      continue
    }
    if (plain || /^w\/o?$/i.test(run)) {
      push(run, found.index)
      continue
    }
    if (LATIN_START.test(run) || !UNSPACED.test(run)) {
      push(run, found.index)
      continue
    }
    let at = found.index
    // The fallback alternative takes any letters, so a run may still hold Latin words inside.
    for (const part of run.match(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\p{N}]+/gu) ?? []) {
      const pieces = LATIN_START.test(part) ? [part] : cutAt(part, unspaced)
      for (const piece of pieces) {
        push(piece, at)
        at += piece.length
      }
    }
  }
  return tokens.map((token) => ({ ...token, key: keyOf(token) }))
}
