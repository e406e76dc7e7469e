import type { Fact, FactValue } from '../protocol/facts.ts'

/** Facts by their dotted names; what is not known is null. */
export interface FactView {
  get(name: string): FactValue
  text(name: string): string | null
  /** The members of a list, or one value as a list of one. `none` is no member. */
  list(name: string): FactValue[]
  all(): Fact[]
}

type Tree = { [key: string]: FactValue }

function isTree(value: FactValue | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function factView(facts: readonly Fact[]): FactView {
  const byName = new Map(facts.map((fact) => [fact.name, fact.value]))

  // A fact may be an object (`env`), so `env.cidr` is found below the longest name that is known.
  function get(name: string): FactValue {
    const parts = name.split('.')
    for (let taken = parts.length; taken > 0; taken--) {
      let value = byName.get(parts.slice(0, taken).join('.'))
      for (const part of parts.slice(taken))
        value = isTree(value) && Object.hasOwn(value, part) ? value[part] : undefined
      if (value !== undefined) return value
    }
    return null
  }

  return {
    get,
    text: (name) => {
      const value = get(name)
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
    },
    list: (name) => {
      const value = get(name)
      return (Array.isArray(value) ? value : [value]).filter((member) => member !== null && member !== 'none')
    },
    all: () => [...facts],
  }
}

export function field(value: FactValue | undefined, name: string): FactValue {
  return isTree(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null
}

export function fieldText(value: FactValue | undefined, name: string): string | null {
  const found = field(value, name)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : null
}
