import { OTHER_MEANINGS } from './meanings.ts'
import { SYNONYMS } from './synonyms.ts'
import { SYNONYMS_OF_LANGUAGES } from './synonyms-languages.ts'

/**
 * The tables are searched as text: a goal has a dozen words, and asking for those costs less than indexing a thousand
 * phrases for every goal.
 */
export interface Tables {
  /** One line per keyword, without spaces: `\nkeyword:,alias,alias,\n`. */
  aliases: string
  /** `,phrase,phrase,` without spaces. */
  others: string
}

/** A comma-separated list as one text in which each entry stands between commas, without spaces. */
export const packed = (list: string): string => `,${list.replace(/\s+/g, '')},`

export const isListed = (packedList: string, key: string): boolean => packedList.includes(`,${key},`)

export function openTables(): Tables {
  const lines = `${SYNONYMS}${SYNONYMS_OF_LANGUAGES}`.replaceAll(',\n', ',').replaceAll(' ', '')
  return { aliases: lines.replaceAll(':', ':,').replaceAll('\n', ',\n'), others: packed(OTHER_MEANINGS) }
}

/** The keywords that these letters are another way to say. */
export function keywordsSaid(tables: Tables, key: string): string[] {
  const keywords: string[] = []
  const entry = `,${key},`
  for (let at = tables.aliases.indexOf(entry); at >= 0; at = tables.aliases.indexOf(entry, at + 1)) {
    const line = tables.aliases.lastIndexOf('\n', at) + 1
    keywords.push(tables.aliases.slice(line, tables.aliases.indexOf(':', line)))
  }
  return keywords
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127

/** Does the word stand in the text, between characters that are no letters? */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    const opens = at === 0 || !isLetter(text.charCodeAt(at - 1))
    if (opens && (end === text.length || !isLetter(text.charCodeAt(end)))) return true
  }
  return false
}

/** Aliases of one plain word: what a misspelled word may have been meant to be. */
export const singleWordAliases = (): string[] =>
  `${SYNONYMS}${SYNONYMS_OF_LANGUAGES}`.split(/[,:\n]\s*/).filter((alias) => /^[a-z]{5,}$/.test(alias))

/** All words of all tables, to tell a strange word from a known one. */
export const isTableWord = (word: string): boolean =>
  hasWord(SYNONYMS, word) || hasWord(SYNONYMS_OF_LANGUAGES, word) || hasWord(OTHER_MEANINGS, word)

/** Words of scripts without spaces. */
export const unspacedAliases = (): string[] =>
  `${SYNONYMS_OF_LANGUAGES}`.split(/[\s,:\p{Script=Latin}\p{Script=Cyrillic}\p{N}]+/u).filter((word) => word !== '')
