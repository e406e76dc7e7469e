import type { Severity } from '../../protocol/diagnostic.ts'
import { Spelling } from '../read/spelling.ts'
import { availableAt, CONTEXTS, FUNCTIONS, PROPERTIES, SPECIAL, type Spot } from './contexts.ts'
import { ExpressionError, placeholders } from './expression/lexer.ts'
import { type Expression, parseExpression } from './expression/parser.ts'
import type { ActionsFile } from './file.ts'
import type { Names } from './scope.ts'
import { isWhole, type Spotted } from './spec.ts'

/** What the contexts of a place hold, by their names; what is missing, or null, may hold anything. */
export type Scope = Readonly<Record<string, Names>>

export type Say = (severity: Severity, offset: number, rule: string, message: string, hint?: string) => void

/** Every expression of a scalar: its syntax, functions, contexts, and what it names in them. */
export function judgeSpotted(file: ActionsFile, { node, spot }: Spotted, scope: Scope): Expression[] {
  const isCondition = spot.endsWith('-if')
  const read: Expression[] = []
  const judge = (text: string, start: number): void => {
    const say: Say = (severity, offset, rule, message, hint) =>
      file.inside(severity, node, start + offset, rule, message, hint)
    const expression = parsed(text, say)
    if (expression === null) return
    read.push(expression)
    judgeExpression(expression, spot, scope, say)
  }
  if (isCondition && !node.text.includes('${{')) {
    if (node.text.trim() !== '') judge(node.text, 0)
    return read
  }
  for (const { text, start, end } of placeholders(node.text)) {
    if (end === null) file.inside('error', node, start - 3, 'expression', 'the expression is not closed: }} is missing')
    else judge(text, start)
  }
  if (isCondition && !isWhole(node.text))
    file.warning(
      node,
      'condition',
      'this condition is always true: text beside ${{ }} makes a text of it, and any text counts as true',
      'put everything inside of one ${{ }}, or leave it out',
    )
  return read
}

function parsed(text: string, say: Say): Expression | null {
  try {
    return parseExpression(text)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    say('error', error.offset, 'expression', error.message)
    return null
  }
}

function judgeExpression(expression: Expression, spot: Spot, scope: Scope, say: Say): void {
  switch (expression.is) {
    case 'literal':
      return
    case 'context':
      judgeContext(expression, spot, say)
      return
    case 'member': {
      if (expression.index !== null) judgeExpression(expression.index, spot, scope, say)
      judgeExpression(expression.of, spot, scope, say)
      judgeMember(expression, scope, say)
      return
    }
    case 'not':
      judgeExpression(expression.of, spot, scope, say)
      return
    case 'binary':
      judgeExpression(expression.left, spot, scope, say)
      judgeExpression(expression.right, spot, scope, say)
      return
    case 'call':
      judgeCall(expression, spot, say)
      for (const arg of expression.args) judgeExpression(arg, spot, scope, say)
  }
}

function judgeContext({ name, start }: Expression & { is: 'context' }, spot: Spot, say: Say): void {
  const { contexts } = availableAt(spot)
  if (contexts.has(name)) return
  if (CONTEXTS.has(name))
    say('error', start, 'context', `the context ${name} is not there`, `here are ${[...contexts].sort().join(', ')}`)
  else {
    const hint = new Spelling(contexts).hint(name) ?? `there are ${[...contexts].sort().join(', ')}`
    say('error', start, 'context', `there is no context ${name}`, hint)
  }
}

function judgeCall({ name, args, start }: Expression & { is: 'call' }, spot: Spot, say: Say): void {
  const known = FUNCTIONS.get(name.toLowerCase())
  if (known === undefined) {
    const all = [...FUNCTIONS.values()].map((one) => one.name)
    say('error', start, 'function', `there is no function ${name}`, new Spelling(all).hint(name))
    return
  }
  if (SPECIAL.has(name.toLowerCase()) && !availableAt(spot).functions.has(name.toLowerCase()))
    say('error', start, 'function', `the function ${known.name} is not there`, 'it works in steps and conditions only')
  if (args.length < known.least || args.length > known.most) {
    const wanted = known.least === known.most ? known.least : `${known.least} or more`
    say('error', start, 'function', `${known.name} takes ${wanted} arguments, and not ${args.length}`)
  } else if (known.name === 'format') judgeFormat(args, say)
}

function judgeFormat([format, ...args]: readonly Expression[], say: Say): void {
  if (format?.is !== 'literal' || typeof format.value !== 'string') return
  const text = format.value.replaceAll('{{', '').replaceAll('}}', '')
  const used = [...text.matchAll(/\{(\d+)\}/g)].map((found) => Number(found[1]))
  const unused = args.findIndex((_, index) => !used.includes(index))
  if (unused >= 0)
    say('warning', format.start, 'function', `the format has no {${unused}}: the value for it is left out`)
  const missing = used.find((index) => index >= args.length)
  if (missing !== undefined)
    say('error', format.start, 'function', `the format uses {${missing}}, and there are ${args.length} values for it`)
}

/** Names on the way from a context to a member; null when one of them is not fixed. */
export function pathOf(expression: Expression): string[] | null {
  if (expression.is === 'context') return [expression.name]
  if (expression.is !== 'member' || (expression.name === null && expression.index !== null)) return null
  const before = pathOf(expression.of)
  return before === null ? null : [...before, expression.name ?? '*']
}

function judgeMember(expression: Expression & { is: 'member' }, scope: Scope, say: Say): void {
  const path = pathOf(expression)
  const [context = '', ...rest] = path ?? []
  const name = rest.at(-1)
  if (name === undefined || name === '*') return
  const fixed = rest.length === 1 ? PROPERTIES.get(context) : undefined
  if (fixed !== undefined && !fixed.has(name)) {
    const near = new Spelling(fixed)
    say('warning', expression.start, 'name', `${context} has no ${name}: it is always empty`, near.hint(name))
    return
  }
  const isDispatchInput = path?.slice(0, 3).join('.') === 'github.event.inputs'
  let here: Names | undefined = isDispatchInput ? scope.dispatch : scope[context]
  for (const step of isDispatchInput ? rest.slice(2, -1) : rest.slice(0, -1)) here = here?.get(step)
  if (here === undefined || here === null || here.has(name) || (isDispatchInput && rest.length < 3)) return
  const above = [context, ...rest.slice(0, -1)].join('.')
  const known = [...here.keys()].sort()
  const hint =
    new Spelling(known).hint(name) ?? (known.length === 0 ? MISSING[context] : `there are ${known.join(', ')}`)
  say('warning', expression.start, 'name', `${above} has no ${name}: it is always empty`, hint)
}

const MISSING: Readonly<Record<string, string>> = {
  needs: 'a job that it needs stands in needs',
  steps: 'only earlier steps of the same job with an id are there',
  matrix: 'this job has no matrix',
  inputs: 'this workflow has no inputs',
}

/** Everything that is named in an expression and could be written out by it. */
export function* written(expression: Expression): Generator<{ path: string[]; start: number }> {
  const path = pathOf(expression)
  if (path !== null && path.length > 1) {
    let first = expression
    while (first.is === 'member') first = first.of
    yield { path, start: first.start }
  } else if (expression.is === 'call') {
    // What is only asked for comes out as true or false.
    if (!/^(?:contains|startswith|endswith|hashfiles)$/i.test(expression.name))
      for (const arg of expression.args) yield* written(arg)
  } else if (expression.is === 'binary' && /^(?:&&|\|\|)$/.test(expression.op)) {
    yield* written(expression.left)
    yield* written(expression.right)
  }
}
