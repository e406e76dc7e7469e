import type { Random } from '../../terraform/edits/index.ts'

/** One slip of the pen in a file that was valid, and what kind it was. */
export interface Slip {
  kind: string
  text: string
}

type Maker = (text: string, random: Random, words: readonly Word[]) => string | null

interface Word {
  start: number
  end: number
  text: string
}

const MAKERS: Readonly<Record<string, Maker>> = {
  'misspell a word': (text, random, words) => {
    const word = pick(
      words.filter((one) => /^[A-Za-z]/.test(one.text) && one.text.length > 2),
      random,
    )
    return word === null ? null : put(text, word, misspell(word.text, random))
  },
  'lose a word': (text, random, words) => {
    const word = pick(words, random)
    return word === null ? null : put(text, word, '')
  },
  'repeat a word': (text, random, words) => {
    const word = pick(words, random)
    return word === null ? null : put(text, word, `${word.text} ${word.text}`)
  },
  'another word in its place': (text, random, words) => {
    const word = pick(words, random)
    const other = pick(words, random)
    return word === null || other === null ? null : put(text, word, other.text)
  },
  'a number that is none': (text, random, words) => {
    const word = pick(
      words.filter((one) => /^\d/.test(one.text)),
      random,
    )
    return word === null
      ? null
      : put(text, word, pick(['0', '-1', '99999999', `${word.text}x`, 'many', '1.5'], random) ?? '0')
  },
  'a strange value': (text, random, words) => {
    const word = pick(words, random)
    return word === null
      ? null
      : put(text, word, pick(['no-such-thing', '""', 'on', 'true', '10', '/', '1.2.3.4.5'], random) ?? '')
  },
  'lose a sign': (text, random) => {
    const signs = [...text.matchAll(/[;{}()"'=:[\],]/g)]
    const sign = pick(signs, random)
    return sign === null ? null : text.slice(0, sign.index) + text.slice(sign.index + 1)
  },
  'repeat a sign': (text, random) => {
    const sign = pick([...text.matchAll(/[;{}()"'=:[\],]/g)], random)
    return sign === null ? null : text.slice(0, sign.index) + sign[0] + text.slice(sign.index)
  },
  'lose a line': (text, random) => byLines(text, (lines) => lines.splice(Math.floor(random() * lines.length), 1)),
  'repeat a line': (text, random) =>
    byLines(text, (lines) => {
      const at = Math.floor(random() * lines.length)
      lines.splice(at, 0, lines[at] ?? '')
    }),
  'move a line': (text, random) =>
    byLines(text, (lines) => {
      const [line = ''] = lines.splice(Math.floor(random() * lines.length), 1)
      lines.splice(Math.floor(random() * lines.length), 0, line)
    }),
}

/** Draws a kind and a place; null when the text has no such place, or the slip changed nothing. */
export function makeSlip(text: string, random: Random, comment: RegExp): Slip | null {
  const kinds = Object.keys(MAKERS)
  const kind = kinds[Math.floor(random() * kinds.length)] ?? ''
  const made = MAKERS[kind]?.(text, random, wordsOf(text, comment)) ?? null
  return made === null || made === text ? null : { kind, text: made }
}

function wordsOf(text: string, comment: RegExp): Word[] {
  const blanked = text.replace(comment, (gone) => ' '.repeat(gone.length))
  return [...blanked.matchAll(/[\w$@./%~*-]+/g)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    text: word,
  }))
}

function misspell(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 1))
  return random() < 0.5 ? `${word.slice(0, at)}x${word.slice(at)}` : `${word.slice(0, at)}${word.slice(at + 1)}`
}

function pick<T>(from: readonly T[], random: Random): T | null {
  return from[Math.floor(random() * from.length)] ?? null
}

const put = (text: string, word: Word, by: string): string => text.slice(0, word.start) + by + text.slice(word.end)

function byLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n')
  change(lines)
  return lines.join('\n')
}
