import { BINDINGS } from '../../../src/ui/keys.ts'

/** A generator with a seed, so that what was found is found again. */
export interface Chance {
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  /** True so many times in a hundred. */
  often(percent: number): boolean
}

export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T, // the index is inside of the list
    often: (percent) => next() * 100 < percent,
  }
}

const BYTES: Readonly<Record<string, string>> = {
  enter: '\r',
  space: ' ',
  tab: '\t',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  'shift+up': '\u001b[1;2A',
  'shift+down': '\u001b[1;2B',
  'shift+tab': '\u001b[Z',
  f1: '\u001bOP',
}

/** What a terminal sends for a key of the table. */
export function bytesOf(key: string): string {
  const known = BYTES[key]
  if (known !== undefined) return known
  if (/^ctrl\+[a-z]$/.test(key)) return String.fromCharCode(key.charCodeAt(5) - 0x60)
  if ([...key].length === 1) return key
  throw new Error(`the monkey does not know what a terminal sends for ${key}`)
}

/** Keys that end what is tried; they are pressed on purpose, and seldom. */
export const INTERRUPT = '\u0003'

/** Every key of the table, and those of a line editor. */
export const KEYS: readonly string[] = [
  ...new Set([
    ...BINDINGS.flatMap((one) => one.keys.map(bytesOf)),
    ...['\u007f', '\b', '\u001b[3~', '\u0001', '\u0005', '\u000b', '\u0015', '\u0017', '\n'],
    ...['\u001b[1;5C', '\u001b[1;3D', '\u001bb', '\u001b\u007f', '\u001bOA', '\u001bOQ', '\u001b[15~', '\u001b[200~'],
  ]),
].filter((key) => key !== INTERRUPT)

const WORDS = [
  ...['skip', 'skip all', 'back', 'status', 'done', 'restart', 'help', 'confirm', 'customize', 'why', 'none', 'edit'],
  ...['add heating-water', 'remove fitting-taps', '"back"', 'yes', 'no', '1', '2', 'A', 'B', 'C', 'all', 'selective'],
  ...[
    'mine',
    'new',
    'both',
    'delete it',
    'plastic',
    'copper',
    '10.9.0.0/16',
    '10.9.0.0/33',
    'brook',
    '3 h',
    '-1',
    '1e9',
  ],
  ...[
    '日本語',
    'e\u0301tude',
    '👩‍👩‍👧 family',
    'ﾊﾝｶｸ',
    '한국어',
    'שלום',
    '\u202eevil',
    'a\tb',
    'x'.repeat(300),
    '⚠️',
    '\ufeff',
  ],
]

const PASTES = [
  ...[
    'one\r\ntwo',
    'one\ntwo\n',
    '\n',
    '',
    'y\r',
    'confirm\r\n',
    '日本\n語',
    '\u001b[2Jx',
    '\u001b[31mred\u001b[0m',
    '\u0003',
  ],
  ...['\u0000\u0007\u0008', 'a'.repeat(5000), '\u001b]0;title\u0007', '\u001b[201', '{"a": [1,\n 2]}'],
]

/** Something a person, a cat or a broken terminal sends at once. */
export function handful(by: Chance): string {
  const kind = by.below(100)
  if (kind < 55) return by.pick(KEYS)
  if (kind < 67) return by.pick(WORDS)
  if (kind < 75) return `${by.pick(WORDS)}\r`
  if (kind < 82) return `\u001b[200~${by.pick(PASTES)}\u001b[201~`
  if (kind < 92) return Array.from({ length: 2 + by.below(7) }, () => by.pick(KEYS)).join('')
  if (kind < 96) return Array.from({ length: 1 + by.below(4) }, () => control(by)).join('')
  return Array.from({ length: 1 + by.below(6) }, () => String.fromCodePoint(0x20 + by.below(0x2f00))).join('')
}

/** Any control character but the one that ends the run and the one that the terminal driver may take. */
function control(by: Chance): string {
  const code = by.below(0x20)
  return code === 3 ? '' : String.fromCharCode(code)
}

export const windowSize = (by: Chance): { columns: number; rows: number } => ({
  columns: 10 + by.below(191),
  rows: 4 + by.below(57),
})
