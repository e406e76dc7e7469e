import { didYouMean } from '../../skills/nearest.ts'
import { entriesOf, isNull, textOf, type YamlEntry, type YamlNode } from '../checks/read/yaml-node.ts'
import { checkMetadata } from './documents.ts'
import { type FunctionCheck, isConditional } from './functions.ts'
import { callOf } from './intrinsics.ts'
import { checkParameter } from './parameters.ts'
import { kindOf, type Problems } from './problems.ts'
import { checkGlobals } from './serverless-globals.ts'
import type { Template } from './template.ts'

const SECTIONS = [
  ...['AWSTemplateFormatVersion', 'Conditions', 'Description', 'Globals', 'Hooks', 'Mappings', 'Metadata', 'Outputs'],
  ...['Parameters', 'Resources', 'Rules', 'Transform'],
]

const MAPS = ['Conditions', 'Mappings', 'Outputs', 'Parameters', 'Resources', 'Rules']

/** What a template may hold, by section. */
const MOST: Readonly<Record<string, number>> = { Mappings: 200, Outputs: 200, Parameters: 200, Resources: 500 }

const LONGEST_DESCRIPTION = 1024
const LARGEST_TEMPLATE = 1_000_000

/** Everything but resources. */
export function checkSections(template: Template, text: string, functions: FunctionCheck, problems: Problems): void {
  checkTop(template, text, problems)
  for (const parameter of template.parameters.values()) checkParameter(parameter, problems)
  for (const mapping of template.mappings.values()) checkMapping(mapping, problems)
  for (const { key, keyNode, value } of template.conditions.values()) {
    if (key.startsWith('Fn::ForEach')) continue
    if (!isConditional(value))
      problems.error(keyNode, 'condition', `condition ${key} must be a function that gives true or false`)
    functions.visit(value, { conditions: true, resource: null })
  }
  for (const { value } of template.rules.values()) functions.visit(value, { conditions: true, resource: null })
  for (const output of template.outputs.values()) checkOutput(output, template, functions, problems)
  const metadata = template.root.get('Metadata')
  if (metadata !== undefined) checkMetadata(metadata, problems)
  checkNames(template, problems)
}

function checkTop({ root, resources, transforms }: Template, text: string, problems: Problems): void {
  for (const { key, keyNode, value } of root.entries) {
    if (key.startsWith('Fn::')) continue
    if (!SECTIONS.includes(key))
      problems.error(keyNode, 'section', `a template has no section "${key}"`, didYouMean(key, SECTIONS))
    else if (MAPS.includes(key) && value.kind !== 'map')
      problems.error(keyNode, 'section', `${key} must be a map, and is ${kindOf(value)}`)
    else if (key === 'Globals' && !transforms.serverless)
      problems.error(keyNode, 'section', 'Globals need the transform AWS::Serverless-2016-10-31')
    else if (key === 'Globals') checkGlobals(value, problems)
    const most = MOST[key]
    if (most !== undefined && entriesOf(value).length > most)
      problems.error(keyNode, 'limit', `${entriesOf(value).length} ${key}, and CloudFormation takes ${most}`)
  }
  if (!root.has('Resources')) problems.error(root, 'section', 'a template must have Resources')
  else if (resources.size === 0)
    problems.warning(root.entry('Resources')?.keyNode ?? root, 'section', 'Resources are empty')
  const version = root.get('AWSTemplateFormatVersion')
  if (version !== undefined && !(version.kind === 'scalar' && version.text === '2010-09-09'))
    problems.error(version, 'section', 'AWSTemplateFormatVersion is always 2010-09-09')
  const description = root.get('Description')
  if (description !== undefined && (description.kind !== 'scalar' || typeof description.value !== 'string'))
    problems.error(description, 'section', `Description must be a text, and is ${kindOf(description)}`)
  else if (description?.kind === 'scalar' && new TextEncoder().encode(description.text).length > LONGEST_DESCRIPTION)
    problems.error(description, 'limit', `Description has more than ${LONGEST_DESCRIPTION} bytes`)
  if (text.length > LARGEST_TEMPLATE)
    problems.error(root, 'limit', `the template has more than ${LARGEST_TEMPLATE} bytes`)
}

