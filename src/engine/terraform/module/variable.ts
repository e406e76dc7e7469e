import type { Finding } from '../syntax/problem.ts'
import { traversalsOf } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { withDefaults } from '../values/defaults.ts'
import { BOOL, DYNAMIC, STRING } from '../values/type.ts'
import { isNull, type Value } from '../values/value.ts'
import { readConstant, readSetting } from './constant.ts'
import { checkRuleForm } from './resource-blocks.ts'
import { readVariableType } from './type-constraint.ts'
import type { Declared, Variable } from './types.ts'

const RESERVED = new Set([
  ...['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals', 'provider', '_'],
])

/** A variable with what it takes and what it is when nothing is given. */
export function readVariable(declared: Declared): { variable: Variable; problems: Finding[] } {
  const found: Finding[] = []
  const { block, name } = declared
  const { attributes, blocks } = block.body
  if (RESERVED.has(name)) {
    const detail = `The variable name "${name}" is reserved due to its special meaning inside module blocks.`
    found.push({ ...block.at, summary: 'Invalid variable name', detail })
  }
  const type = attributes.get('type')
  readSetting(attributes.get('description'), STRING, found)
  const flag = (key: string): unknown => readSetting(attributes.get(key), BOOL, found)
  const variable: Variable = {
    ...declared,
    type: type === undefined ? DYNAMIC : readVariableType(type.value, found),
    hasDefault: attributes.has('default'),
    default: null,
    sensitive: flag('sensitive') === true,
    ephemeral: flag('ephemeral') === true,
    nullable: flag('nullable') !== false,
  }
  variable.default = readDefault(variable, found)
  for (const rule of blocks) {
    if (rule.type !== 'validation') continue
    checkRuleForm(rule, found)
    const condition = rule.body.attributes.get('condition')
    if (condition === undefined) continue
    const names = traversalsOf(condition.value).map((path) => (path.root === 'var' ? path.steps[0] : undefined))
    if (names.some((step) => step?.is === 'attribute' && step.name === name)) continue
    const detail = `The condition for variable "${name}" must refer to var.${name} in order to test incoming values.`
    found.push({ ...condition.value.at, summary: 'Invalid variable validation condition', detail })
  }
  return { variable, problems: found }
}

function readDefault(variable: Variable, found: Finding[]): Value | null {
  const attribute = variable.block.body.attributes.get('default')
  if (attribute === undefined) return null
  const value = readConstant(attribute.value, found)
  if (value === null) return null
  const done = convert(withDefaults(value, variable.type), variable.type)
  const summary = 'Invalid default value for variable'
  if (!done.ok) {
    const detail = `This default value is not compatible with the variable's type constraint: ${done.why}.`
    found.push({ ...attribute.value.at, summary, detail })
    return null
  }
  if (!variable.nullable && isNull(done.value)) {
    found.push({ ...attribute.value.at, summary, detail: 'A null default value is not valid when nullable=false.' })
  }
  return done.value
}
