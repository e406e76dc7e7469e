import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ParsedAnswer, parseAnswer, type Request } from '../../../src/engine/protocol/index.ts'
import { answer as answerSchema } from '../../../src/engine/protocol/schema.ts'
import { CHAIN, GATE, MATCH, MERGE, QUESTION, REQUESTS, TWO_CHANGES, TYPED_GATE } from './samples.ts'

type Row = [typed: string, answer: unknown]

const parsed = (request: Request, typed: string): unknown => {
  const found: ParsedAnswer = parseAnswer(request, typed)
  return found.is === 'answer' ? found.answer : found.is === 'show' ? { shows: found.what } : { refused: found.problem }
}
const refusal = (words: string): unknown => ({ refused: expect.stringContaining(words) })
const shows = (what: string): unknown => ({ shows: what })

describe('words that show something leave every request open', () => {
  test.each(REQUESTS.map((request): [string, Request] => [`${request.kind} ${request.id}`, request]))(
    '%s',
    (_id, request) => {
      for (const typed of ['help', 'HELP', ' ? ']) expect(parsed(request, typed)).toEqual(shows('help'))
      for (const typed of ['status', ' Status ']) expect(parsed(request, typed)).toEqual(shows('status'))
    },
  )
})

describe('a question', () => {
  const value = (text: unknown): unknown => ({ is: 'value', value: text })
  test.each<Row>([
    ['', { is: 'skip' }],
    ['   ', { is: 'skip' }],
    ['skip', { is: 'skip' }],
    ['SKIP', { is: 'skip' }],
    ['skip all', { is: 'skip-all' }],
    ['skip-all', { is: 'skip-all' }],
    ['Skip All', { is: 'skip-all' }],
    ['back', { is: 'back' }],
    ['done', { is: 'done' }],
    [' done ', { is: 'done' }],
    ['restart', { is: 'restart' }],
    ['plastic', value('plastic')],
    ['  10.0.0.0/16 ', value('10.0.0.0/16')],
    ['done with it', value('done with it')],
    ['skipper', value('skipper')],
    ['"back"', value('back')],
    ["'skip'", value('skip')],
    ['"skip all"', value('skip all')],
    ['"help"', value('help')],
    ['"status"', value('status')],
    ['"?"', value('?')],
    ['""', value('')],
    ['" padded "', value(' padded ')],
    [`"it's"`, value("it's")],
    [`"back'`, value(`"back'`)],
    ['"', value('"')],
    ['say "hello"', value('say "hello"')],
    ['[a, b]', value('[a, b]')],
    ['confirm', value('confirm')],
    ['no', value('no')],
  ])('%j', (typed, answer) => expect(parsed(QUESTION, typed)).toEqual(answer))

  test('Enter keeps the value given before', () => {
    expect(parsed({ ...QUESTION, previous: 'plastic' }, '')).toEqual(value('plastic'))
    expect(parsed({ ...QUESTION, previous: null }, '')).toEqual(value(null))
    expect(parsed({ ...QUESTION, previous: 'plastic' }, 'skip')).toEqual({ is: 'skip' })
  })
})

describe('the chain', () => {
  const request: Request = {
    kind: 'chain',
    id: 'chain',
    chain: CHAIN,
    match: MATCH,
    others: [{ name: 'heating-water', title: 'Boilers', questions: 2, withDefault: 1 }],
  }
  const customize = (...skills: string[]): unknown => ({ is: 'customize', skills })
  test.each<Row>([
    ['', { is: 'confirm' }],
    ['confirm', { is: 'confirm' }],
    ['Confirm', { is: 'confirm' }],
    ['c', { is: 'confirm' }],
    ['yes', { is: 'confirm' }],
    ['y', { is: 'confirm' }],
    ['skip all', { is: 'skip' }],
    ['skip', { is: 'skip' }],
    ['s', { is: 'skip' }],
    ['custom', { is: 'blueprint', name: null }],
    ['blueprint platform', { is: 'blueprint', name: 'platform' }],
    ['add heating-water', customize('laying-pipes', 'fitting-taps', 'heating-water')],
    ['ADD heating-water', customize('laying-pipes', 'fitting-taps', 'heating-water')],
    ['add heating-water heating-water', customize('laying-pipes', 'fitting-taps', 'heating-water')],
    ['add fitting-taps', customize('laying-pipes', 'fitting-taps')],
    ['remove laying-pipes', customize('fitting-taps')],
    ['remove laying-pipes, fitting-taps', customize()],
    ['remove heating-water', refusal('not in the chain')],
    ['order fitting-taps laying-pipes', customize('fitting-taps', 'laying-pipes')],
    ['order fitting-taps,laying-pipes,', customize('fitting-taps', 'laying-pipes')],
    ['order fitting-taps fitting-taps laying-pipes', customize('fitting-taps', 'laying-pipes')],
    ['customize heating-water', customize('heating-water')],
    ['order fitting-taps', refusal('leaves out laying-pipes')],
    ['order', refusal('order SKILL')],
    ['add', refusal('add SKILL')],
    ['customize', refusal('remove SKILL')],
    ['add heating', refusal("no skill 'heating'")],
    ['add heatin-water', refusal("Did you mean 'heating-water'?")],
    ['remove boiler', refusal('not in the chain')],
    ['add __proto__', refusal("no skill '__proto__'")],
    ['blueprint none', { is: 'blueprint', name: null }],
    ['blueprint', refusal('blueprint NAME')],
    ['no', refusal('confirm')],
    ['confirm it', refusal('confirm')],
    ['conf', refusal('confirm')],
  ])('%j', (typed, answer) => expect(parsed(request, typed)).toEqual(answer))
})

