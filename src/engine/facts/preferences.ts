import type { Path } from '../../skills/problem.ts'
import { parseYaml, type YamlDocument } from '../../skills/yaml.ts'
import type { FactType, FactValue, TypeSpec } from '../protocol/facts.ts'
import { type AnswersResult, MODEL_LOOKUP, readAnswers, type SpecLookup } from './answers.ts'
import { spliceFacts } from './preferences/splice.ts'
import { secretIn } from './values.ts'

// Choices and measures say how somebody likes to work. Names, addresses and texts say what they work on.
const TYPES: readonly FactType[] = [
  'choice',
  'multi-choice',
  'boolean',
  'integer',
  'number',
  'duration',
  'size',
  'region',
]

/** Texts that name a habit, not a project. */
const ALSO: readonly string[] = ['project.owner', 'environments']

/** Of a saved type, and still about one project only. */
const NEVER: readonly string[] = ['cloud', 'world', 'dns.existing_zone', 'iac.resources', 'dns.mail']

/** Whether a fact may be saved as a preference: never what names a project, a place or a person, never a secret. */
export function mayBePreference(name: string, value: FactValue, spec: TypeSpec | undefined): boolean {
  if (spec === undefined || NEVER.includes(name) || value === null) return false
  if (!TYPES.includes(spec.type) && !ALSO.includes(name)) return false
  return secretIn(JSON.stringify(value)) === null
}

/** What is kept of a preferences file, ours or the public `skillchain-prefs.yaml`; throws FormatError for broken YAML. */
export function readPreferences(text: string, file: string, lookup: SpecLookup = MODEL_LOOKUP): AnswersResult {
  const document = parseYaml(text, file)
  const root = document.value
  if (!isRecord(root)) return { facts: {}, problems: [] }
  const result = isRecord(root.facts) ? within(document, root.facts, ['facts'], lookup) : { facts: {}, problems: [] }
  const foreign = foreignFacts(root, lookup)
  const facts: Record<string, FactValue> = { ...foreign, ...result.facts }
  for (const [name, value] of Object.entries(facts)) {
    if (!mayBePreference(name, value, lookup.spec(name))) delete facts[name]
  }
  return { facts, problems: result.problems }
}

/** The file with these facts in it; null takes one out. What the user wrote around them stays. */
export function mergePreferences(
  text: string | null,
  changes: Readonly<Record<string, FactValue>>,
  lookup: SpecLookup = MODEL_LOOKUP,
): string {
  const allowed = Object.entries(changes).filter(
    ([name, value]) => value === null || mayBePreference(name, value, lookup.spec(name)),
  )
  return spliceFacts(text ?? '', Object.fromEntries(allowed))
}

function within(document: YamlDocument, value: unknown, base: Path, lookup: SpecLookup): AnswersResult {
  return readAnswers(value, (path) => document.keyAt([...base, ...path]), lookup)
}

/**
 * The public file has no key for infrastructure but these: `global.deployment.observability`, and maps of a
 * skill's or a blueprint's own keys, of which those that name a fact are taken.
 */
function foreignFacts(root: Record<string, unknown>, lookup: SpecLookup): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {}
  const deployment = isRecord(root.global) && isRecord(root.global.deployment) ? root.global.deployment : {}
  if (deployment.observability === false) facts['observability.stack'] = 'none'
  const maps: unknown[] = []
  if (isRecord(root.blueprints)) {
    for (const entry of Object.values(root.blueprints)) if (isRecord(entry)) maps.push(entry.config)
  }
  if (isRecord(root.skills)) maps.push(...Object.values(root.skills))
  // Keys that are no facts of ours are somebody else's business and no mistake.
  for (const map of maps) if (isRecord(map)) Object.assign(facts, readAnswers(map, () => NOWHERE, lookup).facts)
  return facts
}

const NOWHERE = { line: 0, column: 0 }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
