import { type Fact, type FactOrigin, type FactValue, ORIGINS } from '../protocol/facts.ts'

/** A name that cannot stand beside the others: it is empty, odd, or a part of another name. */
export class FactNameError extends Error {
  constructor(name: string, why: string) {
    super(`fact ${JSON.stringify(name)}: ${why}`)
    this.name = 'FactNameError'
  }
}

export type FactTree = { [key: string]: FactValue }

/** What is known, and from where. A change gives a new store; the old one stays as it was. */
export class FactStore {
  readonly #facts: ReadonlyMap<string, Fact>

  private constructor(facts: ReadonlyMap<string, Fact>) {
    this.#facts = facts
  }

  static readonly empty: FactStore = new FactStore(new Map())

  static from(facts: Iterable<Fact>): FactStore {
    let store = FactStore.empty
    for (const fact of facts) store = store.set(fact.name, fact.value, fact.origin, fact.source)
    return store
  }

  /** The same store when a stronger origin has already spoken; a fact's own origin may change its mind. */
  set(name: string, value: FactValue, origin: FactOrigin, source?: string): FactStore {
    const before = this.#facts.get(name)
    if (before === undefined) this.#refuse(name)
    else if (strength(before.origin) < strength(origin)) return this
    const fact: Fact = {
      name,
      value: freeze(structuredClone(value)),
      origin,
      ...(source === undefined ? {} : { source }),
    }
    return new FactStore(new Map(this.#facts).set(name, Object.freeze(fact)))
  }

  clear(name: string): FactStore {
    if (!this.#facts.has(name)) return this
    const facts = new Map(this.#facts)
    facts.delete(name)
    return new FactStore(facts)
  }

  get(name: string): Fact | undefined {
    return this.#facts.get(name)
  }

  value(name: string): FactValue | undefined {
    return this.#facts.get(name)?.value
  }

  has(name: string): boolean {
    return this.#facts.has(name)
  }

  origin(name: string): FactOrigin | undefined {
    return this.#facts.get(name)?.origin
  }

  /** In the order the facts first became known. */
  entries(): Fact[] {
    return [...this.#facts.values()]
  }

  values(): Record<string, FactValue> {
    return Object.fromEntries(this.entries().map((fact) => [fact.name, fact.value]))
  }

  /** `network.cidr` becomes `{network: {cidr}}`. */
  tree(): FactTree {
    return treeOf(this.values())
  }

  toJSON(): Fact[] {
    return this.entries()
  }

  #refuse(name: string): void {
    assertName(name)
    for (const other of this.#facts.keys()) {
      if (other.startsWith(`${name}.`) || name.startsWith(`${other}.`)) {
        throw new FactNameError(name, `it cannot stand beside ${other}: one is the beginning of the other`)
      }
    }
  }
}

/** Builds the nested object that conditions and templates read. */
export function treeOf(values: Readonly<Record<string, FactValue>>): FactTree {
  const tree: FactTree = {}
  const branches = new Set<FactValue>([tree])
  for (const [name, value] of Object.entries(values)) {
    const steps = assertName(name)
    const leaf = steps.pop() ?? name
    let at = tree
    for (const step of steps) {
      const known = at[step]
      if (known !== undefined && !branches.has(known)) throw new FactNameError(name, `${step} is a value, not a branch`)
      // Only objects made here are branches.
      const next = (known ?? {}) as FactTree
      branches.add(next)
      at[step] = next
      at = next
    }
    if (at[leaf] !== undefined) throw new FactNameError(name, 'another name begins with it')
    at[leaf] = value
  }
  return tree
}

function assertName(name: string): string[] {
  if (
    !/^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/i.test(name) ||
    /(^|\.)(__proto__|constructor|prototype)(\.|$)/.test(name)
  ) {
    throw new FactNameError(name, 'a name is words of letters, digits, _ and -, joined by dots')
  }
  return name.split('.')
}

const strength = (origin: FactOrigin): number => ORIGINS.indexOf(origin)

function freeze<T extends FactValue>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) freeze(inner)
    Object.freeze(value)
  }
  return value
}
