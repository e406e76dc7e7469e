/** Words that end in s and are no plural, or whose plural form is what people write. */
const UNCHANGED = new Set(['kubernetes', 'always', 'https', 'postgres', 'macos', 'series', 'sms', 'less', 'news'])

const SHORT_PLURALS: Record<string, string> = {
  azs: 'az',
  vms: 'vm',
  lbs: 'lb',
  ips: 'ip',
  dbs: 'db',
  pcs: 'pc',
  apis: 'api',
}

const stripAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')

/** Lower case, no accents (except where they are letters of their own script), no apostrophes. */
export function foldCase(word: string): string {
  const lower = word.toLowerCase()
  // Marks carry meaning outside Latin: ド without its mark is another letter.
  const plain = /^[\p{Script=Latin}\p{M}\p{N}'’]+$/u.test(lower) ? stripAccents(lower) : lower
  return plain.replace(/['’]s$/, '').replace(/['’]/g, '')
}

/** English plurals to singulars, good enough for comparing: both sides of a comparison are folded alike. */
export function foldWord(word: string): string {
  const plain = foldCase(word)
  const short = SHORT_PLURALS[plain]
  if (short !== undefined) return short
  if (plain.length < 4 || UNCHANGED.has(plain) || !/^[a-z]+s$/.test(plain)) return plain
  if (/(?:ss|us|is|os)$/.test(plain)) return plain
  if (/[^aeiou]ies$/.test(plain) && plain.length > 4) return `${plain.slice(0, -3)}y`
  if (/(?:sses|shes|ches|xes|zes)$/.test(plain)) return plain.slice(0, -2)
  return plain.slice(0, -1)
}

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu

/** The folded words of a phrase written in data: a keyword, a synonym, a trigger. */
export function phraseWords(phrase: string): string[] {
  return (phrase.normalize('NFKC').match(WORDS) ?? []).map(foldWord)
}
