import { nearest } from '../../../skills/nearest.ts'
import { type At, type Entry, hasHole, type MapNode, textOf } from '../resources/node.ts'
import type { Hit } from '../rule.ts'
import type { PolicyDocument, PolicyKind, Statement, Words } from './document.ts'
import { IAM } from './rules.ts'

const TOP = ['Version', 'Id', 'Statement']
const ELEMENTS = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
]
const VERSIONS = ['2012-10-17', '2008-10-17']

const OPERATORS = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike'],
  ...['StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan'],
  ...['DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress'],
  ...['NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'Null'],
]

/** Names are case sensitive by the book, and AWS is not everywhere as strict as its book. */
const MISSPELT = {
  severity: 'warning',
  hint: 'Names in policies are case sensitive: write it as it is spelled.',
} as const

const wrong = (at: At, message: string): Hit => ({ rule: IAM.syntax, at, message })

/** The elements of a document as it is written: names, effects, versions. */
export function judgeElements(node: MapNode, kind: PolicyKind): Hit[] {
  const hits: Hit[] = [...unknownNames(node, TOP, 'a policy')]
  const version = node.entries.get('Version')
  const written = textOf(version?.value)
  if (version !== undefined && written !== null && !VERSIONS.includes(written)) {
    hits.push(wrong(version.value.at, `"${written}" is no version of the policy language: it is "2012-10-17".`))
  }
  const statement = node.entries.get('Statement')
  if (statement === undefined) {
    if (node.whole && kind !== 'any') hits.push(wrong(node.at, 'The policy has no Statement.'))
    return hits
  }
  const list = statement.value.is === 'list' ? statement.value.items : [statement.value]
  if (list.length === 0 && statement.value.is === 'list' && statement.value.whole) {
    hits.push(wrong(statement.at, 'The policy has an empty Statement.'))
  }
  for (const one of list) {
    if (one.is !== 'map') continue
    hits.push(...unknownNames(one, ELEMENTS, 'a statement'), ...judgeEffect(one))
  }
  return hits
}

function unknownNames(node: MapNode, known: readonly string[], where: string): Hit[] {
  return [...node.entries].flatMap(([name, { at }]) => {
    if (known.includes(name)) return []
    const near = known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? nearest(name, known)
    const hit = wrong(at, `"${name}" is no element of ${where}.${near === null ? '' : ` Did you mean "${near}"?`}`)
    return near?.toLowerCase() === name.toLowerCase() ? { ...hit, ...MISSPELT } : hit
  })
}

function judgeEffect(statement: MapNode): Hit[] {
  const effect: Entry | undefined = statement.entries.get('Effect')
  if (effect === undefined) return statement.whole ? [wrong(statement.at, 'The statement has no Effect.')] : []
  const text = textOf(effect.value)
  if (text === null || text === 'Allow' || text === 'Deny') return []
  const hit = wrong(effect.value.at, `The Effect is "${text}"; it is "Allow" or "Deny", written so.`)
  return [/^(?:allow|deny)$/i.test(text) ? { ...hit, ...MISSPELT } : hit]
}

/** What belongs together, and what the kind of a policy permits or needs. */
export function judgeStatements({ statements, kind, type }: PolicyDocument): Hit[] {
  const hits = statements.flatMap((statement) => judgeStatement(statement, kind, type))
  if (kind === 'resource' || kind === 'any') return hits
  const seen = new Set<string>()
  for (const { sid, at } of statements) {
    if (sid === null || sid === '') continue
    if (seen.has(sid)) hits.push(wrong(at, `Two statements have the Sid "${sid}".`))
    seen.add(sid)
    if (!/^[A-Za-z0-9]*$/.test(sid)) hits.push(wrong(at, `The Sid "${sid}" may hold letters and digits only.`))
  }
  return hits
}

function judgeStatement(statement: Statement, kind: PolicyKind, type: string): Hit[] {
  const { at, actions, notActions, resources, notResources, principals, notPrincipals } = statement
  const hits: Hit[] = []
  const both = (one: unknown, other: unknown, names: string): void => {
    if (one && other) hits.push(wrong(at, `The statement has both ${names}; it takes one.`))
  }
  both(actions, notActions, 'Action and NotAction')
  both(resources, notResources, 'Resource and NotResource')
  both(principals, notPrincipals, 'Principal and NotPrincipal')
  if (statement.complete) {
    if (!actions && !notActions) hits.push(wrong(at, 'The statement has no Action.'))
    if (!resources && !notResources && (kind === 'identity' || kind === 'limit'))
      hits.push(wrong(at, 'The statement has no Resource.'))
    if (!principals && !notPrincipals && (kind === 'trust' || kind === 'resource'))
      hits.push(wrong(at, `The statement has no Principal, which ${ofKind(kind)} needs.`))
  }
  if (kind === 'identity' && (principals || notPrincipals))
    hits.push(wrong(at, 'A policy of an identity has no Principal: it applies to whom it is attached to.'))
  const onto = resources ?? notResources
  if (kind === 'trust' && onto) hits.push(wrong(onto.at, 'A trust policy has no Resource: it is about its role.'))
  for (const { operator, at: place } of statement.conditions) hits.push(...judgeOperator(operator, place))
  for (const words of [actions, notActions]) hits.push(...unprefixed(words))
  if (onto && (kind === 'identity' || type.startsWith('aws_s3_bucket'))) hits.push(...notArns(onto))
  return hits
}

function ofKind(kind: PolicyKind): string {
  return kind === 'trust' ? 'a trust policy' : 'a policy of a resource'
}

function judgeOperator(written: string, at: At): Hit[] {
  if (hasHole(written)) return []
  const plain = written.replace(/^For(?:AllValues|AnyValue):/, '').replace(/IfExists$/, '')
  const known = OPERATORS.find((one) => one.toLowerCase() === plain.toLowerCase())
  if (known !== undefined) return []
  const near = nearest(plain, OPERATORS)
  return [wrong(at, `"${written}" is no condition operator.${near === null ? '' : ` Did you mean "${near}"?`}`)]
}

function unprefixed(words: Words | null): Hit[] {
  return (words?.items ?? []).flatMap(({ at, text }) => {
    if (text === '*' || text.includes(':') || hasHole(text)) return []
    return wrong(at, `"${text}" names no service: an action is written service:Action.`)
  })
}

function notArns(words: Words): Hit[] {
  return words.items.flatMap(({ at, text }) => {
    if (text === '*' || hasHole(text.slice(0, 4))) return []
    const isArn = text.startsWith('arn:') && (text.split(':').length >= 6 || /[*\u0001]/.test(text))
    return isArn ? [] : { rule: IAM.arn, at, message: `"${shown(text)}" is no ARN and not *.` }
  })
}

/** A text with holes, as it can be shown. */
export function shown(text: string): string {
  return text.replace(/[\u0001\u0002]+/g, '…')
}
