import type { Arbitrary } from 'fast-check'
import fc from 'fast-check'
import { lexHcl } from '../../../../src/engine/render/format/hcl/lexer.ts'
import type { TokenKind } from '../../../../src/engine/render/format/hcl/token.ts'

const OPENS_TEXT: ReadonlySet<TokenKind> = new Set(['open-quote', 'open-heredoc', 'quoted-text', 'heredoc-text'])
const CLOSES_TEXT: ReadonlySet<TokenKind> = new Set(['close-quote', 'close-heredoc', 'quoted-text', 'heredoc-text'])
const WORDS: ReadonlySet<TokenKind> = new Set(['identifier', 'number'])

/** The same HCL with other blanks between its tokens, here and there a blank line, and now and then a comment. */
export function mess(text: string, random: () => number): string {
  const { tokens } = lexHcl(text)
  let result = ''
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]
    const gap = text.slice(before ? before.offset + before.text.length : 0, token.offset)
    const inText = (before && OPENS_TEXT.has(before.kind)) || CLOSES_TEXT.has(token.kind) || token.kind === 'end'
    result += (inText ? gap : gapInstead(gap, before?.kind, token.kind, random)) + token.text
    if (token.kind === 'newline' && random() < 0.05) result += '\n'
  })
  return result
}

function gapInstead(gap: string, before: TokenKind | undefined, after: TokenKind, random: () => number): string {
  const dice = random()
  if (dice < 0.02 && before !== undefined) return ' /* why */ '
  if (dice < 0.35 && gap !== '') {
    const needed =
      after === 'comment' || after === '/' || after === '*' || (before && WORDS.has(before) && isWordLike(after))
    return needed ? ' ' : ''
  }
  if (dice > 0.7) return gap
  const count = Math.floor(random() * 4) + (gap === '' ? 0 : 1)
  return Array.from({ length: count }, () => (random() < 0.1 ? '\t' : ' ')).join('')
}

function isWordLike(kind: TokenKind): boolean {
  return WORDS.has(kind) || kind === '-'
}

/** A source of numbers in [0, 1) that a seed makes repeatable. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Texts that are more dangerous than most. */
export const nastyText: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '$',
        '%',
        '{',
        '}',
        '"',
        "'",
        '\\',
        '\n',
        '\r',
        '\t',
        ' ',
        '~',
        'a',
        '#',
        ':',
        '-',
        '0',
        '.',
        ',',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'yes',
    'No',
    'on',
    'null',
    '~',
    '1.10',
    '0x1F',
    '007',
    '1e3',
    '12:30:45',
    '2026-01-01',
    '.inf',
    '',
    ' ',
    '- a',
    'a: b',
    'a #b',
    '<<',
    '=',
    '@a',
    '`a`',
    '&a',
    '*a',
    '!a',
    '%a',
    '|',
    '>',
    '?',
    '---',
  ),
)
