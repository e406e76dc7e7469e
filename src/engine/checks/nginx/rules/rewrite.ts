import type { Word } from '../lexer.ts'
import { regexFault } from '../regex.ts'
import { refuse, type Visit } from '../scope.ts'
import { isNumber, type ValueFault } from '../values.ts'
import { define } from './words.ts'

function regex(visit: Visit, word: Word): void {
  const fault = regexFault(word.text)
  if (fault !== null) refuse(visit, word, `regular expression "${word.text}" is refused: ${fault}`)
}

export function rewrite(visit: Visit): void {
  const [pattern, , flag] = visit.statement.args
  if (pattern !== undefined) regex(visit, pattern)
  if (flag !== undefined && !/^(?:last|break|redirect|permanent)$/.test(flag.text))
    refuse(visit, flag, `invalid parameter "${flag.text}"`, 'it is one of last, break, redirect, permanent')
}

export function returns(visit: Visit): void {
  const [code, text] = visit.statement.args
  if (code === undefined || visit.frame.context.startsWith('stream')) return
  if (
    isNumber(code.text) ? Number(code.text) <= 999 : text === undefined && /^(?:https?:\/\/|\$scheme)/.test(code.text)
  )
    return
  refuse(visit, code, `invalid return code "${code.text}"`)
}

export function set(visit: Visit): void {
  const [name] = visit.statement.args
  if (name === undefined) return
  if (!/^\$./.test(name.text)) refuse(visit, name, `invalid variable name "${name.text}"`, 'it begins with a $')
  else define(visit, name)
}

/** `if ($a = b)`, `if ($a)`, `if (-f $a)`, `if ($a ~ regex)`; the parentheses may stand apart. */
export function condition(visit: Visit): void {
  const wrong = conditionFault(visit)
  if (wrong !== null) refuse(visit, wrong.word, wrong.message, wrong.hint)
}

function conditionFault(visit: Visit): ValueFault | null {
  const { args } = visit.statement
  const [first] = args
  const last = args.at(-1)
  if (first === undefined || last === undefined) return null
  const invalid = (word: Word, hint: string): ValueFault => ({
    word,
    message: `invalid condition "${word.text}"`,
    hint,
  })
  if (!first.text.startsWith('(')) return invalid(first, 'it stands in parentheses')
  if (!last.text.endsWith(')')) return invalid(last, 'its closing parenthesis is missing')
  const [left, operator, right, ...more] = terms(args)
  if (left === undefined) return invalid(first, 'it is empty')
  if (/^!?-[fdex]$/.test(left.text))
    return operator === undefined || right !== undefined ? invalid(left, 'a file test takes one path') : null
  if (!/^\$./.test(left.text)) return invalid(left, 'a condition begins with a variable or a file test')
  if (operator === undefined) return null
  if (right === undefined || more.length > 0)
    return invalid(left, 'one comparison is all that it takes; there is no && and no ||')
  if (/^!?~\*?$/.test(operator.text)) regex(visit, right)
  else if (operator.text !== '=' && operator.text !== '!=') {
    const hint = operator.text === '==' ? 'one = compares' : 'it is one of = != ~ ~* !~ !~*'
    return { word: operator, message: `unexpected "${operator.text}" in condition`, hint }
  }
  return null
}

/** The words of a condition without its parentheses, which may stand apart from them. */
function terms(args: readonly Word[]): Word[] {
  return args
    .map((word, index) => {
      let { text } = word
      if (index === 0) text = text.slice(1)
      if (index === args.length - 1) text = text.slice(0, -1)
      return { ...word, text }
    })
    .filter((word, index) => word.text !== '' || (index !== 0 && index !== args.length - 1))
}

export function serverName(visit: Visit): void {
  for (const word of visit.statement.args) {
    if (word.text === '~') refuse(visit, word, 'empty regex in server name "~"')
    const fault = word.text.startsWith('~') ? regexFault(word.text.slice(1)) : null
    if (fault !== null) refuse(visit, word, `regular expression "${word.text.slice(1)}" is refused: ${fault}`)
  }
}
