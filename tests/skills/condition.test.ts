import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Comparison,
  ConditionError,
  type Expr,
  evaluate,
  namesIn,
  parseCondition,
  printCondition,
  type Scope,
  truthy,
} from '../../src/skills/condition.ts'

const scope: Scope = {
  maturity: 'intermediate',
  skills: ['managing-dns', 'architecting-networks'],
  dns: { domain: 'shop.internal', visibility: 'private', failover: null },
  network: { azs: 3, cidr: '10.0.0.0/16' },
  services: [
    { name: 'web', port: 8080 },
    { name: 'api', port: 9090 },
  ],
  cluster: { version: '1.9' },
  backup: { rto: '4h', rpo: '15m' },
  world: [],
  'flat.name': 7,
}

describe('an expression', () => {
  test.each<[string, unknown]>([
    ["dns.visibility == 'private'", true],
    ["dns.visibility != 'private'", false],
    ['network.azs >= 3', true],
    ['network.azs < 2.5', false],
    ["dns.domain ends_with '.internal'", true],
    ["dns.domain starts_with 'shop'", true],
    ["dns.visibility in ['private', 'split']", true],
    ["skills contains 'managing-dns'", true],
    ["dns.domain contains 'internal'", true],
    ["dns contains 'domain'", true],
    ["dns.domain matches '^[a-z]+\\.internal$'", true],
    ['size(services) == 2', true],
    ['size(dns.domain)', 13],
    ['services.1.name', 'api'],
    ['flat.name', 7],
    ["dns.domain ~ ':' ~ network.azs", 'shop.internal:3'],
    ["'it\\'s'", "it's"],
    ['[1, true, null]', [1, true, null]],
    ['-2', -2],
    ['unknown.name', null],
    ['unknown.name == null', true],
    ['dns.domain.length', null],
    ['constructor', null],
    ['dns.__proto__', null],
  ])('%s', (text, value) => {
    expect(evaluate(text, scope)).toEqual(value)
  })

  test('compares maturities in their order', () => {
    expect(evaluate("maturity >= 'intermediate'", scope)).toBe(true)
    expect(evaluate("maturity >= 'advanced'", scope)).toBe(false)
    expect(evaluate("maturity > 'starter'", scope)).toBe(true)
  })

  test('compares durations by length and versions by their parts', () => {
    expect(evaluate("backup.rpo < '1h'", scope)).toBe(true)
    expect(evaluate("backup.rto > '90m'", scope)).toBe(true)
    expect(evaluate("cluster.version < '1.10'", scope)).toBe(true)
  })

  test('has no order between values of different kinds', () => {
    for (const op of ['<', '<=', '>', '>=']) expect(evaluate(`dns.failover ${op} 3`, scope)).toBe(false)
  })

  test('binds not, and, or in this order, and takes every spelling of them', () => {
    expect(evaluate('true or false and false', {})).toBe(true)
    expect(evaluate('not false and false', {})).toBe(false)
    expect(evaluate("not network.azs == 3 || skills contains 'x'", scope)).toBe(false)
    expect(evaluate('true AND NOT false', {})).toBe(true)
    expect(evaluate('!false && (false OR true)', {})).toBe(true)
  })

  test('reads the conditions of public blueprints', () => {
    const text = "provider == 'aws' AND deployment_model == 'serverless'"
    expect(evaluate(text, { provider: 'aws', deployment_model: 'serverless' })).toBe(true)
    expect(evaluate(text, { provider: 'aws' })).toBe(false)
    expect(namesIn(parseCondition(text))).toEqual(['provider', 'deployment_model'])
  })

  test('takes its names from a function as well', () => {
    const names = (name: string) => (name === 'network' ? { cidr: '10.0.0.0/8' } : undefined)
    expect(evaluate('network.cidr', names)).toBe('10.0.0.0/8')
  })

  test('finds nothing in null, false, 0 and what is empty', () => {
    expect([null, false, 0, '', [], {}].map(truthy)).toEqual([false, false, false, false, false, false])
    expect([true, 1, 'no', [null], { a: null }].map(truthy)).toEqual([true, true, true, true, true])
  })
})

