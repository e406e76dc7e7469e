import { type Binding, bindingsFor, type Where } from './keys.ts'
import { type Line, lineWidth, span } from './lines.ts'

/** What can be pressed now, from the table that dispatches it, as much as fits on one line. */
export function footer(places: readonly Where[], width: number): Line {
  const all = bindingsFor(places).filter((one) => one.footer !== undefined)
  const entries = [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))]
  const named = new Set<string>()
  const spans = entries.flatMap((one): Line[] => {
    if (one.footer === undefined || named.has(one.footer) || named.has(one.shown)) return []
    named.add(one.footer).add(one.shown)
    return [[span(one.shown.replace(/^Ctrl-/, '^'), 'strong'), span(` ${one.footer}`, 'quiet')]]
  })
  const help = spans.at(-1)
  const rest = spans.slice(0, -1)
  const out: Line[number][] = [span(' ')]
  let used = 1 + (help === undefined ? 0 : lineWidth(help) + 3)
  for (const entry of rest) {
    const own = lineWidth(entry) + 3
    if (used + own > width) break
    out.push(...entry, span(' · ', 'quiet'))
    used += own
  }
  return help === undefined ? out : [...out, ...help]
}

const isFirst = (one: Binding): boolean => one.command === 'accept' || one.command === 'toggle'