describe('a dialog', () => {
  const dialog = (keys: string[], fallback?: string): Request => ({
    kind: 'dialog',
    id: 'd',
    dialog: 'incomplete',
    title: '',
    lines: [],
    prompt: '',
    choices: keys.map((key) => ({ key, label: `Label ${key}` })),
    ...(fallback === undefined ? {} : { default: fallback }),
  })
  const [letters, words, alike] = [dialog(['A', 'B', 'C'], 'B'), dialog(['yes', 'no']), dialog(['no', 'none', 'all'])]
  test.each<[Request, string, unknown]>([
    [letters, '', 'B'],
    [letters, 'a', 'A'],
    [letters, ' C ', 'C'],
    [letters, 'D', refusal('A, B, C')],
    [letters, '1', refusal('A, B, C')],
    [letters, 'Label A', refusal('A, B, C')],
    [letters, '"A"', refusal('A, B, C')],
    [words, '', refusal('yes, no')],
    [words, 'y', 'yes'],
    [words, 'Y', 'yes'],
    [words, 'YES', 'yes'],
    [words, 'ye', 'yes'],
    [words, 'n', 'no'],
    [words, 'yess', refusal('yes, no')],
    [words, 'skip', refusal('yes, no')],
    [words, 'done', refusal('yes, no')],
    [alike, 'no', 'no'],
    [alike, 'non', 'none'],
    [alike, 'n', refusal('no, none, all')],
    [alike, 'a', 'all'],
  ])('%# %j', (request, typed, answer) => expect(parsed(request, typed)).toEqual(answer))
})

