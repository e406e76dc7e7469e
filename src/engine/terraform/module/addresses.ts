import type { Expression, Place, Step } from '../syntax/ast.ts'
import { literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import type { Mode } from './types.ts'

/** What a moved, removed or import block points at. */
export interface Address extends Place {
  /** Names of the calls that lead to it. */
  modules: readonly string[]
  /** null when it is the last of these modules itself. */
  resource: { mode: Mode; type: string; name: string; key: string | number | null } | null
}

const RESERVED: ReadonlySet<string> = new Set([
  ...['count', 'each', 'local', 'module', 'path', 'self', 'terraform', 'var', 'template', 'lazy', 'arg'],
])

export const STATIC_PATH =
  'A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.'

/** Reads `module.a.aws_vpc.main[0]`; with `anyKey` an index may also be an expression. */
export function readAddress(expression: Expression, found: Finding[], anyKey = false): Address | null {
  const path = anyKey ? withoutKeys(expression) : expression.is === 'traversal' ? expression : null
  if (path === null) {
    found.push({ ...expression.at, summary: 'Invalid expression', detail: STATIC_PATH })
    return null
  }
  const wrong = (detail: string, at: Place = expression.at, summary = 'Invalid address'): null => {
    found.push({ line: at.line, column: at.column, summary, detail })
    return null
  }
  const modules: string[] = []
  const steps: Step[] = [{ is: 'attribute', name: path.root, at: expression.at }, ...path.steps]
  let at = 0
  while (nameAt(steps, at) === 'module') {
    const name = nameAt(steps, at + 1)
    if (name === null) return wrong('Prefix "module." must be followed by a module name.', steps[at]?.at, OPERATOR)
    modules.push(name)
    at += 2
    if (steps[at]?.is === 'index') at++
  }
  if (at === steps.length) return { ...expression.at, modules, resource: null }
  if (steps[at]?.is === 'index') {
    return wrong('Module address prefix must be followed by dot and then a name.', steps[at]?.at, OPERATOR)
  }
  const first = nameAt(steps, at) ?? ''
  const mode: Mode = first === 'data' || first === 'ephemeral' ? first : 'resource'
  if (mode !== 'resource' || first === 'resource') at++
  else if (RESERVED.has(first)) {
    return wrong(`The keyword "${first}" is reserved and cannot be used to target a resource address.`)
  }
  const [type, name] = [nameAt(steps, at), nameAt(steps, at + 1)]
  if (type === null || name === null) return wrong('Resource specification must include a resource type and name.')
  const [key, ...rest] = steps.slice(at + 2)
  if (rest.length > 0) return wrong('Unexpected extra operators after address.', rest[0]?.at)
  if (key?.is === 'attribute') return wrong('Resource instance key must be given in square brackets.', key.at)
  return { ...expression.at, modules, resource: { mode, type, name, key: key?.key ?? null } }
}

const OPERATOR = 'Invalid address operator'

function nameAt(steps: readonly Step[], index: number): string | null {
  const step = steps[index]
  return step?.is === 'attribute' ? step.name : null
}

/** `aws_vpc.main[each.key]` as the path it is for every key. */
function withoutKeys(expression: Expression): { root: string; steps: Step[] } | null {
  if (expression.is === 'traversal') return expression
  if (expression.is === 'index') return withoutKeys(expression.source)
  if (expression.is !== 'relative') return null
  const source = withoutKeys(expression.source)
  return source === null ? null : { root: source.root, steps: [...source.steps, ...expression.steps] }
}

/** A path that stands in quotes, as it did in Terraform 0.11; null when it is none. */
export function quotedPath(expression: Expression): Extract<Expression, { is: 'traversal' }> | null {
  const text = literalText(expression)
  const match = text === null ? null : /^[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(text)
  if (text === null || match === null) return null
  const steps: Step[] = []
  let rest = text.slice(match[0].length)
  while (rest !== '') {
    const next = /^\.([\p{ID_Start}_][\p{ID_Continue}-]*)|^\[(?:(\d+)|"([^"\\]*)")\]|^\.(\d+)/u.exec(rest)
    if (next === null) return null
    const [all, name, number, key, legacy] = next
    if (name !== undefined) steps.push({ is: 'attribute', name, at: expression.at })
    else steps.push({ is: 'index', key: key ?? Number(number ?? legacy), at: expression.at })
    rest = rest.slice(all.length)
  }
  return { is: 'traversal', at: expression.at, root: match[0], steps }
}
