import { Spelling } from '../read/spelling.ts'
import { entriesOf, isNull, type YamlMap, type YamlNode, type YamlScalar } from '../read/yaml-node.ts'
import { parseDuration } from './duration.ts'
import type { RuleFile } from './file.ts'

type FieldKind = 'text' | 'duration' | 'number' | 'texts' | 'list'

export const GROUP_FIELDS: Readonly<Record<string, FieldKind>> = {
  name: 'text',
  interval: 'duration',
  query_offset: 'duration',
  limit: 'number',
  labels: 'texts',
  rules: 'list',
}

export const RULE_FIELDS: Readonly<Record<string, FieldKind>> = {
  record: 'text',
  alert: 'text',
  expr: 'text',
  for: 'duration',
  keep_firing_for: 'duration',
  labels: 'texts',
  annotations: 'texts',
}

/** Fields that Thanos, Mimir and the operator add to groups. */
const ADDED = /^(?:partial_response_strategy|source_tenants|evaluation_delay|align_evaluation_time_on_interval)$/

/** What Go's reader of rule files refuses: unknown fields and values of another type. */
export function judgeFields(file: RuleFile, map: YamlMap, fields: Readonly<Record<string, FieldKind>>): void {
  for (const { key, keyNode, value } of map.entries) {
    const kind = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (kind !== undefined) judgeValue(file, key, value, kind)
    else if (file.isPlain && !(fields === GROUP_FIELDS && ADDED.test(key)))
      file.error(
        keyNode,
        'structure',
        `field ${key} not found in ${fields === GROUP_FIELDS ? 'a group' : 'a rule'}`,
        new Spelling(Object.keys(fields)).hint(key) ?? `there are ${Object.keys(fields).join(', ')}`,
      )
  }
}

function judgeValue(file: RuleFile, key: string, value: YamlNode, kind: FieldKind): void {
  if (isNull(value)) return
  if (kind === 'list' ? value.kind === 'list' : kind === 'texts' ? value.kind === 'map' : value.kind === 'scalar') {
    if (kind === 'texts') for (const entry of entriesOf(value)) judgeValue(file, entry.key, entry.value, 'text')
    if (value.kind === 'scalar') judgeScalar(file, key, value, kind)
    return
  }
  const wanted = kind === 'list' ? 'a list' : kind === 'texts' ? 'a map of texts' : `a ${kind}`
  file.error(
    value,
    'structure',
    `${key} must be ${wanted}, and this is a ${value.kind === 'scalar' ? 'value' : value.kind}`,
  )
}

function judgeScalar(file: RuleFile, key: string, node: YamlScalar, kind: FieldKind): void {
  const shown = JSON.stringify(node.text)
  if (kind === 'duration' && parseDuration(node.text) === null)
    file.error(node, 'structure', `not a valid duration string: ${shown}`, 'such as 30s, 5m or 1h30m')
  if (kind === 'number' && !Number.isInteger(node.value))
    file.error(node, 'structure', `${key} must be a whole number, and not ${shown}`)
}
