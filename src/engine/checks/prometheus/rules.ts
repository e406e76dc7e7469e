import { re2Fault } from '../read/re2.ts'
import {
  entriesOf,
  isNull,
  itemsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../read/yaml-node.ts'
import { isMap } from './documents.ts'
import { parseDuration } from './duration.ts'
import { GROUP_FIELDS, judgeFields, RULE_FIELDS } from './fields.ts'
import type { RuleFile } from './file.ts'
import { type Expression, TYPE_NAMES } from './promql/ast.ts'
import { FUNCTIONS } from './promql/functions.ts'
import { labelBound, partsOf } from './promql/labels.ts'
import { PromqlError } from './promql/lexer.ts'
import { parsePromql } from './promql/parser.ts'
import { readAlertTemplate } from './template.ts'

/** Everything in `groups`. */
export function judgeGroups(file: RuleFile, groups: YamlNode | undefined): void {
  if (isNull(groups)) return
  if (groups?.kind !== 'list') {
    if (groups !== undefined && file.isPlain) file.error(groups, 'structure', 'groups must be a list')
    return
  }
  const names = new Set<string>()
  const rules: YamlMap[] = []
  for (const group of groups.items) {
    if (!isMap(group)) {
      if (file.isPlain && !isNull(group)) file.error(group, 'structure', 'a group must be a map with a name and rules')
      continue
    }
    judgeFields(file, group, GROUP_FIELDS)
    judgeName(file, group, names)
    for (const rule of itemsOf(group.get('rules'))) {
      if (isMap(rule)) {
        judgeRule(file, rule)
        rules.push(rule)
      } else if (file.isPlain && !isNull(rule)) file.error(rule, 'structure', 'a rule must be a map with expr')
    }
  }
  duplicates(file, rules)
}

function judgeName(file: RuleFile, group: YamlMap, names: Set<string>): void {
  const node = group.get('name')
  const name = node?.kind === 'scalar' ? node.text : ''
  if (name === '') {
    if (node === undefined || node.kind === 'scalar')
      file.error(node ?? group, 'structure', 'Groupname must not be empty', 'every group needs a name of its own')
  } else if (node !== undefined && names.has(name))
    file.error(node, 'structure', `groupname: "${name}" is repeated in the same file`)
  names.add(name)
}

function judgeRule(file: RuleFile, rule: YamlMap): void {
  judgeFields(file, rule, RULE_FIELDS)
  const [record, alert, expr] = [scalarOf(rule, 'record'), scalarOf(rule, 'alert'), scalarOf(rule, 'expr')]
  if (record !== null && alert !== null) file.error(alert, 'structure', "only one of 'record' and 'alert' must be set")
  if (record === null && alert === null && !holdsOther(rule, 'record', 'alert'))
    file.error(rule, 'structure', "one of 'record' or 'alert' must be set")
  if (expr === null && !holdsOther(rule, 'expr')) file.error(rule, 'structure', "field 'expr' must be set in rule")
  if (record !== null) judgeRecord(file, rule, record)
  judgeNames(file, rule)
  const expression = expr === null ? null : judgeExpression(file, expr)
  if (alert !== null) judgeTemplates(file, rule, expression)
}

/** Something is there that is no text, which was said already. */
function holdsOther(rule: YamlMap, ...keys: string[]): boolean {
  return keys.some((key) => (rule.get(key)?.kind ?? 'scalar') !== 'scalar')
}

function scalarOf(map: YamlMap, key: string): YamlScalar | null {
  const node = map.get(key)
  return node?.kind === 'scalar' && node.value !== null && node.text !== '' ? node : null
}

function judgeRecord(file: RuleFile, rule: YamlMap, record: YamlScalar): void {
  for (const key of ['for', 'keep_firing_for']) {
    const node = scalarOf(rule, key)
    if (node !== null && (parseDuration(node.text) ?? 0) > 0)
      file.error(node, 'structure', `invalid field '${key}' in recording rule`, 'only alerts wait')
  }
  const annotations = rule.get('annotations')
  if (annotations !== undefined && entriesOf(annotations).length > 0)
    file.error(annotations, 'structure', "invalid field 'annotations' in recording rule")
  if (/[{}]/.test(record.text))
    file.error(record, 'structure', `braces present in the recording rule name; should it be in expr?: ${record.text}`)
  else if (!/^[A-Za-z_:][\w:]*$/.test(record.text))
    file.warning(record, 'names', `invalid recording rule name: ${record.text}`, BEFORE_3)
}

const BEFORE_3 = 'Prometheus takes letters, digits and _ only before version 3, and other programs still do'

function judgeNames(file: RuleFile, rule: YamlMap): void {
  for (const field of ['labels', 'annotations'])
    for (const { key, keyNode } of entriesOf(rule.get(field))) {
      const what = `invalid ${field === 'labels' ? 'label' : 'annotation'} name: ${key}`
      if (key === '' || (field === 'labels' && key === '__name__')) file.error(keyNode, 'names', what)
      else if (!/^[A-Za-z_]\w*$/.test(key)) file.warning(keyNode, 'names', what, BEFORE_3)
    }
}

function judgeExpression(file: RuleFile, expr: YamlScalar): Expression | null {
  let expression: Expression
  try {
    expression = parsePromql(expr.text)
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    file.inside('error', expr, error.offset, 'promql', `could not parse expression: ${error.message}`)
    return null
  }
  if (expression.type === 'matrix' || expression.type === 'string')
    file.warning(
      expr,
      'promql',
      `the rule's result is a ${TYPE_NAMES[expression.type]}: Prometheus refuses it when it evaluates the rule`,
      expression.type === 'matrix' ? 'a function such as rate() makes an instant vector of it' : undefined,
    )
  for (const part of partsOf(expression)) if (part.is === 'call') judgeCall(file, expr, part)
  return expression
}

/** What is only refused when the rule is evaluated. */
function judgeCall(file: RuleFile, expr: YamlScalar, { name, args, start }: Expression & { is: 'call' }): void {
  if (FUNCTIONS.get(name)?.experimental === true)
    file.inside(
      'warning',
      expr,
      start,
      'experimental',
      `${name} is experimental: Prometheus refuses the file without --enable-feature=promql-experimental-functions`,
    )
  const [, target, , , pattern] = args
  if (name !== 'label_replace') return
  if (pattern?.is === 'string') {
    const fault = re2Fault(pattern.value)
    if (fault !== null)
      file.inside('error', expr, pattern.start, 'promql', `invalid regular expression in label_replace(): ${fault}`)
  }
  if (target?.is === 'string' && target.value === '')
    file.inside('error', expr, target.start, 'promql', 'invalid destination label name in label_replace(): ""')
}

function judgeTemplates(file: RuleFile, rule: YamlMap, expression: Expression | null): void {
  const bound = expression === null ? null : labelBound(expression)
  for (const field of ['labels', 'annotations'])
    for (const entry of entriesOf(rule.get(field))) judgeTemplate(file, field, entry, bound)
}

function judgeTemplate(
  file: RuleFile,
  field: string,
  { key, value }: YamlEntry,
  bound: ReadonlySet<string> | null,
): void {
  if (value.kind !== 'scalar') return
  const { fault, labels } = readAlertTemplate(value.text)
  if (fault !== null) {
    const what = field === 'labels' ? 'label' : 'annotation'
    file.inside('error', value, fault.offset, 'template', `${what} "${key}": ${fault.message}`)
  }
  if (bound === null) return
  for (const { name, offset } of labels)
    if (!bound.has(name))
      file.inside(
        'warning',
        value,
        offset,
        'missing-label',
        `the expression leaves no label ${name}: nothing is written here`,
        bound.size === 0 ? 'no label is left' : `there are at most ${[...bound].sort().join(', ')}`,
      )
}

/** The same series from two rules: which value it has depends on which rule comes last. */
function duplicates(file: RuleFile, rules: readonly YamlMap[]): void {
  const seen = new Set<string>()
  for (const rule of rules) {
    const record = scalarOf(rule, 'record')
    const name = record ?? scalarOf(rule, 'alert')
    if (name === null) continue
    const labels = entriesOf(rule.get('labels')).map(
      ({ key, value }) => `${key}=${value.kind === 'scalar' ? value.text : ''}`,
    )
    const key = JSON.stringify([
      record === null,
      name.text,
      labels.sort(),
      scalarOf(rule, 'expr')?.text.replace(/\s+/g, ''),
    ])
    if (seen.has(key)) file.warning(name, 'duplicate', `the rule "${name.text}" stands here a second time`)
    seen.add(key)
  }
}
