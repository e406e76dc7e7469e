// Turns the JSON schemas of resource types into the definitions of the pack.
import { Definitions } from '../definitions.mjs'
import { Patterns } from './patterns.mjs'

/** What Ref and GetAtt give: `f <type> <forms of Ref> <attribute>=<forms>…`, with ? for a form that has no letter. */
export function formsOf(name, schema) {
  const resolved = (one) => {
    let here = one
    for (let depth = 0; here?.$ref && depth < 5; depth++)
      here = here.$ref
        .replace('#/', '')
        .split('/')
        .reduce((inside, step) => inside?.[step], schema)
    return here
  }
  const at = (pointer) =>
    pointer
      .split('/')
      .slice(2)
      .reduce((inside, step) => (step === '*' ? resolved(inside)?.items : resolved(inside)?.properties?.[step]), schema)
  const formsAt = (pointer) => {
    const found = resolved(at(pointer))
    const formats = [found, ...(found?.anyOf ?? [])].flatMap((one) => one?.format ?? [])
    return [...new Set(formats.filter((one) => one.startsWith('AWS::')).map((one) => FORMATS[one] ?? '?'))].join('')
  }
  const [id, ...more] = schema.primaryIdentifier ?? []
  const own = id === undefined || more.length > 0 ? '' : formsAt(id)
  const attributes = (schema.readOnlyProperties ?? [])
    .map((one) => [one.replace('/properties/', '').replaceAll('/', '.'), formsAt(one)])
    .filter(([, forms]) => forms !== '')
    .map(([attribute, forms]) => `${attribute}=${forms}`)
  return own === '' && attributes.length === 0 ? [] : [`f ${name} ${own || '-'} ${attributes.join(' ')}`.trim()]
}

/** Forms of texts, by the letters of src/engine/cloudformation/schema/type.ts. */
const FORMATS = {
  'AWS::ACM::Certificate.Arn': 'A',
  'AWS::EC2::Image.Id': 'M',
  'AWS::EC2::SecurityGroup.Id': 'G',
  'AWS::EC2::Subnet.Id': 'U',
  'AWS::EC2::VPC.Id': 'V',
  'AWS::IAM::Role.Arn': 'R',
  'AWS::Lambda::Function.Arn': 'L',
  'AWS::SNS::Topic.Arn': 'T',
  'ipv4-network': 'C',
}

/** By its ARN, its id or an alias; where only one of these is taken, the text alone does not tell. */
function isKey({ anyOf }) {
  return Array.isArray(anyOf) && anyOf.length === 3 && anyOf.every((one) => /^AWS::KMS::/.test(one.format ?? ''))
}

/** Services that most templates are made of: for these the pack knows lengths and patterns of texts too. */
const WITH_PATTERNS =
  /^AWS::(?:ApiGateway(?:V2)?|ApplicationAutoScaling|AutoScaling|Backup|Batch|Budgets|CertificateManager|CloudFormation|CloudFront|CloudTrail|CloudWatch|CodeBuild|CodeCommit|CodeDeploy|CodePipeline|Cognito|Config|DynamoDB|EC2|ECR|ECS|EFS|EKS|ElastiCache|ElasticLoadBalancingV2|Events|IAM|KMS|Kinesis(?:Firehose)?|Lambda|Logs|Pipes|RDS|Redshift|Route53|S3|SES|SNS|SQS|SSM|Scheduler|SecretsManager|ServiceDiscovery|StepFunctions|WAFv2)::/

export class Types {
  #definitions = new Definitions()
  #patterns = new Patterns()
  #types = new Map()
  #attributes

  /** `attributes`: what GetAtt gives beside read-only properties, by type. */
  constructor(attributes) {
    this.#attributes = attributes
  }

  get size() {
    return this.#types.size
  }

  has(name) {
    return this.#types.has(name)
  }

  define(key, write) {
    return this.#definitions.define(key, write)
  }

  /** A type whose definition is written elsewhere. */
  put(name, type, attributes) {
    this.#types.set(name, { type, attributes })
  }

