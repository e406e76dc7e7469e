import type { CheckContext } from '../check.ts'
import type { Hit, Rule } from '../rule.ts'
import { type At, type Entry, find, type Node } from './node.ts'
import type { ConfiguredResource, Unit } from './unit.ts'

/** What a rule may look at besides the resources it is about. */
export interface Surrounding {
  facts: CheckContext['facts']
  /** `2026-11-27` */
  today: string
}

/** Rules of one subject, and the code that decides them. */
export interface Judge {
  rules: readonly Rule[]
  judge(unit: Unit, around: Surrounding): Iterable<Hit>
}

/** Where a path of a resource is written, or as near to it as there is something written. */
export function placeOf(resource: ConfiguredResource, path: string): At {
  let here: Node = resource.body
  let at = resource.at
  for (const name of path.split('.')) {
    if (here.is === 'list' && here.items[0] !== undefined) here = here.items[0]
    const entry: Entry | undefined = here.is === 'map' ? here.entries.get(name) : undefined
    if (entry === undefined) return at
    at = entry.at
    here = entry.value
  }
  return at
}

/** A resource as a sentence names it. */
export function nameOf({ type, address, platform }: ConfiguredResource): string {
  return platform === 'terraform' ? address : `${address} (${type})`
}

/** What a line of a table wants of a resource. */
export interface Demand {
  terraform?: readonly [type: string, path: string]
  cloudformation?: readonly [type: string, path: string]
  /**
   * `true`: it has to be said. `not-false`: without a word it is so. `set`: any value will do. A list: one of these, and
   * without a word as the rule says.
   */
  wants: 'true' | 'not-false' | 'set' | 'positive'
  /** What is missing, as a sentence: `the volume is not encrypted`. */
  says: string
  /** Resources it is not about. */
  unless?: (resource: ConfiguredResource, unit: Unit) => boolean
}

/** Judges a table of demands. */
export function demands(rule: Rule, table: readonly Demand[]): Judge {
  const byType = new Map<string, { demand: Demand; path: string }[]>()
  for (const demand of table) {
    for (const one of [demand.terraform, demand.cloudformation]) {
      if (one === undefined) continue
      byType.set(one[0], [...(byType.get(one[0]) ?? []), { demand, path: one[1] }])
    }
  }
  return {
    rules: [rule],
    *judge(unit) {
      for (const resource of unit.resources) {
        if (resource.isData) continue
        for (const { demand, path } of byType.get(resource.type) ?? []) {
          if (isMet(demand.wants, find(resource.body, path)) !== false || demand.unless?.(resource, unit)) continue
          yield { rule, at: placeOf(resource, path), message: `${nameOf(resource)}: ${demand.says}.` }
        }
      }
    },
  }
}

/** null while nobody can know. */
function isMet(wants: Demand['wants'], found: Node | 'absent' | undefined): boolean | null {
  if (found === undefined) return null
  if (found === 'absent') return wants === 'not-false'
  if (wants === 'set') return true
  const text =
    found.is === 'bool' || found.is === 'number' ? String(found.value) : found.is === 'text' ? found.text : null
  if (text === null) return null
  if (wants === 'positive') return text !== '0'
  if (text === 'true') return true
  return text === 'false' ? false : null
}
