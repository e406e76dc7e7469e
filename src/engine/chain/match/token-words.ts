import type { Token } from './types.ts'

/** A word of a table may be written as people write it or in its folded form. */
export const says = (token: Token | undefined, word: string): boolean => token?.plain === word || token?.key === word

export const inSet = (words: ReadonlySet<string>, token: Token | undefined): boolean =>
  token !== undefined && (words.has(token.plain) || words.has(token.key))

function startsWith(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, offset) => {
    const token = tokens[at + offset]
    return says(token, word) && (offset === 0 || /^[\s'’-]*$/.test(token?.gap ?? ''))
  })
}

/** Entries by their first word, only those whose first word is in the goal. */
export function byFirstWord<T>(
  tokens: readonly Token[],
  entries: readonly T[],
  wordsOf: (entry: T) => readonly string[],
): Map<string, T[]> {
  const present = new Set(tokens.flatMap((token) => [token.plain, token.key]))
  const found = new Map<string, T[]>()
  for (const entry of entries) {
    const first = wordsOf(entry)[0] ?? ''
    if (present.has(first)) found.set(first, [...(found.get(first) ?? []), entry])
  }
  return found
}

/** The longest entry that stands at this token. */
export function longestAt<T>(
  tokens: readonly Token[],
  at: number,
  entries: Map<string, T[]>,
  wordsOf: (entry: T) => readonly string[],
): T | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  const candidates = [
    ...(entries.get(token.plain) ?? []),
    ...(token.key === token.plain ? [] : (entries.get(token.key) ?? [])),
  ]
  return candidates
    .filter((entry) => startsWith(tokens, at, wordsOf(entry)))
    .sort((a, b) => wordsOf(b).length - wordsOf(a).length)[0]
}