describe('a gate', () => {
  test.each<Row>([
    ['keep', 'keep'],
    ['drain', 'drain'],
    [' drain ', 'drain'],
    ['', refusal('keep, drain')],
    ['d', refusal('keep, drain')],
    ['drai', refusal('keep, drain')],
    ['DRAIN', refusal('keep, drain')],
    ['Drain it', refusal('keep, drain')],
    ['"drain"', refusal('keep, drain')],
    ['yes', refusal('keep, drain')],
    ['y', refusal('keep, drain')],
    ['1', refusal('keep, drain')],
    ['2', refusal('keep, drain')],
    ['skip', refusal('keep, drain')],
    ['skip all', refusal('keep, drain')],
    ['confirm', refusal('keep, drain')],
    ['done', refusal('keep, drain')],
  ])('%j', (typed, answer) => expect(parsed(GATE, typed)).toEqual(answer))

  test.each<Row>([
    ['keep', 'keep'],
    ['drain the boiler', 'drain'],
    ['  drain the boiler  ', 'drain'],
    ['drain', refusal('drain the boiler')],
    ['Drain The Boiler', refusal('drain the boiler')],
    ['drain the', refusal('drain the boiler')],
    ['drain  the  boiler', refusal('drain the boiler')],
    ['"drain the boiler"', refusal('drain the boiler')],
    ['Drain it', refusal('drain the boiler')],
    ['', refusal('drain the boiler')],
    ['yes', refusal('drain the boiler')],
  ])('with words to type: %j', (typed, answer) => expect(parsed(TYPED_GATE, typed)).toEqual(answer))

  test('opens for nothing but its key, or the words it asks for', () => {
    const word = fc.stringMatching(/^[a-z][a-z ]{0,10}[a-z]$/)
    const gate = fc
      .record({
        keys: fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
        typed: fc.option(fc.oneof(word, fc.constant('')), { nil: undefined }),
      })
      .map(({ keys, typed }): typeof GATE => ({
        ...GATE,
        choices: keys.map((key) => ({ key, label: `Label of ${key}` })),
        safe: keys[0] ?? '',
        ...(typed === undefined ? {} : { typed }),
      }))
    fc.assert(
      fc.property(gate, fc.context(), fc.gen(), (request, context, gen) => {
        const [open = ''] = request.choices.slice(1).map((choice) => choice.key)
        const typed = gen(() =>
          fc.oneof(
            fc.string(),
            fc.constantFrom('', ' ', '\n', 'y', 'yes', 'ok', 'skip', 'skip all', 'done', 'confirm', '1', '2', '"'),
            fc.constantFrom(open, open.slice(0, -1), open.toUpperCase(), `Label of ${open}`, `"${open}"`),
            fc.constantFrom(request.typed ?? '', `${request.typed} `, (request.typed ?? '').slice(0, -1)),
          ),
        )
        context.log(typed)
        const found = parseAnswer(request, typed)
        if (found.is !== 'answer' || found.answer === request.safe) return
        const wanted = request.typed === undefined ? request.choices.map((choice) => choice.key) : [request.typed]
        expect(typed.trim()).not.toBe('')
        expect(wanted).toContain(typed.trim())
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a merge', () => {
  test.each<Row>([
    ['mine', { is: 'mine' }],
    ['1', { is: 'mine' }],
    ['Keep mine', { is: 'mine' }],
    ['new', { is: 'new' }],
    ['2', { is: 'new' }],
    ['take new', { is: 'new' }],
    ['both', { is: 'both' }],
    ['3', { is: 'both' }],
    ['BOTH', { is: 'both' }],
    ['', refusal('mine, new, both or edit')],
    ['m', refusal('mine, new, both or edit')],
    ['edit', refusal('mine, new, both or edit')],
    ['4', refusal('mine, new, both or edit')],
    ['skip', refusal('mine, new, both or edit')],
    ['skip all', refusal('mine, new, both or edit')],
    ['done', refusal('mine, new, both or edit')],
    ['yes', refusal('mine, new, both or edit')],
  ])('%j', (typed, answer) => expect(parsed(MERGE, typed)).toEqual(answer))

  test.each<Row>([
    ['mine', { is: 'mine' }],
    ['mine new', { is: 'hunks', sides: ['mine', 'new'] }],
    ['3, 1', { is: 'hunks', sides: ['both', 'mine'] }],
    ['mine', { is: 'mine' }],
    ['mine new new', refusal('a side for each of the 2 changes')],
    ['mine x new', refusal('a side for each of the 2 changes')],
    ['__proto__ __proto__', refusal('a side for each of the 2 changes')],
  ])('with two changes: %j', (typed, answer) => expect(parsed(TWO_CHANGES, typed)).toEqual(answer))

  test.each(['not-ours', 'binary', 'deleted-by-you'] as const)('of a file that is %s has no middle', (reason) => {
    const request = { ...MERGE, reason }
    expect(parsed(request, 'mine')).toEqual({ is: 'mine' })
    expect(parsed(request, 'new')).toEqual({ is: 'new' })
    for (const typed of ['both', '3', 'edit', '']) expect(parsed(request, typed)).toEqual(refusal('mine or new'))
  })
})

test('any text for any request is an answer in its kind, something to show, or refused in words', () => {
  const words = fc.constantFrom(
    'add',
    'order',
    'remove',
    'blueprint',
    'skip all',
    'back',
    '"',
    "'",
    '',
    ' ',
    ',',
    '__proto__',
  )
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(words, fc.string())).map((all) => all.join(' ')),
  )
  fc.assert(
    fc.property(fc.constantFrom(...REQUESTS), typed, (request, text) => {
      const found = parseAnswer(request, text)
      if (found.is === 'refused') expect(found.problem).toMatch(/\S/)
      if (found.is !== 'answer') return
      expect(answerSchema.safeParse(found.answer).success).toBe(true)
      expect(typeof found.answer === 'string').toBe(request.kind === 'dialog' || request.kind === 'gate')
    }),
    { numRuns: 2000 },
  )
})
