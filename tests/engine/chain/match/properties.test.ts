import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogSkills } from '../../../../src/engine/chain/catalog.ts'
import { foldAll, phraseWords } from '../../../../src/engine/chain/match/folding.ts'
import { matchGoal } from '../../../../src/engine/chain/match/index.ts'
import { AMBIGUOUS, OTHER_MEANINGS, PARTS, TAKEN_OVER } from '../../../../src/engine/chain/match/meanings.ts'
import { distance } from '../../../../src/engine/chain/match/spelling.ts'
import { SYNONYMS } from '../../../../src/engine/chain/match/synonyms.ts'
import { SYNONYMS_OF_LANGUAGES } from '../../../../src/engine/chain/match/synonyms-languages.ts'
import { loadGoals, loadSkills } from '../goal-table.ts'

const skills = loadSkills()
const goals = loadGoals().map((line) => line.goal)
const named = (goal: string): string[] =>
  matchGoal(goal, skills, [])
    .skills.filter((skill) => !skill.inserted)
    .map((skill) => skill.name)

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'no',
        'without',
        'kubernetes',
        'dns',
        ',',
        'or',
        'and',
        '(',
        ')',
        'mesh',
        '3',
        'azs',
        'eu-west-1',
        '10.0.0.0/16',
        'rpo',
        '5m',
        'w/o',
        '/',
        ':',
        '.',
        'なし',
        'ohne',
        'dr',
      ),
      { maxLength: 30 },
    )
    .map((words) => words.join(' ')),
)
const aGoal = fc.constantFrom(...goals)

describe('the matcher', () => {
  test('never throws and always has something to offer', () => {
    fc.assert(
      fc.property(anyText, (goal) => {
        const match = matchGoal(goal, skills, [])
        expect(match.skills.length + match.nearest.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  test('is pure: the same goal gives the same answer, and nothing it was given changes', () => {
    const before = JSON.stringify(skills)
    fc.assert(
      fc.property(aGoal, (goal) => {
        expect(matchGoal(goal, skills, [])).toEqual(matchGoal(goal, skills, []))
      }),
    )
    expect(JSON.stringify(skills)).toBe(before)
  })

  test('a word about something else, added at the end, takes no skill away', () => {
    const words = fc.constantFrom(
      'banana',
      'thanks',
      'quickly',
      'invoices',
      'please',
      'tomorrow',
      'Zebra',
      '42',
      '🙂',
      'customers',
    )
    fc.assert(
      fc.property(aGoal, words, (goal, word) => {
        expect(named(`${goal}; ${word}`)).toEqual(expect.arrayContaining(named(goal)))
      }),
      { numRuns: 300 },
    )
  })

  test('case makes no difference', () => {
    for (const goal of goals.filter((text) => !/[İı]/.test(text) && !/\bDr\.|\bdr\./.test(text))) {
      expect(named(goal.toUpperCase())).toEqual(named(goal))
      expect(named(goal.toLowerCase())).toEqual(named(goal))
    }
  })

  test.each([
    [
      'load balancer',
      'load balancers',
      'load-balancer',
      'loadbalancer',
      'Load-Balancers',
      'LOADBALANCERS',
      'load_balancer',
    ],
    ['service mesh', 'service meshes', 'service-mesh', 'servicemesh'],
    ['subnet', 'subnets', 'Sub-net', 'SUBNETS'],
    ['route53', 'Route 53', 'route-53', 'ROUTE53'],
    ['shell script', 'shell scripts', 'shell-scripts', 'shellscripts'],
    [
      'disaster recovery',
      'disaster-recovery',
      'Disaster  Recovery',
      'disaster\nrecovery',
      'disaster\u00a0recovery',
      'ｄｉｓａｓｔｅｒ recovery',
    ],
    ['reverse proxy', 'reverse proxies', 'reverse-proxy', 'reverseproxy'],
  ])('%s is one thing in every form', (first, ...forms) => {
    const chain = named(first)
    expect(chain).toHaveLength(1)
    for (const form of forms) expect(named(form)).toEqual(chain)
  })

  test('one slip in a long keyword changes nothing', () => {
    const slips = fc.record({
      word: fc.constantFrom(
        'kubernetes',
        'terraform',
        'ansible',
        'linkerd',
        'haproxy',
        'microservices',
        'cloudformation',
      ),
      at: fc.nat(20),
    })
    fc.assert(
      fc.property(slips, ({ word, at }) => {
        const place = 1 + (at % (word.length - 3))
        const swapped = word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2)
        const dropped = word.slice(0, place) + word.slice(place + 1)
        expect(named(swapped)).toEqual(named(word))
        expect(named(dropped)).toEqual(named(word))
      }),
    )
  })

  test('names no skill in everyday sentences', () => {
    for (const goal of [
      'I enjoy sharing routine thoughts with a sensible consultant',
      'bake a cake without sugar, no nuts or raisins',
      'the quick brown fox jumps over the lazy dog',
      'call Dr. Smith about the appointment',
      'write an essay about the French revolution',
    ]) {
      expect(named(goal)).toEqual([])
    }
  })
})

describe('folding', () => {
  test('of many phrases at once is the same as of each', () => {
    const phrase = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('pods', 'Load-Balancers', 'proxy_pass', 'https', 'réseaux', '分散', "let's", 'policies', ' dns '),
    )
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 8 }), (phrases) => {
        expect(foldAll(phrases)).toEqual(phrases.map((text) => phraseWords(text).join(' ')))
      }),
      { numRuns: 300 },
    )
  })
})

describe('distance', () => {
  test('counts slips, swapped neighbours as one', () => {
    expect(distance('kuberentes', 'kubernetes', 2)).toBe(1)
    expect(distance('terrafrom', 'terraform', 2)).toBe(1)
    expect(distance('form', 'terraform', 2)).toBe(3)
  })

  test('is symmetric, and zero only for equal words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 10)).toBe(distance(b, a, 10))
        expect(distance(a, b, 10) === 0).toBe(a === b)
      }),
    )
  })
})

describe('the tables', () => {
  const entries = [SYNONYMS, SYNONYMS_OF_LANGUAGES, OTHER_MEANINGS, AMBIGUOUS, TAKEN_OVER, PARTS].flatMap((table) =>
    table
      .trim()
      .split(/[,:]\s+|\n/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )

  test('stand in the folded form that is compared', () => {
    expect(entries.filter((entry) => phraseWords(entry).join(' ') !== entry)).toEqual([])
  })

  test('have no alias of more than six words', () => {
    expect(entries.filter((entry) => entry.split(' ').length > 6)).toEqual([])
  })

  test('the catalogue says the same as the skills', () => {
    for (const entry of catalogSkills([])) expect(skills).toContainEqual(entry)
    expect(catalogSkills(skills)).toEqual([])
  })
})
