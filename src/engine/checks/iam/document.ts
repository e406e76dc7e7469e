import { type At, type Entry, entryOf, type MapNode, type Node, textOf } from '../resources/node.ts'

/** What a policy is attached to decides what may stand in it. */
export type PolicyKind =
  | 'identity'
  | 'trust'
  | 'resource'
  /** Service and resource control policies: they limit and grant nothing. */
  | 'limit'
  /** Written somewhere, for a use that is not known. */
  | 'any'

/** Names of actions, ARNs and the like; a text may hold holes. */
export interface Words {
  at: At
  items: { at: At; text: string }[]
  /** false when there may be more. */
  whole: boolean
}

export interface Condition {
  at: At
  operator: string
  key: string
  values: Words
}

export interface Statement {
  at: At
  sid: string | null
  /** null when it is not known. */
  effect: 'Allow' | 'Deny' | null
  actions: Words | null
  notActions: Words | null
  resources: Words | null
  notResources: Words | null
  /** Kinds of principals and who they are; `*` alone is `AWS` everybody. */
  principals: Map<string, Words> | null
  notPrincipals: boolean
  conditions: Condition[]
  /** false when more may limit it than is seen. */
  whole: boolean
  /** false when it may have more elements than are seen. */
  complete: boolean
}

export interface PolicyDocument {
  kind: PolicyKind
  at: At
  /** What it is written for: `aws_s3_bucket_policy.logs`, `AWS::IAM::Role Worker`. */
  of: string
  /** The type of what it is attached to: `aws_s3_bucket_policy`; empty where nothing is known of it. */
  type: string
  statements: Statement[]
}

export function wordsOf(entry: Entry | undefined): Words | null {
  return entry === undefined || entry.value.is === 'null' ? null : wordsIn(entry.value)
}

function wordsIn(node: Node): Words {
  const items: Words['items'] = []
  let whole = true
  const add = (one: Node): void => {
    if (one.is === 'text') items.push({ at: one.at, text: one.text })
    else if (one.is === 'number' || one.is === 'bool') items.push({ at: one.at, text: textOf(one) ?? '' })
    else whole = false
  }
  if (node.is === 'list') {
    whole = node.whole
    for (const item of node.items) add(item)
  } else add(node)
  return { at: node.at, items, whole }
}

/** Whether a value is a policy and nothing else that has a statement. */
export function isPolicy(node: MapNode): boolean {
  const statement = entryOf(node, 'Statement')?.value
  const list = statement?.is === 'list' ? statement.items : statement === undefined ? [] : [statement]
  return list.some((one) => one.is === 'map' && one.entries.has('Effect'))
}

/** A policy as it is written in JSON. */
export function readDocument(node: MapNode, kind: PolicyKind, of: string, type: string): PolicyDocument {
  const written = node.entries.get('Statement')?.value
  const list = written?.is === 'list' ? written.items : written === undefined ? [] : [written]
  const statements = list.flatMap((one) => (one.is === 'map' ? [readStatement(one)] : []))
  return { kind, at: node.at, of, type, statements }
}

function readStatement(node: MapNode): Statement {
  const entry = (name: string): Entry | undefined => node.entries.get(name)
  const effect = textOf(entry('Effect')?.value)
  return {
    at: node.at,
    sid: textOf(entry('Sid')?.value),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : null,
    actions: wordsOf(entry('Action')),
    notActions: wordsOf(entry('NotAction')),
    resources: wordsOf(entry('Resource')),
    notResources: wordsOf(entry('NotResource')),
    principals: principalsOf(entry('Principal')?.value),
    notPrincipals: entry('NotPrincipal') !== undefined,
    ...conditionsOf(entry('Condition')?.value, node.whole),
    complete: node.whole,
  }
}

function principalsOf(node: Node | undefined): Statement['principals'] {
  if (node === undefined || node.is === 'null') return null
  if (node.is === 'map') return new Map([...node.entries].map(([kind, { value }]) => [kind, wordsIn(value)]))
  return new Map([['AWS', wordsIn(node)]])
}

function conditionsOf(node: Node | undefined, whole: boolean): Pick<Statement, 'conditions' | 'whole'> {
  if (node === undefined || node.is === 'null') return { conditions: [], whole }
  if (node.is !== 'map') return { conditions: [], whole: false }
  const conditions: Condition[] = []
  let known = whole && node.whole
  for (const [operator, { at, value }] of node.entries) {
    if (value.is !== 'map' || !value.whole) known = false
    if (value.is !== 'map') continue
    for (const [key, one] of value.entries) conditions.push({ at, operator, key, values: wordsIn(one.value) })
  }
  return { conditions, whole: known }
}

/** A policy as the data source `aws_iam_policy_document` writes it. */
export function readDataSource(body: MapNode, kind: PolicyKind, of: string, type: string): PolicyDocument {
  const blocks = body.entries.get('statement')?.value
  const list = blocks?.is === 'list' ? blocks.items : []
  return { kind, at: body.at, of, type, statements: list.flatMap((one) => (one.is === 'map' ? [fromBlock(one)] : [])) }
}

function fromBlock(block: MapNode): Statement {
  const entry = (name: string): Entry | undefined => block.entries.get(name)
  const written = entry('effect')?.value
  const effect = written === undefined || written.is === 'null' ? 'Allow' : textOf(written)
  const principals = entry('principals')?.value
  const conditions = entry('condition')?.value
  const list = conditions?.is === 'list' ? conditions : null
  return {
    at: block.at,
    sid: textOf(entry('sid')?.value),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : null,
    actions: wordsOf(entry('actions')),
    notActions: wordsOf(entry('not_actions')),
    resources: wordsOf(entry('resources')),
    notResources: wordsOf(entry('not_resources')),
    principals: principalBlocks(principals),
    notPrincipals: isFilled(entry('not_principals')?.value),
    conditions: (list?.items ?? []).flatMap(conditionBlock),
    whole: block.whole && (list?.whole ?? true),
    // What is repeated for something that is not known may be there or not.
    complete: block.whole && !isOpen(principals) && !isOpen(entry('not_principals')?.value),
  }
}

function isFilled(node: Node | undefined): boolean {
  return node?.is === 'list' && node.items.length > 0
}

function isOpen(node: Node | undefined): boolean {
  return node?.is === 'list' && !node.whole
}

function principalBlocks(node: Node | undefined): Statement['principals'] {
  if (node?.is !== 'list' || node.items.length === 0) return null
  const found = new Map<string, Words>()
  for (const one of node.items) {
    if (one.is !== 'map') continue
    const kind = textOf(one.entries.get('type')?.value)
    const who = wordsOf(one.entries.get('identifiers'))
    if (kind === null || who === null) continue
    const known = found.get(kind === '*' ? 'AWS' : kind)
    found.set(
      kind === '*' ? 'AWS' : kind,
      known === undefined ? who : { ...known, items: [...known.items, ...who.items] },
    )
  }
  return found
}

function conditionBlock(node: Node): Condition[] {
  if (node.is !== 'map') return []
  const operator = textOf(node.entries.get('test')?.value)
  const key = textOf(node.entries.get('variable')?.value)
  const values = wordsOf(node.entries.get('values'))
  return operator === null || key === null || values === null ? [] : [{ at: node.at, operator, key, values }]
}

/** Whether a condition is there at all, or may be. */
export function isLimited(statement: Statement): boolean {
  return statement.conditions.length > 0 || !statement.whole
}
