import type { Word } from '../lexer.ts'
import { regexFault } from '../regex.ts'
import { advise, type Item, refuse, type Visit } from '../scope.ts'

export interface Location {
  kind: 'prefix' | 'exact' | 'regex' | 'named'
  text: string
  word: Word
}

export function locationOf({ statement }: Pick<Item, 'statement'>): Location | null {
  const [first, second] = statement.args
  if (first === undefined) return null
  if (second !== undefined) {
    const kind = ({ '=': 'exact', '^~': 'prefix', '~': 'regex', '~*': 'regex' } as const)[first.text]
    return kind === undefined ? null : { kind, text: second.text, word: second }
  }
  const [, mark = '', text = ''] = /^(=|\^~|~\*|~)?(.*)$/s.exec(first.text) ?? []
  const kind = mark === '=' ? 'exact' : mark.startsWith('~') ? 'regex' : text.startsWith('@') ? 'named' : 'prefix'
  return { kind, text, word: first }
}

export function location(visit: Visit): void {
  const { statement, frame } = visit
  const [first] = statement.args
  const here = locationOf(visit)
  if (first === undefined) return
  if (here === null) {
    refuse(visit, first, `invalid location modifier "${first.text}"`, 'it is one of = ^~ ~ ~*')
    return
  }
  if (here.kind === 'regex') {
    const fault = regexFault(here.text)
    if (fault !== null) refuse(visit, here.word, `regular expression "${here.text}" is refused: ${fault}`)
  }
  const outer = frame.context === 'location' && frame.item !== null ? locationOf(frame.item) : null
  if (outer !== null) nested(visit, here, outer)
  alias(visit, here)
}

function nested(visit: Visit, here: Location, outer: Location): void {
  if (outer.kind === 'exact')
    refuse(visit, here.word, `location "${here.text}" cannot be inside the exact location "${outer.text}"`)
  else if (outer.kind === 'named')
    refuse(visit, here.word, `location "${here.text}" cannot be inside the named location "${outer.text}"`)
  else if (here.kind === 'named')
    refuse(visit, here.word, `named location "${here.text}" can be on the server level only`)
  else if (here.kind !== 'regex' && outer.kind === 'prefix' && !here.text.startsWith(outer.text))
    refuse(visit, here.word, `location "${here.text}" is outside location "${outer.text}"`)
}

/** `location /img { alias /data/img/; }` hands out /data/img/../ as well. */
function alias(visit: Visit, here: Location): void {
  if (here.kind !== 'prefix' || here.text.endsWith('/')) return
  const found = visit.statement.block?.find((one) => one.name.text === 'alias')
  const target = found?.args[0]
  if (target?.text.endsWith('/') !== true) return
  const rest = `${here.text}../`
  advise(visit, target, `a request for ${rest} leaves ${target.text}`, `end both with a slash: location ${here.text}/`)
}

/** Two locations of a block that are the same to nginx. */
export function locationsTogether({ frame, findings }: Visit): void {
  const seen = new Map<string, Item>()
  for (const item of frame.items) {
    if (item.statement.name.text !== 'location' || item.statement.block === null) continue
    const here = locationOf(item)
    if (here === null || here.kind === 'regex' || here.kind === 'named' || here.text.includes('$')) continue
    const key = `${here.kind === 'exact' ? '=' : ''}${here.text}`
    const first = seen.get(key)
    if (first === undefined) seen.set(key, item)
    else {
      const { line } = first.source.at(first.statement.name.start)
      findings.error(
        item.source,
        here.word.start,
        `duplicate location "${here.text}"`,
        `the other is in ${first.source.path}:${line}`,
      )
    }
  }
}
