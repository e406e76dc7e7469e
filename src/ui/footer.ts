import { type Binding, bindingsFor, type Where } from './keys.ts'
import { type Line, lineWidth, span } from './lines.ts'

/** What can be pressed now, from the table that dispatches it: the most needed first, as much as fits on one line. */
export function footer(places: readonly Where[], width: number): Line {
  const entries = entriesFor(places)
  const room = (shown: readonly Entry[]): number =>
    1 + lineWidth(shown.flatMap(drawn)) + Math.max(0, shown.length - 1) * 3
  const taken: Entry[] = []
  // Where all the others are listed is never left out.
  for (const entry of [...entries].sort((a, b) => rank(a) - rank(b)))
    if (room([...taken, entry]) <= width) taken.push(entry)
  const shown = entries.filter((entry) => taken.includes(entry))
  return [
    span(' '),
    ...shown.flatMap((entry, index) => [...(index === 0 ? [] : [span(' · ', 'quiet')]), ...drawn(entry)]),
  ]
}

interface Entry {
  shown: string
  word: string
  binding: Binding
}

const drawn = ({ shown, word }: Entry): Line => [span(shown, 'strong'), span(` ${word}`, 'quiet')]

/** Keys that share a word are one entry: `↑↓ move`. Of several keys for one command the first counts. */
function entriesFor(places: readonly Where[]): Entry[] {
  const entries: Entry[] = []
  const taken = new Set<string>()
  for (const binding of bindingsFor(places)) {
    const [key = ''] = binding.keys
    const elsewhere = taken.has(key)
    for (const one of binding.keys) taken.add(one)
    // Where the keys are being read, they are not offered again.
    const again = binding.command === 'help' && places.length === 1 && places[0] === 'pages'
    if (binding.footer === undefined || elsewhere || again) continue
    const same = entries.find((one) => one.word === binding.footer)
    const shown = binding.shown.replace(/^Ctrl-/, '^')
    if (same === undefined) entries.push({ shown, word: binding.footer, binding })
    else if (same.binding.command !== binding.command) same.shown = together(same.shown, shown)
  }
  return entries.sort((a, b) => place(a) - place(b))
}

/** `Shift-↑` and `Shift-↓` are `Shift-↑↓`. */
function together(first: string, second: string): string {
  const head = first.slice(0, -1)
  return second.startsWith(head) ? first + second.slice(head.length) : `${first} ${second}`
}

/** From left to right: what moves, what decides, what steers, where the rest is listed. */
const place = ({ binding }: Entry): number =>
  binding.where === 'anywhere' ? 3 : binding.command === 'up' || binding.command === 'down' ? 0 : first(binding) ? 1 : 2

/** What is left out first when the line is short. */
const rank = ({ binding }: Entry): number => {
  if (binding.command === 'help') return 0
  if (first(binding)) return 1
  if (binding.command === 'interrupt') return 4
  return binding.command === 'up' || binding.command === 'down' ? 3 : 2
}

const first = ({ command }: Binding): boolean => command === 'accept' || command === 'toggle'
