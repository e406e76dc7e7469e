import type { Hit } from '../rule.ts'
import { actionsOf } from './actions.ts'
import { isLimited, type PolicyDocument, type Statement } from './document.ts'
import type { IamPack } from './pack.ts'
import { IAM } from './rules.ts'

/** Policies that permit more than they should. */
export function judgeBreadth(document: PolicyDocument, pack: IamPack): Hit[] {
  const { kind, statements } = document
  if (kind === 'limit') return []
  return statements.flatMap((statement): Hit[] => {
    if (statement.effect !== 'Allow') return []
    if (kind === 'identity') return judgeIdentity(statement, pack)
    if (kind === 'trust') return [...judgePublic(statement, document), ...judgeFederation(statement)]
    if (statement.principals !== null || statement.notPrincipals) return judgePublic(statement, document)
    return kind === 'resource' ? [] : judgeIdentity(statement, pack)
  })
}

function judgeIdentity(statement: Statement, pack: IamPack): Hit[] {
  const { actions, notActions, resources } = statement
  if (!resources?.items.some((one) => one.text === '*') || isLimited(statement)) return []
  if (notActions !== null) {
    const message = 'Everything but the listed actions is permitted on every resource.'
    return [{ rule: IAM.notAction, at: notActions.at, message }]
  }
  if (actions === null) return []
  const all = actions.items.find((one) => one.text === '*' || one.text === '*:*')
  if (all !== undefined) {
    return [{ rule: IAM.fullAdmin, at: all.at, message: 'The policy permits every action on every resource.' }]
  }
  const hits: Hit[] = []
  const writing: Named[] = []
  const whole: Named[] = []
  for (const { text, at } of actions.items) {
    const found = actionsOf(text, pack)
    if (found === null) continue
    const { prefix } = found.service
    if (/^[^:]+:\*$/.test(text)) {
      if (prefix === 'iam') {
        const message = 'The policy permits every action of iam on every resource: it can make itself an administrator.'
        hits.push({ rule: IAM.fullAdmin, at, message })
      } else whole.push({ at, name: prefix })
      continue
    }
    if (prefix === 'iam' && found.actions.some((one) => one.name === 'PassRole')) {
      hits.push({ rule: IAM.passRole, at, message: `${text} on * passes any role to any service.` })
    }
    const limitable = found.actions.find(
      (one) => (one.level === 'write' || one.level === 'permissions') && one.arns.length > 0 && one.name !== 'PassRole',
    )
    if (limitable !== undefined) writing.push({ at, name: `${prefix}:${limitable.name}` })
  }
  const [service] = whole
  if (service !== undefined) {
    const message = `The policy permits every action of ${listed(whole)} on every resource.`
    hits.push({ rule: IAM.serviceWildcard, at: service.at, message })
  }
  if (writing.length > 0) {
    const message = `${listed(writing)} could be limited to resources and ${writing.length === 1 ? 'is' : 'are'} permitted on *.`
    hits.push({ rule: IAM.writeAnywhere, at: resources.at, message })
  }
  return hits
}

interface Named {
  at: Hit['at']
  name: string
}

function listed(all: readonly Named[]): string {
  const names = [...new Set(all.map((one) => one.name))]
  if (names.length > 3) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

/** Policies whose principal is everybody by design, and limited elsewhere. */
const OPEN_BY_DESIGN = /^(?:aws_vpc_endpoint|AWS::EC2::VPCEndpoint$|aws_api_gateway_rest_api|AWS::ApiGateway::RestApi$)/

/** Reached through a network that may be closed. */
const INSIDE = /elasticsearch|opensearch/i

function judgePublic(statement: Statement, { kind, type }: PolicyDocument): Hit[] {
  if (OPEN_BY_DESIGN.test(type) || isLimited(statement)) return []
  if (statement.notPrincipals) {
    const message = 'Allow with NotPrincipal permits everybody who is not listed.'
    return [{ rule: IAM.publicPrincipal, at: statement.at, message }]
  }
  const everybody = statement.principals
    ?.get('AWS')
    ?.items.find((one) => one.text === '*' || one.text === 'arn:aws:iam::*:root')
  if (everybody === undefined) return []
  // Reading the files of a web site is what a public bucket is for; it should still be meant.
  const names = statement.actions?.items.map((one) => one.text.toLowerCase()) ?? []
  const isReading = names.length > 0 && names.every((name) => name === 's3:getobject' || name === 's3:getobjectversion')
  const what = kind === 'trust' ? 'assume the role' : isReading ? 'read every object' : 'use what the statement permits'
  const isSoft = isReading || INSIDE.test(type)
  return [
    {
      rule: IAM.publicPrincipal,
      at: everybody.at,
      message: `Everybody can ${what}: the principal is * and there is no condition.`,
      ...(isSoft ? { severity: 'warning' as const } : {}),
    },
  ]
}

const FEDERATED = /token\.actions\.githubusercontent\.com|gitlab\.com/

function judgeFederation(statement: Statement): Hit[] {
  const provider = statement.principals?.get('Federated')?.items.find((one) => FEDERATED.test(one.text))
  if (provider === undefined || !statement.whole) return []
  const subject = statement.conditions.find((one) => /:(?:sub|repository|job_workflow_ref)$/i.test(one.key))
  const open = subject?.values.items.find((one) => /^(?:\*|repo:\*.*|project_path:\*.*)$/.test(one.text))
  if (subject !== undefined && open === undefined) return []
  const message =
    subject === undefined
      ? 'No condition says which repository may assume the role.'
      : 'The condition on the subject lets every repository assume the role.'
  return [{ rule: IAM.openFederation, at: open?.at ?? provider.at, message }]
}
