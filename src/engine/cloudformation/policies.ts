import { didYouMean } from '../../skills/nearest.ts'
import { readYamlFile } from '../checks/read/yaml.ts'
import { isNull, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import { callOf, isOpen, outcomes } from './intrinsics.ts'
import { kindOf, type Problems } from './problems.ts'

/** Of identities, of resources, and of roles that say who may take them. */
export type PolicyKind = 'identity' | 'resource' | 'trust'

/** Where resources keep policies; `*` is every member of a list. */
const PLACES: Readonly<Record<string, readonly (readonly [path: string, kind: PolicyKind])[]>> = {
  'AWS::ECR::Repository': [['RepositoryPolicyText', 'resource']],
  'AWS::IAM::Group': [['Policies.*.PolicyDocument', 'identity']],
  'AWS::IAM::GroupPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::ManagedPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::Policy': [['PolicyDocument', 'identity']],
  'AWS::IAM::Role': [
    ['AssumeRolePolicyDocument', 'trust'],
    ['Policies.*.PolicyDocument', 'identity'],
  ],
  'AWS::IAM::RolePolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::User': [['Policies.*.PolicyDocument', 'identity']],
  'AWS::IAM::UserPolicy': [['PolicyDocument', 'identity']],
  'AWS::KMS::Key': [['KeyPolicy', 'resource']],
  'AWS::OpenSearchService::Domain': [['AccessPolicies', 'resource']],
  'AWS::S3::BucketPolicy': [['PolicyDocument', 'resource']],
  'AWS::SNS::TopicPolicy': [['PolicyDocument', 'resource']],
  'AWS::SQS::QueuePolicy': [['PolicyDocument', 'resource']],
}

const VERSIONS = ['2008-10-17', '2012-10-17']
const POLICY_KEYS = ['Id', 'Statement', 'Version']
const STATEMENT_KEYS = ['Action', 'Condition', 'Effect', 'NotAction', 'Sid']

/** What one of each pair a statement must have, and which pairs it may have. */
const PAIRS: Readonly<Record<PolicyKind, readonly (readonly [string, string])[]>> = {
  identity: [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ],
  resource: [
    ['Action', 'NotAction'],
    ['Principal', 'NotPrincipal'],
  ],
  trust: [
    ['Action', 'NotAction'],
    ['Principal', 'NotPrincipal'],
  ],
}

const KEYS: Readonly<Record<PolicyKind, readonly string[]>> = {
  identity: [...STATEMENT_KEYS, 'NotResource', 'Resource'],
  resource: [...STATEMENT_KEYS, 'NotPrincipal', 'NotResource', 'Principal', 'Resource'],
  trust: [...STATEMENT_KEYS, 'NotPrincipal', 'Principal'],
}

/** The shape of the policies that a resource has. */
export function checkPolicies(type: string, properties: YamlMap, title: string, problems: Problems): void {
  for (const [path, kind] of PLACES[type] ?? [])
    for (const node of nodesAt(properties, path.split('.')).flatMap(documentOf))
      new PolicyCheck(kind, `${title}: ${path.replace('.*', '')}`, problems).policy(node)
}

/** A policy of an identity that stands somewhere else. */
export function checkStatements(policy: YamlNode, title: string, problems: Problems): void {
  new PolicyCheck('identity', title, problems).policy(policy)
}

/** A policy may be written as a text that holds it; its parts are said to stand where the text does. */
function documentOf(node: YamlNode): YamlNode[] {
  const text = node.kind === 'scalar' ? node.text : ''
  if (!/^\s*\{/.test(text)) return [node]
  const place = node.source.place(node.start)
  const { documents } = readYamlFile(text, { version: '1.2', source: { path: node.source.path, place: () => place } })
  const root = documents[0]?.root
  return root === undefined || root === null ? [] : [root]
}

function nodesAt(node: YamlNode, [step, ...rest]: readonly string[]): YamlNode[] {
  const call = callOf(node)
  if (step === undefined && call?.name === 'Sub' && call.argument.kind === 'scalar') return [call.argument]
  return outcomes(node).flatMap((one) => {
    if (step === undefined) return [one]
    if (step === '*') return one.kind === 'list' ? one.items.flatMap((item) => nodesAt(item, rest)) : []
    const inside = one.kind === 'map' ? one.get(step) : undefined
    return inside === undefined ? [] : nodesAt(inside, rest)
  })
}

/** One statement, or a list of them; conditions may choose between lists inside of lists. */
function statementsIn(node: YamlNode): YamlNode[] {
  return outcomes(node).flatMap((one) => (one.kind === 'list' ? one.items.flatMap(statementsIn) : [one]))
}

class PolicyCheck {
  private readonly kind: PolicyKind
  private readonly title: string
  private readonly problems: Problems

  constructor(kind: PolicyKind, title: string, problems: Problems) {
    this.kind = kind
    this.title = title
    this.problems = problems
  }

  policy(node: YamlNode): void {
    if (node.kind !== 'map') return
    this.keys(node, POLICY_KEYS, 'a policy')
    const version = node.get('Version')
    if (version !== undefined && !isDynamic(version) && !(version.kind === 'scalar' && VERSIONS.includes(version.text)))
      this.error(version, `Version is one of ${VERSIONS.join(', ')}, and not ${kindOf(version)}`)
    const statement = node.get('Statement')
    if (statement === undefined) {
      if (!isOpen(node)) this.error(node, 'a policy must have a Statement')
      return
    }
    for (const one of statementsIn(statement)) this.statement(one)
  }

  private statement(node: YamlNode): void {
    if (node.kind !== 'map') {
      this.error(node, `a statement must be a map, and is ${kindOf(node)}`)
      return
    }
    this.keys(node, KEYS[this.kind], 'a statement')
    const effect = node.get('Effect')
    if (effect === undefined) this.error(node, 'a statement must have an Effect')
    else if (!isDynamic(effect) && !(effect.kind === 'scalar' && /^(?:Allow|Deny)$/.test(effect.text)))
      this.error(effect, `Effect is Allow or Deny, and not ${kindOf(effect)}`)
    for (const [one, other] of isOpen(node) ? [] : PAIRS[this.kind]) {
      const values = [node.get(one), node.get(other)].filter((value) => value !== undefined)
      if (values.length === 0) this.error(node, `a statement must have ${one} or ${other}`)
      else if (values.length === 2 && !values.some(isDynamic))
        this.error(node, `a statement has either ${one} or ${other}`)
    }
    for (const key of ['Action', 'NotAction', 'Resource', 'NotResource']) this.texts(node, key)
  }

  private texts(node: YamlMap, key: string): void {
    const value = node.get(key)
    if (value === undefined || isDynamic(value)) return
    const all = value.kind === 'list' ? value.items : [value]
    const wrong = all.find((one) => !isDynamic(one) && (one.kind !== 'scalar' || isNull(one)))
    if (wrong !== undefined) this.error(wrong, `${key} is a text or a list of texts, and has ${kindOf(wrong)}`)
  }

  private keys(node: YamlMap, known: readonly string[], what: string): void {
    for (const { key, keyNode } of node.entries)
      if (!known.includes(key) && !key.startsWith('Fn::'))
        this.error(keyNode, `${what} has no "${key}"`, didYouMean(key, known) ?? `it has ${known.join(', ')}`)
  }

  private error(at: YamlNode, message: string, hint?: string): void {
    this.problems.error(at, 'policy', `${this.title}: ${message}`, hint)
  }
}

function isDynamic(node: YamlNode): boolean {
  return callOf(node) !== null
}
