import { LiquidError } from 'liquidjs'
import { didYouMean } from '../../skills/nearest.ts'
import type { FactValue } from '../protocol/facts.ts'
import { positionAt } from './format/problem.ts'
import type { RenderLimits } from './limits.ts'
import { swallowTagLines } from './tag-lines.ts'
import { TemplateError } from './template-error.ts'
import type { RenderScope, TemplateSource } from './types.ts'

export interface Circumstances {
  template: TemplateSource
  /** Partials as they were written, by name. */
  partials: ReadonlyMap<string, string>
  folder: string
  scope: RenderScope
  names: { filters: readonly string[]; tags: readonly string[] }
  limits: RenderLimits
}

/** Turns what Liquid throws into an error that names the line of the skill and the way out. */
export function explain(error: unknown, at: Circumstances): TemplateError {
  const token = LiquidError.is(error) ? error.token : undefined
  const place = placeOf(token, at)
  const { reason, hint } = reasonOf(rootOf(error), at)
  return new TemplateError(place, clip(reason), hint)
}

const LONGEST_REASON = 200

/** A reason may quote a value, and a value may be a page long. */
function clip(text: string): string {
  return text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON - 1)}…`
}

interface LiquidPlace {
  input: string
  begin: number
}

/** Offsets are those of the text as written: what makes tag lines vanish keeps them. */
function placeOf(token: LiquidPlace | undefined, at: Circumstances): { file: string; line: number; column: number } {
  const { source, body, bodyLine } = at.template
  if (!token) return { file: source, line: bodyLine, column: 1 }
  const partial = partialOf(token.input, at)
  const text = partial?.text ?? body
  let offset = Math.min(token.begin, text.length)
  while (text[offset] === ' ' || text[offset] === '\t') offset++
  const { line, column } = positionAt(text, offset)
  return partial
    ? { file: `${at.folder}/${partial.name}`, line, column }
    : { file: source, line: line + bodyLine - 1, column }
}

/** Liquid forgets the names of partials on the way down, and keeps their texts. */
function partialOf(input: string, at: Circumstances): { name: string; text: string } | undefined {
  if (input === swallowTagLines(at.template.body)) return undefined
  for (const [name, text] of at.partials) {
    if (input === swallowTagLines(text)) return { name, text }
  }
  return undefined
}

/** Liquid wraps errors in errors; the innermost one knows what happened. */
function rootOf(error: unknown): unknown {
  let root = error
  while (LiquidError.is(root) && root.originalError !== undefined) root = root.originalError
  return root
}

function reasonOf(error: unknown, at: Circumstances): { reason: string; hint?: string | undefined } {
  const message = messageOf(error)
  const variable = /^undefined variable: (.+)$/s.exec(message)?.[1]
  if (variable !== undefined)
    return { reason: `there is no variable '${variable}'`, hint: nearVariable(variable, at.scope) }
  const filter = /^undefined filter: (.+)$/s.exec(message)?.[1]
  if (filter !== undefined) {
    return { reason: `there is no filter '${filter}'`, hint: didYouMean(filter, at.names.filters) }
  }
  const tag = /^tag "(.*)" not found$/s.exec(message)?.[1]
  if (tag !== undefined) {
    const hint = didYouMean(tag, at.names.tags) ?? `the tags are ${at.names.tags.join(', ')}`
    return { reason: `there is no tag '${tag}'`, hint }
  }
  const partial = /^ENOENT: Failed to lookup "(.*?)"/s.exec(message)?.[1]
  if (partial !== undefined) {
    const hint = didYouMean(partial, at.partials.keys()) ?? 'partials stand in the folder partials/ of the skill'
    return { reason: `there is no partial '${partial}'`, hint }
  }
  return { reason: limitReason(message, error, at.limits) ?? message, hint: hintOf(error) }
}

function limitReason(message: string, error: unknown, limits: RenderLimits): string | undefined {
  if (message === 'template render limit exceeded') return `rendering took longer than ${limits.time} ms`
  if (message === 'memory alloc limit exceeded')
    return `rendering made more than ${limits.memory} values and characters`
  if (message === 'parse length limit exceeded') return `the template is longer than ${limits.source} characters`
  return error instanceof RangeError ? 'the template is nested too deeply, or makes a text that is too long' : undefined
}

/** Without the place that Liquid appends: it counts lines from the body's beginning. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/(?:, file:.*)?, line:\d+, col:\d+$/s, '').replace(/\s+/g, ' ')
}

function hintOf(error: unknown): string | undefined {
  const hint = error instanceof Error && 'hint' in error ? error.hint : undefined
  return typeof hint === 'string' ? hint : undefined
}

/** The name that was meant, looked for where the path leaves what is known. */
function nearVariable(path: string, scope: RenderScope): string | undefined {
  const steps = path.split('.')
  let members: { readonly [name: string]: FactValue } = scope
  for (const [index, step] of steps.entries()) {
    const next = Object.hasOwn(members, step) ? members[step] : undefined
    if (next === undefined) {
      const near = didYouMean(step, Object.keys(members))
      const before = steps.slice(0, index).join('.')
      return near ?? (before ? `${before} has ${Object.keys(members).slice(0, 12).join(', ')}` : undefined)
    }
    if (next === null || typeof next !== 'object' || Array.isArray(next)) return undefined
    members = next
  }
  return undefined
}
