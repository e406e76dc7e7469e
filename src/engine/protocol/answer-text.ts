import type { Answer, ChainRequest, DialogRequest, MergeRequest, QuestionRequest, Request } from './requests.ts'

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
  if (word === '' || word === 'confirm' || word === 'c' || word === 'yes') return answer({ is: 'confirm' })
  if (word === 'skip' || word === 's') return answer({ is: 'skip' })
  if (word === 'custom') return answer({ is: 'blueprint', name: null })
  const [first = '', ...rest] = typed.split(/[\s,]+/)
  const verb = first.toLowerCase()
  const names = [...new Set(rest.filter((name) => name !== ''))]
  if (verb === 'blueprint' && names[0] !== undefined) return answer({ is: 'blueprint', name: names[0] })
  const now = request.chain.skills.map((skill) => skill.name)
  const known = [...now, ...request.others.map((skill) => skill.name)]
  const wrong = names.find((name) => !known.includes(name))
  if (verb === 'customize' || verb === 'add' || verb === 'remove' || verb === 'order') {
    if (wrong !== undefined) return refused(`There is no skill '${wrong}'. Known: ${known.join(', ')}.`)
    if (names.length === 0) return refused(CUSTOMIZE)
    if (verb === 'add')
      return answer({ is: 'customize', skills: [...now, ...names.filter((name) => !now.includes(name))] })
    if (verb === 'remove') return answer({ is: 'customize', skills: now.filter((name) => !names.includes(name)) })
    const missing = verb === 'order' ? now.filter((name) => !names.includes(name)) : []
    if (missing.length > 0) return refused(`order takes all skills of the chain; missing: ${missing.join(', ')}.`)
    return answer({ is: 'customize', skills: names })
  }
  return refused('Type confirm, skip, customize or help.')
}

const CUSTOMIZE =
  'Type "add SKILL …", "remove SKILL …", or "order SKILL SKILL …" with all skills in the order you want.'

function choice(request: DialogRequest, typed: string, fallback: string | undefined): ParsedAnswer {
  if (typed === '' && fallback !== undefined) return answer(fallback)
  const word = typed.toLowerCase()
  const exact = request.choices.find((c) => c.key.toLowerCase() === word)
  const found = exact ?? only(request.choices.filter((c) => word !== '' && c.key.toLowerCase().startsWith(word)))
  return found === undefined
    ? refused(`Type one of ${request.choices.map((c) => c.key).join(', ')}.`)
    : answer(found.key)
}

function gateAnswer(request: Extract<Request, { kind: 'gate' }>, typed: string): ParsedAnswer {
  if (request.typed !== undefined && typed !== '' && typed === request.typed) {
    const open = request.choices.find((c) => c.key !== request.safe)
    if (open !== undefined) return answer(open.key)
  }
  const found = request.choices.find((c) => c.key === typed)
  if (found === undefined || (request.typed !== undefined && found.key !== request.safe)) {
    return refused(
      request.typed === undefined
        ? `Type one of ${request.choices.map((c) => c.key).join(', ')}.`
        : `Type "${request.typed}" to go on, or "${request.safe}".`,
    )
  }
  return answer(found.key)
}

function mergeAnswer(request: MergeRequest, word: string): ParsedAnswer {
  if (word === '1' || word === 'mine' || word === 'keep mine') return answer({ is: 'mine' })
  if (word === '2' || word === 'new' || word === 'take new') return answer({ is: 'new' })
  if ((word === '3' || word === 'both') && request.reason === 'both-changed') return answer({ is: 'both' })
  return refused(request.reason === 'both-changed' ? 'Type mine, new, both or edit.' : 'Type mine or new.')
}

const only = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined)