function checkMapping({ key, keyNode, value }: YamlEntry, problems: Problems): void {
  if (key.startsWith('Fn::')) return
  if (value.kind !== 'map') {
    problems.error(keyNode, 'mapping', `mapping ${key} must be a map of maps, and is ${kindOf(value)}`)
    return
  }
  for (const top of value.entries) {
    if (top.key.startsWith('Fn::')) continue
    if (!/^[A-Za-z0-9.-]+$/.test(top.key))
      problems.error(
        top.keyNode,
        'name',
        `${JSON.stringify(top.key)} in mapping ${key} must be letters, digits, dots and hyphens`,
      )
    if (top.value.kind !== 'map') {
      problems.error(top.keyNode, 'mapping', `${top.key} in mapping ${key} must be a map, and is ${kindOf(top.value)}`)
      continue
    }
    for (const { key: name, keyNode: at, value: inside } of top.value.entries) {
      if (!/^[A-Za-z0-9]+$/.test(name) && !name.startsWith('Fn::'))
        problems.error(at, 'name', `${JSON.stringify(name)} in mapping ${key} must be letters and digits`)
      if (!name.startsWith('Fn::') && (inside.kind === 'map' || callOf(inside) !== null || isNull(inside)))
        problems.error(
          inside,
          'mapping',
          `${name} in mapping ${key} must be a text or a list, and is ${kindOf(inside)}`,
        )
    }
  }
}

const OUTPUT_KEYS = ['Condition', 'Description', 'Export', 'Value']

function checkOutput(output: YamlEntry, template: Template, functions: FunctionCheck, problems: Problems): void {
  const { key, keyNode, value } = output
  if (key.startsWith('Fn::')) {
    functions.visit(value, { conditions: false, resource: null })
    return
  }
  if (value.kind !== 'map') {
    problems.error(keyNode, 'output', `output ${key} must be a map, and is ${kindOf(value)}`)
    return
  }
  for (const one of value.entries)
    if (!OUTPUT_KEYS.includes(one.key) && !one.key.startsWith('Fn::'))
      problems.error(one.keyNode, 'output', `output ${key} has no "${one.key}"`, didYouMean(one.key, OUTPUT_KEYS))
  const given = value.get('Value')
  if (given === undefined) problems.error(keyNode, 'output', `output ${key} lacks "Value", which it must have`)
  else if (!isText(given))
    problems.error(given, 'output', `the value of output ${key} must be a text, and is ${kindOf(given)}`)
  const condition = value.get('Condition')
  const name = textOf(condition)
  if (condition !== undefined && name === undefined)
    problems.error(condition, 'output', `Condition of output ${key} must be the name of a condition`)
  else if (condition !== undefined && name !== undefined) functions.condition(name, condition)
  const description = value.get('Description')
  if (description !== undefined && (description.kind !== 'scalar' || callOf(description) !== null))
    problems.error(description, 'output', `Description of output ${key} must be a text, and is ${kindOf(description)}`)
  const exported = value.get('Export')
  if (
    exported !== undefined &&
    (exported.kind !== 'map' || !exported.has('Name') || !isText(exported.get('Name') ?? exported))
  )
    problems.error(exported, 'output', `Export of output ${key} must have a Name`)
  for (const one of [given, exported])
    if (one !== undefined) functions.visit(one, { conditions: false, resource: null })
  if (!/^[A-Za-z0-9]+$/.test(key) && !template.transforms.others)
    problems.error(keyNode, 'name', `the name of output ${key} must be letters and digits`)
}

function isText(node: YamlNode): boolean {
  const call = callOf(node)
  if (call !== null) return true
  return node.kind === 'scalar' && node.value !== null
}

function checkNames({ parameters, resources, mappings, rules }: Template, problems: Problems): void {
  for (const [what, entries] of [
    ['parameter', parameters],
    ['resource', resources],
    ['mapping', mappings],
    ['rule', rules],
  ] as const)
    for (const { key, keyNode } of entries.values())
      if (!/^[A-Za-z0-9]+$/.test(key) && !key.startsWith('Fn::'))
        problems.error(keyNode, 'name', `the name of ${what} ${key} must be letters and digits`)
  for (const [name, { keyNode }] of resources)
    if (parameters.has(name)) problems.error(keyNode, 'name', `"${name}" is the name of a parameter as well`)
}
