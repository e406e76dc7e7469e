import { distance, nearest } from '../../../skills/nearest.ts'
import { hasHole } from '../resources/node.ts'
import type { Hit } from '../rule.ts'
import { isLike, mayOverlap, patternOf } from './arn.ts'
import type { PolicyDocument, Statement, Words } from './document.ts'
import type { IamAction, IamPack, IamService } from './pack.ts'
import { IAM } from './rules.ts'
import { shown } from './structure.ts'

/** The actions a word stands for; null when nobody can know, or it is wrong. */
export function actionsOf(text: string, pack: IamPack): { service: IamService; actions: IamAction[] } | null {
  const colon = text.indexOf(':')
  if (colon <= 0 || hasHole(text)) return null
  const service = pack.service(text.slice(0, colon))
  if (service === null) return null
  const name = text.slice(colon + 1).toLowerCase()
  if (!/[*?]/.test(name)) {
    const action = service.actions.get(name)
    return { service, actions: action === undefined ? [] : [action] }
  }
  const matching = [...service.actions].flatMap(([known, action]) => (isLike(known, name) ? [action] : []))
  return { service, actions: matching }
}

/** Actions, and the keys of conditions, that do not exist. */
export function judgeNames(document: PolicyDocument, pack: IamPack): Hit[] {
  return document.statements.flatMap((statement) => [
    ...[statement.actions, statement.notActions].flatMap((words) => judgeActions(words, pack)),
    ...judgeKeys(statement, pack),
  ])
}

function judgeActions(words: Words | null, pack: IamPack): Hit[] {
  return (words?.items ?? []).slice(0, MOST_ACTIONS).flatMap(({ at, text }): Hit[] => {
    const colon = text.indexOf(':')
    if (colon <= 0) return []
    const prefix = text.slice(0, colon)
    if (hasHole(prefix)) return []
    const service = pack.service(prefix)
    if (service === null) return [{ rule: IAM.unknownService, at, message: unknownService(prefix, pack) }]
    const name = text.slice(colon + 1)
    if (hasHole(name)) return []
    const found = actionsOf(text, pack)?.actions.length ?? 0
    if (found > 0) return []
    if (/[*?]/.test(name)) {
      // `Get*` for a list of services is meant for those that have such actions.
      if (/^[A-Z][a-z]+(?:[A-Z][a-z]+)?\*$/.test(name) && VERBS.has(name.slice(0, -1))) return []
      return [{ rule: IAM.matchesNothing, at, message: `${text} matches no action of ${service.prefix}.` }]
    }
    return [unknownAction(service, name, at, pack)]
  })
}

/** Nobody reads a longer list, and AWS takes no policy of this size. */
const MOST_ACTIONS = 1000

const VERBS = new Set(['Get', 'List', 'Describe', 'BatchGet', 'View', 'Search', 'Check', 'Read', 'Lookup', 'Query'])

function unknownService(prefix: string, pack: IamPack): string {
  const near = nearest(prefix, pack.prefixes())
  const meant = near === null ? '' : ` Did you mean "${near}"?`
  return `No service has the prefix "${prefix}" in the list of ${pack.date}.${meant}`
}

function unknownAction(service: IamService, name: string, at: Hit['at'], pack: IamPack): Hit {
  const names = [...service.actions.values()].map((one) => one.name)
  const near = nearest(name, names)
  const isSlip =
    near !== null &&
    name.length >= 6 &&
    name[0]?.toLowerCase() === near[0]?.toLowerCase() &&
    distance(name.toLowerCase(), near.toLowerCase()) <= 2
  const meant = near === null ? '' : ` Did you mean "${near}"?`
  const message = `${service.prefix} has no action "${name}" in the list of ${pack.date}.${meant}`
  return { rule: IAM.unknownAction, at, message, severity: isSlip ? 'error' : 'warning' }
}

/** Keys that any request can have. */
const GLOBAL = /^aws:|^[^:]+:(?:resource|request)tag\//i

function judgeKeys({ conditions }: Statement, pack: IamPack): Hit[] {
  return conditions.flatMap(({ key, at }): Hit[] => {
    const colon = key.indexOf(':')
    if (colon <= 0 || hasHole(key) || GLOBAL.test(key)) return []
    const service = pack.service(key.slice(0, colon))
    // Keys of an identity provider begin with its address.
    if (service === null || service.conditionKeys.length === 0) return []
    const name = key.slice(colon + 1).toLowerCase()
    if (service.conditionKeys.some((known) => known === name || (known.includes('*') && isLike(name, known)))) return []
    const near = nearest(name, service.conditionKeys)
    const meant = near === null ? '' : ` Did you mean "${service.prefix}:${near}"?`
    const message = `${service.prefix} has no condition key "${key}" in the list of ${pack.date}.${meant}`
    return [{ rule: IAM.conditionKey, at, message }]
  })
}

/** Actions that none of the resources of their statement can be a resource of. */
export function judgeReach({ statements, kind }: PolicyDocument, pack: IamPack): Hit[] {
  if (kind === 'trust' || kind === 'limit' || kind === 'resource') return []
  return statements.flatMap((statement): Hit[] => {
    const { actions, resources, effect } = statement
    if (effect !== 'Allow' || actions === null || resources === null || !resources.whole) return []
    if (resources.items.length === 0 || resources.items.some((one) => isAny(one.text))) return []
    return actions.items.flatMap(({ at, text }): Hit[] => {
      // What a wildcard takes in may be meant for less than all of it.
      if (/[*?]/.test(text)) return []
      const found = actionsOf(text, pack)
      const [action] = found?.actions ?? []
      if (found === null || action === undefined) return []
      const patterns = action.arns.map(patternOf)
      // What one service permits on resources of others is not listed to the end.
      if (patterns.some((one) => !isOwn(one, found.service.prefix))) return []
      if (resources.items.some((one) => patterns.some((pattern) => mayOverlap(pattern, one.text)))) return []
      const name = `${found.service.prefix}:${action.name}`
      const message =
        patterns.length === 0
          ? `${name} works on no resource in particular: it is permitted only where the Resource is *.`
          : `${name} works on ${shownPatterns(patterns)}, and the statement has only ${some(resources)}.`
      return [{ rule: IAM.neverApplies, at, message }]
    })
  })
}

function isOwn(pattern: string, prefix: string): boolean {
  const service = pattern.split(':')[2] ?? ''
  return service === prefix || service === '*' || (prefix === 's3' && service.startsWith('s3'))
}

/** `*`, and wildcards that leave the resource itself open. */
function isAny(text: string): boolean {
  return text === '*' || /^arn:[^:]*:\*/.test(text) || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/.test(text)
}

function shownPatterns(patterns: readonly string[]): string {
  const all = [...new Set(patterns.map((one) => one.replace(/^arn:\*/, 'arn:aws').replace(/\u0002/g, '*')))]
  return all.length <= 3 ? all.join(' or ') : `${all.slice(0, 3).join(', ')} and others`
}

function some(resources: Words): string {
  const all = resources.items.map((one) => shown(one.text))
  return all.length <= 2 ? all.join(' and ') : `${all.slice(0, 2).join(', ')} and ${all.length - 2} more`
}
