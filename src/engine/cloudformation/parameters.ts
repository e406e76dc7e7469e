import { didYouMean } from '../../skills/nearest.ts'
import { isNull, itemsOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import { kindOf, type Problems } from './problems.ts'

const KEYS = [
  ...['AllowedPattern', 'AllowedValues', 'ConstraintDescription', 'Default', 'Description', 'MaxLength', 'MaxValue'],
  ...['MinLength', 'MinValue', 'NoEcho', 'Type'],
]

const AWS_TYPES = [
  ...['EC2::AvailabilityZone::Name', 'EC2::Image::Id', 'EC2::Instance::Id', 'EC2::KeyPair::KeyName'],
  ...['EC2::SecurityGroup::GroupName', 'EC2::SecurityGroup::Id', 'EC2::Subnet::Id', 'EC2::VPC::Id', 'EC2::Volume::Id'],
  ...['Route53::HostedZone::Id', 'SSM::Parameter::Name'],
].map((name) => `AWS::${name}`)

const PLAIN_TYPES = ['String', 'Number', 'CommaDelimitedList', 'List<Number>', 'List<String>']
const TYPES: ReadonlySet<string> = new Set([
  ...PLAIN_TYPES,
  ...AWS_TYPES,
  ...AWS_TYPES.map((type) => `List<${type}>`),
  ...[...PLAIN_TYPES, ...AWS_TYPES, ...AWS_TYPES.map((type) => `List<${type}>`)].map(
    (type) => `AWS::SSM::Parameter::Value<${type}>`,
  ),
])

export function checkParameter({ key, keyNode, value }: YamlEntry, problems: Problems): void {
  if (value.kind !== 'map') {
    problems.error(keyNode, 'parameter', `parameter ${key} must be a map, and is ${kindOf(value)}`)
    return
  }
  for (const one of value.entries)
    if (!KEYS.includes(one.key))
      problems.error(one.keyNode, 'parameter', `parameter ${key} has no "${one.key}"`, didYouMean(one.key, KEYS))
  const type = textOf(value.get('Type'))
  if (type === undefined) problems.error(keyNode, 'parameter', `parameter ${key} lacks "Type", which it must have`)
  else if (!TYPES.has(type))
    problems.error(
      value.get('Type') ?? value,
      'parameter',
      `parameter ${key} has the type ${type}, which there is not`,
      didYouMean(type, TYPES),
    )
  for (const one of ['Default', 'Description', 'AllowedPattern', 'ConstraintDescription']) {
    const given = value.get(one)
    if (given !== undefined && (given.kind !== 'scalar' || given.value === null))
      problems.error(given, 'parameter', `${one} of parameter ${key} must be a text, and is ${kindOf(given)}`)
  }
  for (const one of ['MaxLength', 'MinLength', 'MaxValue', 'MinValue']) {
    const given = value.get(one)
    if (given !== undefined && !Number.isFinite(numberOf(given)))
      problems.error(given, 'parameter', `${one} of parameter ${key} must be a number, and is ${kindOf(given)}`)
  }
  const allowed = value.get('AllowedValues')
  if (allowed !== undefined && allowed.kind !== 'list')
    problems.error(allowed, 'parameter', `AllowedValues of parameter ${key} must be a list, and is ${kindOf(allowed)}`)
  for (const one of itemsOf(allowed))
    if (one.kind !== 'scalar' || isNull(one))
      problems.error(one, 'parameter', `AllowedValues of parameter ${key} must be texts, and have ${kindOf(one)}`)
  const hidden = value.get('NoEcho')
  if (hidden !== undefined && !(hidden.kind === 'scalar' && /^(?:true|false)$/i.test(String(hidden.value))))
    problems.error(hidden, 'parameter', `NoEcho of parameter ${key} must be true or false, and is ${kindOf(hidden)}`)
  if (type !== undefined && !type.startsWith('AWS::SSM::')) checkDefault(key, type, value, problems)
}

/** A default must satisfy what the parameter asks of every value. */
function checkDefault(key: string, type: string, parameter: YamlMap, problems: Problems): void {
  const given = parameter.get('Default')
  if (given?.kind !== 'scalar' || given.value === null) return
  const report = (what: string): void => problems.error(given, 'default', `the default of parameter ${key} ${what}`)
  const values = /^(?:List<|CommaDelimited)/.test(type) ? given.text.split(',').map((one) => one.trim()) : [given.text]
  const isNumeric = type === 'Number' || type === 'List<Number>'
  // A list may be permitted member by member, or as a whole.
  if (itemsOf(parameter.get('AllowedValues')).some((one) => one.kind === 'scalar' && one.text === given.text)) return
  for (const value of values) {
    if (isNumeric && (value.trim() === '' || Number.isNaN(Number(value))))
      report(`is no number: ${JSON.stringify(value)}`)
    else checkBounds(value, isNumeric, parameter, report)
  }
}

function checkBounds(value: string, isNumeric: boolean, parameter: YamlMap, report: (what: string) => void): void {
  const allowed = itemsOf(parameter.get('AllowedValues')).filter((one) => one.kind === 'scalar')
  if (
    allowed.length > 0 &&
    !allowed.some((one) => one.text === value || (isNumeric && Number(one.text) === Number(value)))
  )
    report(`is none of its AllowedValues: ${JSON.stringify(value)}`)
  const pattern = textOf(parameter.get('AllowedPattern'))
  if (pattern !== undefined && matches(pattern, value) === false) report('does not match its AllowedPattern')
  const [least, most] = isNumeric ? ['MinValue', 'MaxValue'] : ['MinLength', 'MaxLength']
  const size = isNumeric ? Number(value) : value.length
  const bound = (name: string | undefined): number => numberOf(parameter.get(name ?? ''))
  if (size < bound(least)) report(`is below its ${least}`)
  if (size > bound(most)) report(`is above its ${most}`)
}

/** NaN, which nothing is above or below, when it is no number. */
function numberOf(node: YamlNode | undefined): number {
  return node?.kind === 'scalar' && !isNull(node) && node.text.trim() !== '' ? Number(node.text) : Number.NaN
}

/** Patterns are Java's; null for one that cannot be read here, or could take forever. */
function matches(pattern: string, value: string): boolean | null {
  if (
    pattern.length > 200 ||
    /\([^)]*[+*][^)]*\)[+*{]/.test(pattern) ||
    /\\[pPQEGZzAhHvVR]|\(\?[^:=!]|\[\[:|&&/.test(pattern)
  )
    return null
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    return null
  }
}
