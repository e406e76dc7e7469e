import { didYouMean } from '../../../skills/nearest.ts'
import type { Word } from './lexer.ts'
import { missing, refuse, type Visit } from './model.ts'

/** Words of which each is known and takes a number of others behind it: `realm x`, `hdr name value`. Ends at a condition. */
export function keyed(
  visit: Visit,
  words: readonly Word[],
  known: Readonly<Record<string, number>>,
  who: string,
): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined || word.variable || /^(?:if|unless|)$/.test(word.text)) return
    const count = Object.hasOwn(known, word.text) ? known[word.text] : undefined
    if (count === undefined) {
      const hint = didYouMean(word.text, Object.keys(known)) ?? `it takes ${Object.keys(known).join(', ')}`
      refuse(visit, word, `${who} does not expect '${word.text}' here`, hint)
      return
    }
    at += count
    if (at >= words.length) missing(visit, `${who} : '${word.text}' needs a value`)
  }
}