  add(name, schema) {
    const reader = new Reader(name, schema, this.#definitions, WITH_PATTERNS.test(name) ? this.#patterns : null)
    const readOnly = (schema.readOnlyProperties ?? []).map((one) =>
      one.replace('/properties/', '').replaceAll('/', '.'),
    )
    const type = this.#definitions.define(name, () => {
      const written = reader.object(schema)
      for (const property of readOnly) {
        if (!(property in written)) continue
        delete written[property]
        written[`${property}-`] = ''
      }
      return written
    })
    // What a schema calls read-only is an attribute, and stands in its definition.
    const others = readOnly.filter((one) => one.includes('.') || !(one in (schema.properties ?? {})))
    const attributes = [...others, ...(this.#attributes.get(name) ?? [])]
    this.#types.set(name, { type, attributes, readOnly: new Set(readOnly) })
  }

  /** Attributes that another source knows as well. */
  addAttributes(name, attributes) {
    const known = this.#types.get(name)
    const others = attributes.filter((one) => !known.readOnly.has(one))
    known.attributes = [...new Set([...known.attributes, ...others])]
  }

  /** The whole pack, with the day it is made and lines of other kinds before it. */
  text(today, others) {
    const { lines, numberOf } = this.#definitions.shared()
    let before = 0
    const types = [...this.#types].sort(([one], [other]) => (one < other ? -1 : 1))
    const heads = types.map(([name, { type, attributes }]) => {
      const number = numberOf(type)
      const distance = number - before
      before = number
      return ['r', name, distance, ...attributes].join(' ')
    })
    return [`skillchain-cloudformation-pack 2 ${today}`, ...others, ...heads, ...this.#patterns.lines(), ...lines].join(
      '\n',
    )
  }
}

class Reader {
  #name
  #schema
  #definitions
  #patterns

  constructor(name, schema, definitions, patterns) {
    this.#name = name
    this.#schema = schema
    this.#definitions = definitions
    this.#patterns = patterns
  }

  object(schema) {
    const written = {}
    const properties = { ...schema.properties }
    const variants = schema.oneOf ?? schema.anyOf ?? []
    for (const variant of variants) Object.assign(properties, this.#resolved(variant).properties)
    const required = new Set(schema.required ?? [])
    for (const name of Object.keys(properties).sort())
      written[required.has(name) ? `${name}!` : name] = this.type(properties[name])
    if (schema.additionalProperties !== false && variants.length === 0) written['*'] = '*'
    const patterns = Object.values(schema.patternProperties ?? {})
    if (patterns.length > 0) written['*'] = patterns.length === 1 ? this.type(patterns[0]) : '*'
    const rules = rulesOf(schema)
    if (Object.keys(rules).length > 0) written.$ = rules
    return written
  }

  type(schema) {
    if (typeof schema !== 'object') return '*'
    if (schema.$ref) return this.#reference(schema.$ref)
    const types = [schema.type ?? []].flat()
    if (schema.enum && !schema.enumCaseInsensitive) return `"${schema.enum.join('|')}`
    if (types.length === 2 && types.includes('object') && types.includes('string')) return schema.properties ? '*' : 'j'
    if (types.length === 2 && types.includes('string') && !types.includes('array')) return 's'
    if (types.length !== 1) return schema.properties ? this.#inline(schema) : '*'
    switch (types[0]) {
      case 'string':
        return FORMATS[schema.format] ?? (isKey(schema) ? 'K' : this.#text(schema))
      case 'integer':
        return `i${range(schema.minimum, schema.maximum)}`
      case 'number':
        return `n${range(schema.minimum, schema.maximum)}`
      case 'boolean':
        return 'b'
      case 'array':
        return `[${countOf(schema)}${this.type(schema.items ?? {})}`
      case 'object':
        return this.#inline(schema)
      default:
        return '*'
    }
  }

  #text({ minLength, maxLength, pattern, format }) {
    // What is said of the length of JSON is said of it without blanks.
    if (format === 'json' || this.#patterns === null) return 's'
    return `s${range(minLength || undefined, maxLength)}${this.#patterns.mark(pattern)}`
  }

  #inline(schema) {
    const hasVariants = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some((one) => one.properties || one.$ref)
    if (schema.properties || hasVariants)
      return this.#definitions.define(`${this.#name} ${JSON.stringify(schema)}`, () => this.object(schema))
    const patterns = Object.values(schema.patternProperties ?? {})
    if (patterns.length === 1) return `{${this.type(patterns[0])}`
    return patterns.length === 0 && typeof schema.additionalProperties === 'object'
      ? `{${this.type(schema.additionalProperties)}`
      : 'j'
  }

  #reference(reference) {
    const target = this.#resolved({ $ref: reference })
    const isObject =
      target.properties || [...(target.oneOf ?? []), ...(target.anyOf ?? [])].some((one) => one.properties)
    if (!isObject) return this.type(target)
    return this.#definitions.define(`${this.#name} ${reference}`, () => this.object(target))
  }

  #resolved(schema) {
    if (!schema.$ref) return schema
    let here = this.#schema
    for (const step of schema.$ref.replace('#/', '').split('/')) here = here?.[step]
    return here ?? {}
  }
}

/** `1,64`; either side may be open. */
function range(least, most) {
  return least === undefined && most === undefined ? '' : `${least ?? ''},${most ?? ''}`
}

/** How many items a list has, and whether they differ: `1,10u;` */
function countOf({ minItems, maxItems, uniqueItems }) {
  const count = `${range(minItems || undefined, maxItems)}${uniqueItems ? 'u' : ''}`
  return count === '' ? '' : `${count};`
}

/** Which properties exclude or need each other. */
function rulesOf(schema) {
  const rules = {}
  const onlyRequired = (list) =>
    Array.isArray(list) && list.length > 0 && list.every((one) => Object.keys(one).join() === 'required')
  if (onlyRequired(schema.oneOf)) rules.one = schema.oneOf.map((one) => one.required)
  if (onlyRequired(schema.anyOf)) rules.some = schema.anyOf.map((one) => one.required)
  if (schema.requiredXor) rules.xor = schema.requiredXor
  if (schema.dependentExcluded) rules.without = schema.dependentExcluded
  if (schema.dependentRequired) rules.with = schema.dependentRequired
  return rules
}
