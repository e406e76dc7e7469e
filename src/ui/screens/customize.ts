import { type ChainRequest, count, estimateOf } from '../../engine/protocol/index.ts'
import { type Edit, EMPTY, editKey } from '../edit.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { type Line, line, sides, span, wrapText } from '../lines.ts'
import { chainTitle } from './chain-lines.ts'
import { editSpans } from './picker.ts'
import type { Drawing, Tools } from './types.ts'

/** The chain as check boxes: the skills that are in, in their order, then all others. */
export interface Customize {
  readonly inside: readonly string[]
  readonly outside: readonly string[]
  /** Name under the cursor. */
  readonly at: string
  /** What is typed after `/`; null while nothing is filtered. */
  readonly filter: Edit | null
  /** Why the last move was refused. */
  readonly refused: string
}

export function openCustomize(request: ChainRequest): Customize {
  const inside = request.chain.skills.map((skill) => skill.name)
  const outside = request.others.map((skill) => skill.name)
  return { inside, outside, at: inside[0] ?? outside[0] ?? '', filter: null, refused: '' }
}

export const customizePlaces = (list: Customize): readonly Where[] =>
  list.filter === null ? ['checks', 'customize', 'list'] : ['filter', 'list']

export type Customized = { list: Customize } | { skills: string[] } | 'close' | 'help'

export function pressCustomize(request: ChainRequest, list: Customize, press: Press, tools: Tools): Customized {
  const command = commandFor(press, customizePlaces(list), list.filter !== null)
  const shown = visible(request, list)
  const index = Math.max(0, shown.indexOf(list.at))
  const to = (at: number): Customized => ({ list: { ...list, at: shown[at] ?? list.at, refused: '' } })
  switch (command) {
    case 'up':
      return to(index <= 0 ? shown.length - 1 : index - 1)
    case 'down':
      return to(index >= shown.length - 1 ? 0 : index + 1)
    case 'first':
      return to(0)
    case 'last':
      return to(shown.length - 1)
    case 'page-up':
      return to(Math.max(0, index - 8))
    case 'page-down':
      return to(Math.min(shown.length - 1, index + 8))
    case 'toggle':
      return { list: toggle(list, tools) }
    case 'move-up':
      return { list: move(list, -1, tools) }
    case 'move-down':
      return { list: move(list, 1, tools) }
    case 'filter':
      return { list: { ...list, filter: EMPTY, refused: '' } }
    case 'help':
      return 'help'
    case 'close':
      return list.filter === null ? 'close' : { list: { ...list, filter: null } }
    case 'accept':
      return list.filter === null ? { skills: [...list.inside] } : { list: { ...list, filter: null } }
    default:
      return { list: typed(request, list, press) }
  }
}

function typed(request: ChainRequest, list: Customize, press: Press): Customize {
  if (list.filter === null) return list
  const filter = editKey(list.filter, press) ?? list.filter
  const next = { ...list, filter }
  const shown = visible(request, next)
  return shown.includes(list.at) ? next : { ...next, at: shown[0] ?? list.at }
}

/** Skills whose name or title holds the letters of the filter. */
function visible(request: ChainRequest, list: Customize): string[] {
  const wanted = list.filter?.text.trim().toLowerCase() ?? ''
  const titles = new Map([...request.chain.skills, ...request.others].map((skill) => [skill.name, skill.title]))
  return [...list.inside, ...list.outside].filter(
    (name) => name.includes(wanted) || (titles.get(name) ?? '').toLowerCase().includes(wanted),
  )
}