describe('what does not read', () => {
  test.each<[string, number, string, number?]>([
    ['', 1, 'empty'],
    ["a = 'b'", 3, '"=" has no meaning here'],
    ["a == 'b", 6, 'not closed'],
    ['a ==', 5, 'expected a value, found the end'],
    ['a b', 3, 'expected "and", "or" or the end, found "b"'],
    ['(a', 3, 'expected ")"'],
    ['a == b == c', 8, 'two comparisons in a row'],
    ['process(1)', 1, 'no function is named "process"'],
    ["a not in ['b']", 3, 'expected "and"'],
    ['a; b', 2, '";" has no meaning here'],
    ['`x`', 1, 'has no meaning here'],
    ["a matches '('", 3, 'not closed'],
    ["a matches '(x+x+)+y'", 3, 'a repetition inside a repetition'],
    ["a matches '(a|a)*'", 3, 'a repetition inside a repetition'],
    ['(', 34, 'nested deeper', 500],
    ['not ', 133, 'nested deeper', 400],
    ['a', 1, 'longer than', 3000],
  ])('%s', (written, column, message, times = 1) => {
    const text = written.repeat(times)
    try {
      parseCondition(text)
      expect.unreachable('it was read')
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error
      expect(error.message).toContain(message)
      expect(error.column).toBe(column)
    }
  })

  test('is refused at run time when the pattern is a value', () => {
    expect(() => evaluate('a matches b', { a: 'x', b: '(a*)*' })).toThrow(ConditionError)
    expect(() => evaluate('a matches b', { a: 'x', b: 3 })).toThrow(ConditionError)
    expect(() => evaluate("a matches 'x'", { a: 'x'.repeat(100_000) })).toThrow(ConditionError)
  })
})

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const facts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(value, fc.array(value)))
const ops: Comparison[] = ['==', '!=', '<', '<=', '>', '>=', 'in', 'contains', 'starts_with', 'ends_with']

const expression = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    value.map((v): Expr => ({ is: 'literal', value: v })),
    fc.constantFrom('a', 'b', 'c.d', 'e-f.g_h').map((name): Expr => ({ is: 'name', name, column: 0 })),
    fc.array(tie('expr'), { maxLength: 3 }).map((items): Expr => ({ is: 'list', items })),
    tie('expr').map((of): Expr => ({ is: 'size', of })),
    tie('expr').map((of): Expr => ({ is: 'not', of })),
    fc.tuple(tie('expr'), tie('expr')).map(([left, right]): Expr => ({ is: 'join', left, right })),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('expr'), tie('expr'))
      .map(([is, left, right]): Expr => ({ is: is === 'and' ? 'and' : 'or', left, right })),
    fc
      .tuple(fc.constantFrom(...ops), tie('expr'), tie('expr'))
      .map(([op, left, right]): Expr => ({ is: 'compare', op, left, right, column: 0 })),
  ),
})).expr

const withoutColumns = (expr: Expr): unknown =>
  JSON.parse(JSON.stringify(expr, (key, v) => (key === 'column' ? undefined : v)))

describe('for every expression', () => {
  test('printing and reading it gives the same expression', () => {
    fc.assert(
      fc.property(expression, (expr) => {
        const text = printCondition(expr)
        fc.pre(text.length <= 2000)
        expect(withoutColumns(parseCondition(text))).toEqual(withoutColumns(expr))
      }),
      { numRuns: 500 },
    )
  })

  test('and, or and not keep their laws', () => {
    fc.assert(
      fc.property(expression, expression, facts, (x, y, names) => {
        const holds = (expr: Expr): boolean => truthy(evaluate(expr, names))
        const not = (of: Expr): Expr => ({ is: 'not', of })
        const and = (left: Expr, right: Expr): Expr => ({ is: 'and', left, right })
        const or = (left: Expr, right: Expr): Expr => ({ is: 'or', left, right })
        expect(holds(not(not(x)))).toBe(holds(x))
        expect(holds(and(x, y))).toBe(holds(and(y, x)))
        expect(holds(or(x, y))).toBe(holds(or(y, x)))
        expect(holds(not(and(x, y)))).toBe(holds(or(not(x), not(y))))
        expect(holds(or(x, not(x)))).toBe(true)
        expect(holds(and(x, not(x)))).toBe(false)
      }),
    )
  })

  test('equality is its own negation, and in and contains mirror each other', () => {
    fc.assert(
      fc.property(facts, (names) => {
        expect(evaluate('a == b', names)).toBe(evaluate('not a != b', names))
        expect(evaluate('a in b', names)).toBe(evaluate('b contains a', names))
      }),
    )
  })
})

test('any text is an expression or a ConditionError, never anything else', () => {
  const word = fc.constantFrom(
    ..."( ) [ ] , == != < ~ and or not in matches size 'a' \"b\" a.b 1 -1 ! && || \\ ' true".split(' '),
  )
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(word).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, facts, (source, names) => {
      try {
        evaluate(source, names)
      } catch (error) {
        expect(error).toBeInstanceOf(ConditionError)
      }
    }),
    { numRuns: 2000 },
  )
})
