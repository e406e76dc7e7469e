import { holds, type Scope } from '../../../skills/condition.ts'
import { didYouMean } from '../../../skills/nearest.ts'
import type { Choice, FactValue, TypeSpec } from '../../protocol/facts.ts'
import { bad, good, oneOf, outside, type ReadResult, range } from './result.ts'

/** The choices whose `when` holds; all of them without a scope. */
export function offered(spec: TypeSpec, scope?: Scope): Choice[] {
  return (spec.choices ?? []).filter((choice) => scope === undefined || holds(choice.when, scope))
}

/** By value, label, number in the list, or the beginning of one value; case does not matter. */
export function readChoice(input: string, spec: TypeSpec, scope?: Scope): ReadResult {
  const choices = offered(spec, scope)
  const found = pick(input, choices)
  if (found !== undefined) return good(found.value)
  const all = spec.choices ?? []
  const hidden = choices.length < all.length ? pick(input, all) : undefined
  const expected = oneOf(choices.map((choice) => choice.value))
  if (hidden !== undefined) return bad(input, `not offered here: it needs ${hidden.when}`, expected)
  const several = starting(input, choices)
  if (several.length > 1) return bad(input, `could be ${oneOf(several.map((choice) => choice.value))}`, expected)
  const near = didYouMean(
    input.trim(),
    choices.map((choice) => choice.value),
  )
  return bad(input, `not one of ${oneOf(choices.map((choice) => choice.value))}${near ? `; ${near}` : ''}`, expected)
}

/** Any order, each once; `none` is the empty list unless it is a choice, `all` is every choice. */
export function readMultiChoice(inputs: readonly string[], spec: TypeSpec, scope?: Scope): ReadResult {
  const choices = offered(spec, scope)
  const words = inputs.map((input) => input.trim()).filter((input) => input !== '')
  const only = words.length === 1 ? words[0]?.toLowerCase() : undefined
  const named = only !== undefined && choices.some((choice) => choice.value.toLowerCase() === only)
  if (only === 'all' && !named) return good(choices.map((choice) => choice.value))
  const empty = words.length === 0 || (only === 'none' && !named)
  const chosen = new Set<FactValue>()
  for (const word of empty ? [] : words) {
    const result = readChoice(word, spec, scope)
    if (!result.ok) return result
    chosen.add(result.value)
  }
  if (outside(chosen.size, spec.min, spec.max)) {
    const limits = range(spec.min, spec.max)
    return bad(words.join(', ') || 'none', `choose ${limits}`, `${limits} of ${choices.map((c) => c.value).join(', ')}`)
  }
  return good(choices.map((choice) => choice.value).filter((value) => chosen.has(value)))
}

function pick(input: string, choices: readonly Choice[]): Choice | undefined {
  const word = input.trim().toLowerCase()
  const exact =
    choices.find((choice) => choice.value.toLowerCase() === word) ??
    choices.find((choice) => choice.label.toLowerCase() === word) ??
    choices.find((choice) => loose(choice.value) === loose(word))
  if (exact !== undefined) return exact
  if (/^[1-9]\d?$/.test(word) && choices[Number(word) - 1] !== undefined) return choices[Number(word) - 1]
  const some = starting(input, choices)
  return some.length === 1 ? some[0] : undefined
}

function starting(input: string, choices: readonly Choice[]): Choice[] {
  const word = loose(input)
  return word === '' ? [] : choices.filter((c) => loose(c.value).startsWith(word) || loose(c.label).startsWith(word))
}

/** `Managed nodes`, `managed_nodes` and `managed-nodes` are one word. */
function loose(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
}
