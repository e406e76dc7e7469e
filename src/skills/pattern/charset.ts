/** A set of UTF-16 code units as sorted ranges that do not touch. */
export type CharSet = readonly (readonly [number, number])[]

const TOP = 0xffff

export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [low, high] of sorted) {
    const last = merged.at(-1)
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else merged.push([low, high])
  }
  return merged
}

export function one(char: string): CharSet {
  const code = char.charCodeAt(0)
  return [[code, code]]
}

export function negate(set: CharSet): CharSet {
  const out: [number, number][] = []
  let next = 0
  for (const [low, high] of set) {
    if (low > next) out.push([next, low - 1])
    next = high + 1
  }
  if (next <= TOP) out.push([next, TOP])
  return out
}

export function union(...sets: CharSet[]): CharSet {
  return charSet(sets.flat())
}

export function disjoint(a: CharSet, b: CharSet): boolean {
  return a.every(([low, high]) => b.every(([x, y]) => high < x || y < low))
}

export function has(set: CharSet, code: number): boolean {
  for (const [low, high] of set) {
    if (code < low) return false
    if (code <= high) return true
  }
  return false
}

/** Both cases of every ASCII letter in the set. */
export function bothCases(set: CharSet): CharSet {
  const extra: [number, number][] = []
  for (const [low, high] of set) {
    for (let code = Math.max(low, 65); code <= Math.min(high, 90); code++) extra.push([code + 32, code + 32])
    for (let code = Math.max(low, 97); code <= Math.min(high, 122); code++) extra.push([code - 32, code - 32])
  }
  return extra.length > 0 ? charSet([...set, ...extra]) : set
}

const code = (char: string): number => char.charCodeAt(0)

export const DIGIT: CharSet = [[code('0'), code('9')]]
export const WORD: CharSet = charSet([
  [code('0'), code('9')],
  [code('A'), code('Z')],
  [code('a'), code('z')],
  [code('_'), code('_')],
])
export const SPACE: CharSet = charSet([
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
])
export const LINE_END: CharSet = charSet([
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
])