function toggle(list: Customize, tools: Tools): Customize {
  const { at, inside, outside } = list
  if (inside.includes(at)) {
    const needed = tools.neededBy(at, inside)
    return {
      ...list,
      inside: inside.filter((name) => name !== at),
      outside: [at, ...outside],
      refused:
        needed.length === 0
          ? ''
          : `${needed.join(', ')} ${needed.length === 1 ? 'needs' : 'need'} ${at}: you will be asked about it`,
    }
  }
  // What a skill builds on comes with it, first.
  const along = tools.needs(at).filter((name) => !inside.includes(name))
  const next = [...along, at].reduce<readonly string[]>((now, name) => place(name, now, tools), inside)
  return {
    ...list,
    inside: next,
    outside: outside.filter((name) => !next.includes(name)),
    refused: along.length === 0 ? '' : `${at} builds on ${along.join(', ')}: taken in, too`,
  }
}

/** A skill that comes in goes to the latest place its dependents allow. */
function place(name: string, inside: readonly string[], tools: Tools): string[] {
  for (let at = inside.length; at >= 0; at--) {
    const next = [...inside.slice(0, at), name, ...inside.slice(at)]
    if (tools.refuseOrder(next) === null) return next
  }
  return [...inside, name]
}

function move(list: Customize, by: -1 | 1, tools: Tools): Customize {
  const from = list.inside.indexOf(list.at)
  const to = from + by
  if (from < 0) return { ...list, refused: `${list.at} is not in the chain: Space takes it in` }
  if (to < 0 || to >= list.inside.length) return { ...list, refused: '' }
  const next = [...list.inside]
  next.splice(from, 1)
  next.splice(to, 0, list.at)
  const refused = tools.refuseOrder(next)
  return refused === null ? { ...list, inside: next, refused: '' } : { ...list, refused }
}

export function viewCustomize(request: ChainRequest, list: Customize, { size }: Drawing): Parts {
  const width = frameWidth(size)
  const pen = penFor(isSmall(size) ? 'none' : 'round', width)
  const known = new Map([...request.chain.skills, ...request.others].map((skill) => [skill.name, skill]))
  const shown = visible(request, list)
  const column = Math.max(0, ...shown.map((name) => name.length))
  const rows = shown.map((name): Line => {
    const position = list.inside.indexOf(name)
    const here = name === list.at
    const skill = known.get(name)
    const left = [
      span(here ? '› ' : '  ', 'chosen'),
      span(position < 0 ? '   ' : `${String(position + 1).padStart(2)}.`, 'quiet'),
      span(position < 0 ? ' [ ] ' : ' [x] ', position < 0 ? 'quiet' : 'good'),
      span(name.padEnd(column), here ? 'chosen' : position < 0 ? 'plain' : 'strong'),
      span(`  ${skill?.title ?? ''}`, 'quiet'),
    ]
    return sides(left, [span(`  ${count(skill?.questions ?? 0, 'question').padStart(12)}`, 'quiet')], pen.inner)
  })
  // The line between what is in and what is not.
  const first = shown.findIndex((name) => !list.inside.includes(name))
  if (first > 0) rows.splice(first, 0, line(span('  not in the chain', 'quiet')))
  const focus = Math.max(0, shown.indexOf(list.at))
  const { questions, withDefault, minutes } = estimateOf(list.inside.flatMap((name) => known.get(name) ?? []))
  return {
    top: [...pen.top(), ...chainTitle(request.chain, pen.inner).map(pen.row), ...pen.rule()],
    body: (rows.length === 0 ? [line(span('  no skill has these letters', 'quiet'))] : rows).map(pen.row),
    focus: first > 0 && focus >= first ? focus + 1 : focus,
    bottom: [
      ...pen.rule(),
      ...wrapText(
        `${count(list.inside.length, 'skill')}   Estimated: ${minutes} min · ${count(questions, 'question')} (${withDefault} have a default)`,
        pen.inner,
        2,
      ).map(pen.row),
      ...pen.bottom(),
      ...(list.filter === null ? [] : [line(span(' / ', 'accent'), ...editSpans(list.filter, width - 4))]),
      ...(list.refused === '' ? [] : wrapText(` ! ${list.refused}`, width, 3, 'warn')),
    ],
    more: (text) => pen.row(line(span(`  ${text}`, 'quiet'))),
  }
}
