import type { Fact, FactValue } from '../../../protocol/facts.ts'
import type { Reading } from '../reading.ts'
import type { Finding } from '../types.ts'
import { readChoices, readMembers, readUnsupported } from './choices.ts'
import { readDomains } from './domains.ts'
import { readObjectives, readServiceLevels } from './durations.ts'
import { readEnvironments } from './environments.ts'
import { readBlocks, readClusterVersion, readZones } from './network.ts'
import { readRegions } from './places.ts'
import { readMail, readMaturity, readProject } from './project.ts'
import type { Place, Reader } from './readers.ts'
import { readDatabases, readHosts } from './workloads.ts'

const READERS: readonly Reader[] = [
  readMaturity,
  readProject,
  readEnvironments,
  readRegions,
  readZones,
  readBlocks,
  readClusterVersion,
  readDomains,
  readMail,
  readHosts,
  readDatabases,
  readObjectives,
  readServiceLevels,
  readChoices,
  readMembers,
  readUnsupported,
]

/** Facts that hold several values; every one found is a member. */
const LISTS = new Set(['compliance', 'dns.provider', 'iac.resources'])

/** Facts of one skill's own questions: taken only when the caller knows them. */
const OF_ONE_SKILL = new Set(['dns.dnssec'])

export interface Values {
  facts: Fact[]
  notes: string[]
  /** Where each fact's words stand in the reading. */
  places: { name: string; place: Place }[]
}

type FoundFact = Extract<Finding, { kind: 'fact' }>

/** All values of the goal. One that could be two things is left out, and the notes say so. */
export function readValues(reading: Reading, knownFacts?: ReadonlySet<string>): Values {
  const findings = READERS.flatMap((read) => read(reading))
  const values: Values = { facts: [], notes: [], places: [] }
  const byName = new Map<string, FoundFact[]>()
  for (const finding of findings) {
    if (finding.kind === 'note') values.notes.push(finding.text)
    else byName.set(finding.name, [...(byName.get(finding.name) ?? []), finding])
  }
  for (const [name, found] of byName) {
    const first = found[0]
    if (first === undefined) continue
    const words = (finding: FoundFact): string => reading.written(finding.start, finding.end).trim()
    if (knownFacts === undefined ? OF_ONE_SKILL.has(name) : !knownFacts.has(name)) {
      values.notes.push(`"${words(first)}" was understood as ${name}, which no skill of this chain asks for`)
      continue
    }
    const distinct = new Map(found.map((finding) => [JSON.stringify(finding.value), finding]))
    if (!LISTS.has(name) && distinct.size > 1) {
      const said = [...distinct.values()].map((finding) => `"${words(finding)}"`).join(' and ')
      values.notes.push(`${said} say different things about ${name}: it is left open`)
      continue
    }
    const value: FactValue = LISTS.has(name) ? [...new Set(found.map((finding) => finding.value))].flat() : first.value
    const source = LISTS.has(name) ? [...new Set(found.map(words))].join(', ') : words(first)
    values.facts.push({ name, value, origin: 'goal', source })
    for (const { start, end } of found) values.places.push({ name, place: { start, end } })
  }
  return values
}
