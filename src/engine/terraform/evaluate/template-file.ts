import type { Expression } from '../syntax/ast.ts'
import { parseTemplateText } from '../syntax/parser.ts'
import { traversalsOf } from '../syntax/references.ts'
import { STRING } from '../values/type.ts'
import { ANY, isKnown, namedPartsOf, unknown, type Value } from '../values/value.ts'
import { noFile } from './files.ts'
import { FAILED, type Failure } from './library/index.ts'
import type { Scope } from './scope.ts'

/** `templatefile`: the file is there, can be read, and needs no name that it is not given. */
export function renderTemplate(
  given: readonly Value[],
  scope: Scope,
  evaluate: (expression: Expression, scope: Scope) => Value,
): Value | Failure {
  const [path, names] = given
  if (typeof path?.content !== 'string' || names === undefined || !isKnown(names)) return ANY
  const text = scope.library.files.read(path.content)
  if (text === null) return unknown(STRING)
  if (text === undefined) return noFile(path.content)
  const { template, problems } = parseTemplateText(text)
  const [problem] = problems
  if (problem !== undefined) {
    const where = `${path.content}:${problem.line},${problem.column}`
    return { [FAILED]: true, argument: 0, why: `${where}: ${problem.summary}; ${problem.detail}` }
  }
  if (template === null) return ANY
  const parts = namedPartsOf(names)
  if (parts === null) return { [FAILED]: true, argument: 1, why: 'invalid vars value: must be a map' }
  const bad = [...parts.keys()].find((name) => !/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name))
  if (bad !== undefined) {
    const why = `invalid template variable name "${bad}": must start with a letter, followed by zero or more letters, digits, and underscores`
    return { [FAILED]: true, argument: 1, why }
  }
  const missing = traversalsOf(template).find((one) => !parts.has(one.root))
  if (missing !== undefined) {
    const where = `${path.content}:${Math.max(1, missing.at.line - 1)},${missing.at.column}`
    const why = `vars map does not contain key "${missing.root}", referenced at ${where}`
    return { [FAILED]: true, argument: 1, why }
  }
  const inner: Scope = { ...scope, names: parts, problems: [] }
  const result = evaluate(template, inner)
  const [first] = inner.problems
  if (first === undefined) return result
  const where = `${path.content}:${Math.max(1, first.line - 1)},${first.column}`
  return { [FAILED]: true, argument: null, why: `${where}: ${first.summary}; ${first.detail}` }
}
