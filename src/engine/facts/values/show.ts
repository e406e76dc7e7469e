import type { FactValue, TypeSpec } from '../../protocol/facts.ts'

/** A value as a person reads and types it; `readValue` reads it back. */
export function showValue(value: FactValue, spec?: TypeSpec): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return showList(value, spec)
  return `{${pairs(value, spec)}}`
}

function showList(list: FactValue[], spec: TypeSpec | undefined): string {
  if (list.length === 0) return 'none'
  const flow = list.some((item) => !isPlain(item)) || (list.length === 1 && isWordForNothing(list[0]))
  const shown = list.map((item) => inFlow(item, spec?.items))
  return flow ? `[${shown.join(', ')}]` : shown.join(', ')
}

function pairs(object: { [key: string]: FactValue }, spec: TypeSpec | undefined): string {
  return Object.entries(object)
    .map(([name, value]) => `${name}: ${inFlow(value, spec?.fields?.[name])}`)
    .join(', ')
}

/** Inside brackets a text that could be read as something else stands in quotes. */
function inFlow(value: FactValue, spec: TypeSpec | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => inFlow(item, spec?.items)).join(', ')}]`
  if (value !== null && typeof value === 'object') return `{${pairs(value, spec)}}`
  const text = showValue(value, spec)
  return typeof value === 'string' && !isPlain(value) ? JSON.stringify(text) : text
}

function isPlain(value: FactValue): boolean {
  if (typeof value === 'string')
    return /^[A-Za-z0-9/_][A-Za-z0-9 ./@_+-]*(:[A-Za-z0-9./@_+-]+)*$/.test(value) && value.trim() === value
  return value !== null && typeof value === 'object' ? Object.values(value).every(isPlain) : true
}

function isWordForNothing(value: FactValue | undefined): boolean {
  return value === 'none' || value === 'empty'
}
