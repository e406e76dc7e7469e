import { nearest } from '../../skills/nearest.ts'
import type { Answer, ChainRequest, DialogRequest, MergeRequest, QuestionRequest, Request, Side } from './requests.ts'

/** Words that steer instead of answering, in every kind of question. */
export const STEERING = ['skip', 'skip all', 'back', 'done', 'restart'] as const
/** Words that show something and leave the request open; the host handles them. */
export const SHOWING = ['status', 'help'] as const

export type ParsedAnswer =
  | { is: 'answer'; answer: Answer }
  | { is: 'show'; what: 'status' | 'help' }
  | { is: 'refused'; problem: string }

/** Turns typed words into the answer of a request. A value that is a steering word is put in quotes. */
export function parseAnswer(request: Request, text: string): ParsedAnswer {
  const typed = text.trim()
  const word = typed.toLowerCase()
  if (word === 'status' || word === 'help' || word === '?')
    return { is: 'show', what: word === 'status' ? 'status' : 'help' }
  switch (request.kind) {
    case 'question':
      return answer(questionAnswer(request, typed, word))
    case 'chain':
      return chainAnswer(request, typed, word)
    case 'dialog':
      return choice(request, typed, request.default)
    case 'gate':
      return gateAnswer(request, typed)
    case 'merge':
      return mergeAnswer(request, word)
  }
}

const answer = (value: Answer): ParsedAnswer => ({ is: 'answer', answer: value })
const refused = (problem: string): ParsedAnswer => ({ is: 'refused', problem })

