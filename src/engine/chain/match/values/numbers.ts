const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  thirty: 30,
  ein: 1,
  eine: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  un: 1,
  une: 1,
  una: 1,
  uno: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  dos: 2,
  tres: 3,
  cuatro: 4,
  due: 2,
  tre: 3,
  quattro: 4,
  dois: 2,
  duas: 2,
  três: 3,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  два: 2,
  две: 2,
  три: 3,
  двух: 2,
  трех: 3,
  трёх: 3,
}

/** Pattern of a whole number, in digits or in words. */
export const NUMBER = String.raw`(?:\d{1,4}|${Object.keys(WORDS)
  .filter((word) => word.length > 2 || !/^[a-z]+$/.test(word))
  .join('|')}|un|an|a)`

export function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  return WORDS[text.toLowerCase()]
}
