import type { Random } from '../../terraform/edits/index.ts'

/** Characters that end, open or confuse something in at least one of the languages that are read here. */
const NASTY = [
  '"',
  "'",
  '`',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '<',
  '>',
  '\\',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  ';',
  ':',
  ',',
  '.',
  '#',
  '$',
  '%',
  '&',
  '*',
  '!',
  '|',
  '?',
  '@',
  '=',
  '-',
  '/',
  '~',
  '^',
  '0',
  '-1',
  '99999999999999999999',
  '\u0000',
  '\uFEFF',
  'é',
  '\u0301',
  '😀',
  '\uD800',
  '\u2028',
  '${',
  '{{',
  '}}',
  '{%',
  '<<EOF',
  '<<-',
  '/*',
  '*/',
  '//',
  '---',
  '...',
  '__proto__',
  'constructor',
]

type Mutation = (text: string, random: Random, seeds: readonly string[]) => string

const MUTATIONS: readonly Mutation[] = [
  // A character lost, changed or added, by far the most common slip.
  (text, random) => splice(text, place(text, random), 1, ''),
  (text, random) => splice(text, place(text, random), 1, draw(NASTY, random)),
  (text, random) => splice(text, place(text, random), 0, draw(NASTY, random)),
  (text, random) => splice(text, place(text, random), 0, String.fromCharCode(Math.floor(random() * 0x250))),
  // A piece lost, doubled, moved or turned around.
  (text, random) => splice(text, place(text, random), Math.floor(random() * 60), ''),
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
  (text, random) => splice(text, place(text, random), 0, piece(text, random, 80)),
  (text, random) => splice(text, place(text, random), 20, piece(text, random, 80)),
  (text, random) => {
    const from = place(text, random)
    const turned = [...text.slice(from, from + 20)].reverse().join('')
    return splice(text, from, 20, turned)
  },
  // Lines swapped, lost, indented otherwise.
  (text, random) => lines(text, (all) => all.splice(Math.floor(random() * all.length), 1)),
  (text, random) =>
    lines(text, (all) => {
      const [gone = ''] = all.splice(Math.floor(random() * all.length), 1)
      all.splice(Math.floor(random() * all.length), 0, gone)
    }),
  (text, random) =>
    lines(text, (all) => {
      const at = Math.floor(random() * all.length)
      all[at] = random() < 0.5 ? ` ${all[at] ?? ''}` : (all[at] ?? '').replace(/^\s/, '')
    }),
  // A piece of another file.
  (text, random, seeds) => splice(text, place(text, random), 0, piece(draw(seeds, random), random, 200)),
  // Depth and length, which break recursion and what is slower than linear.
  (text, random) => splice(text, place(text, random), 0, draw(NASTY, random).repeat(1 + Math.floor(random() * 3000))),
  (text, random) =>
    splice(text, place(text, random), 0, piece(text, random, 12).repeat(1 + Math.floor(random() * 1500))),
]

/** One to six slips after each other. */
export function mutate(seeds: readonly string[], random: Random): string {
  let text = draw(seeds, random)
  for (let left = 1 + Math.floor(random() ** 2 * 6); left > 0; left--) {
    text = draw(MUTATIONS, random)(text, random, seeds)
    if (text.length > LONGEST) text = text.slice(0, LONGEST)
  }
  return text
}

const LONGEST = 60_000

function draw<T>(from: readonly T[], random: Random): T {
  const drawn = from[Math.floor(random() * from.length)]
  if (drawn === undefined) throw new Error('there is nothing to draw from')
  return drawn
}

const place = (text: string, random: Random): number => Math.floor(random() * (text.length + 1))

function piece(text: string, random: Random, longest: number): string {
  const from = place(text, random)
  return text.slice(from, from + 1 + Math.floor(random() * longest))
}

const splice = (text: string, at: number, gone: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + gone)

function lines(text: string, change: (all: string[]) => void): string {
  const all = text.split('\n')
  change(all)
  return all.join('\n')
}
