/** Words that end in s and are no plural, or whose plural form is what people write. */
const UNCHANGED = new Set(['kubernetes', 'always', 'https', 'postgres', 'macos', 'series', 'less', 'news'])

const SHORT_PLURALS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    azs: 'az',
    vms: 'vm',
    lbs: 'lb',
    ips: 'ip',
    dbs: 'db',
    pcs: 'pc',
  }),
)

const stripAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')

/** Lower case, no accents on Latin letters, no apostrophes. */
export function foldCase(word: string): string {
  const lower = word.toLowerCase()
  if (/^[a-z0-9]*$/.test(lower)) return lower
  // Marks carry meaning outside Latin: ド without its mark is another letter.
  const plain = /^[\p{Script=Latin}\p{M}\p{N}'’]+$/u.test(lower) ? stripAccents(lower) : lower
  return plain.replace(/['’]s$/, '').replace(/['’]/g, '')
}

/** English plurals to singulars, good enough for comparing: both sides of a comparison are folded alike. */
function singular(plain: string): string {
  if (!plain.endsWith('s')) return plain
  if (plain.length < 4) return SHORT_PLURALS.get(plain) ?? plain
  if (UNCHANGED.has(plain) || /(?:[suio]s|[^a-z]s)$/.test(plain)) return plain
  if (plain.length > 4 && /[^aeiou]ies$/.test(plain)) return `${plain.slice(0, -3)}y`
  if (/(?:sse|she|che|xe|ze)s$/.test(plain)) return plain.slice(0, -2)
  return plain.slice(0, -1)
}

export const foldWord = (word: string): string => singular(foldCase(word))

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu

/** The folded words of a phrase written in data: a keyword, a synonym, a trigger. */
export function phraseWords(phrase: string): string[] {
  // Most of the tables are plain lower-case words: hundreds of them are folded for each goal.
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(phrase)) return phrase.split(' ').map(singular)
  return (phrase.normalize('NFKC').match(WORDS) ?? []).map(foldWord)
}

export const compact = (phrase: string): string => phraseWords(phrase).join('')

/**
 * The same as `phraseWords(phrase).join(' ')` for each phrase, in one go: keywords are folded for every goal, and a few
 * passes over one text cost far less than hundreds of small ones.
 */
export function foldAll(phrases: readonly string[]): string[] {
  const joined = phrases.join('\n').toLowerCase()
  if (!/^[\n\x20-\x26\x28-\x7e]*$/.test(joined)) return phrases.map((phrase) => phraseWords(phrase).join(' '))
  const folded = joined
    .replace(/[a-z0-9]+s(?![a-z0-9])/g, singular)
    .replace(/[^a-z0-9\n]+/g, ' ')
    .split('\n')
    .map((phrase) => phrase.trim())
  return folded.length === phrases.length ? folded : phrases.map((phrase) => phraseWords(phrase).join(' '))
}