function questionAnswer(request: QuestionRequest, typed: string, word: string): Answer {
  if (typed === '') return request.previous === undefined ? { is: 'skip' } : { is: 'value', value: request.previous }
  if (word === 'skip all' || word === 'skip-all') return { is: 'skip-all' }
  if (word === 'skip' || word === 'back' || word === 'done' || word === 'restart') return { is: word }
  const quoted = /^(["'])(.*)\1$/s.exec(typed)
  return { is: 'value', value: quoted?.[2] ?? typed }
}

function chainAnswer(request: ChainRequest, typed: string, word: string): ParsedAnswer {
  if (word === '' || word === 'confirm' || word === 'c' || word === 'yes' || word === 'y')
    return answer({ is: 'confirm' })
  if (word === 'skip' || word === 'skip all' || word === 's') return answer({ is: 'skip' })
  if (word === 'custom') return answer({ is: 'blueprint', name: null })
  const [typedVerb = '', ...names] = typed.split(/[\s,]+/).filter((part) => part !== '')
  const verb = typedVerb.toLowerCase()
  if (verb === 'blueprint') {
    if (names[0] === undefined) return refused('Type "blueprint NAME", or "custom" to go without one.')
    return answer({ is: 'blueprint', name: names[0] === 'none' ? null : names[0] })
  }
  if (verb === 'add' || verb === 'remove' || verb === 'order' || verb === 'customize') {
    if (names.length === 0) return refused(CUSTOMIZE)
    const now = request.chain.skills.map((skill) => skill.name)
    const problem = namesProblem(request, verb, now, names)
    if (problem !== null) return refused(problem)
    if (verb === 'add') return answer({ is: 'customize', skills: [...new Set([...now, ...names])] })
    if (verb === 'remove') return answer({ is: 'customize', skills: now.filter((name) => !names.includes(name)) })
    return answer({ is: 'customize', skills: [...new Set(names)] })
  }
  return refused(notThere(typed, CHAIN_WORDS, request))
}

/** Skills that are not there, or not where the verb needs them. */
function namesProblem(request: ChainRequest, verb: string, now: string[], names: string[]): string | null {
  const others = request.others.map((skill) => skill.name)
  const known = [...now, ...others]
  for (const name of names) {
    if (verb === 'remove' && !now.includes(name))
      return `'${name}' is not in the chain. In it: ${now.join(', ') || 'nothing'}.`
    if (known.includes(name)) continue
    const coming = request.chain.leftOut.find((skill) => skill.name === name)
    if (coming !== undefined) return `'${name}' cannot be added: ${coming.why}.`
    const near = nearest(name, known)
    return `There is no skill '${name}'. ${near === null ? `Known: ${known.join(', ')}.` : `Did you mean '${near}'?`}`
  }
  const left = now.filter((name) => !names.includes(name))
  if (verb === 'order' && left.length > 0)
    return `The order leaves out ${left.join(', ')}. Name all skills, or remove them first.`
  return null
}

const CUSTOMIZE =
  'Type "add SKILL …", "remove SKILL …", or "order SKILL SKILL …" with all skills in the order you want.'

const CHAIN_WORDS = ['confirm', 'skip', 'customize', 'help', 'status', 'custom', 'blueprint', 'add', 'remove', 'order']

/** Why a word is no answer, the one that was probably meant, and all that may be typed. */
function notThere(typed: string, words: readonly string[], request: Request): string {
  if (typed === '') return answersOf(request)
  const near = typed.length < 3 ? null : nearest(typed, words)
  return `"${shortened(typed)}" is no answer here${near === null ? '.' : `; did you mean ${near}?`} ${answersOf(request)}`
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** What may be typed at a request. */
export function answersOf(request: Request): string {
  switch (request.kind) {
    case 'question':
      return 'Type a value, or skip, skip all, back, done, restart.'
    case 'chain':
      return 'Type confirm, skip, add SKILL, remove SKILL, order SKILL …, blueprint NAME, custom or help.'
    case 'dialog':
    case 'gate':
      return `Type one of ${request.choices.map((c) => c.key).join(', ')}.`
    case 'merge':
      if (request.reason !== 'both-changed') return 'Type mine or new.'
      return request.hunks.length > 1
        ? `Type mine, new, both or edit, or a side for each of the ${request.hunks.length} changes: mine new …`
        : 'Type mine, new, both or edit.'
  }
}

function choice(request: DialogRequest, typed: string, fallback: string | undefined): ParsedAnswer {
  if (typed === '' && fallback !== undefined) return answer(fallback)
  const word = typed.toLowerCase()
  const exact = request.choices.find((c) => c.key.toLowerCase() === word)
  const found = exact ?? only(request.choices.filter((c) => word !== '' && c.key.toLowerCase().startsWith(word)))
  const keys = request.choices.map((c) => c.key)
  return found === undefined ? refused(notThere(typed, keys, request)) : answer(found.key)
}

function gateAnswer(request: Extract<Request, { kind: 'gate' }>, typed: string): ParsedAnswer {
  if (request.typed !== undefined && typed !== '' && typed === request.typed) {
    const open = request.choices.find((c) => c.key !== request.safe)
    if (open !== undefined) return answer(open.key)
  }
  const found = request.choices.find((c) => c.key === typed)
  if (found === undefined || (request.typed !== undefined && found.key !== request.safe)) {
    return refused(
      request.typed === undefined ? answersOf(request) : `Type "${request.typed}" to go on, or "${request.safe}".`,
    )
  }
  return answer(found.key)
}

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['mine', 'mine'],
  ['new', 'new'],
  ['both', 'both'],
  ['1', 'mine'],
  ['2', 'new'],
  ['3', 'both'],
])

function mergeAnswer(request: MergeRequest, word: string): ParsedAnswer {
  if (word === '1' || word === 'mine' || word === 'keep mine') return answer({ is: 'mine' })
  if (word === '2' || word === 'new' || word === 'take new') return answer({ is: 'new' })
  if ((word === '3' || word === 'both') && request.reason === 'both-changed') return answer({ is: 'both' })
  const sides = word.split(/[\s,]+/).map((one) => SIDES.get(one))
  const whole = sides.filter((side) => side !== undefined)
  const each = sides.length > 1 && sides.length === request.hunks.length && whole.length === sides.length
  if (each && request.reason === 'both-changed') return answer({ is: 'hunks', sides: whole })
  return refused(notThere(word, ['mine', 'new', 'both'], request))
}

const only = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined)
