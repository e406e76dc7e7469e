import { type Judge, nameOf } from '../resources/judge.ts'
import { entryOf, itemsOf, type Node, textOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Rule } from '../rule.ts'

const ADMINISTRATOR: Rule = {
  id: 'administrator-policy',
  severity: 'warning',
  what: 'AdministratorAccess and its like attached to a role, a user or a group',
  why: 'Whoever gets hold of the credentials owns the account.',
  fix: 'Attach a policy of the actions that are used; keep administration to people, behind a second factor.',
}

const ACCESS_KEY: Rule = {
  id: 'long-lived-key',
  severity: 'warning',
  what: 'Access keys of IAM users',
  why: 'They do not expire, leak through copies, and their secret stands in the state.',
  fix: 'Use a role: with OIDC from outside of AWS, with an instance profile or a service role inside.',
}

const WRONG_NAME: Rule = {
  id: 'managed-policy-name',
  severity: 'error',
  what: 'Managed policies of AWS whose name was retired',
  why: 'Attaching it fails, and the apply with it.',
  fix: 'Use the name that exists.',
}

const ADMINISTRATORS = /^arn:aws[\w-]*:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/
/** Names that were replaced, and by what. */
const RETIRED: Readonly<Record<string, string>> = {
  'service-role/ConfigRole': 'service-role/AWS_ConfigRole',
  'service-role/AWSConfigRole': 'service-role/AWS_ConfigRole',
  AWSLambdaFullAccess: 'AWSLambda_FullAccess',
  AWSLambdaReadOnlyAccess: 'AWSLambda_ReadOnlyAccess',
  AmazonEC2ReadOnlyAcces: 'AmazonEC2ReadOnlyAccess',
}

const ATTACHMENTS: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachments_exclusive: 'policy_arns',
  aws_iam_role: 'managed_policy_arns',
  'AWS::IAM::Role': 'ManagedPolicyArns',
  'AWS::IAM::User': 'ManagedPolicyArns',
  'AWS::IAM::Group': 'ManagedPolicyArns',
}

export const access: Judge = {
  rules: [ADMINISTRATOR, ACCESS_KEY, WRONG_NAME],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      if (resource.type === 'aws_iam_access_key' || resource.type === 'AWS::IAM::AccessKey') {
        yield { rule: ACCESS_KEY, at: resource.at, message: `${nameOf(resource)} is a key that does not expire.` }
      }
      for (const { node, arn } of attached(resource)) {
        const name = arn.slice(arn.indexOf(':policy/') + ':policy/'.length)
        if (ADMINISTRATORS.test(arn)) {
          yield { rule: ADMINISTRATOR, at: node.at, message: `${nameOf(resource)} attaches ${name}.` }
        }
        const now = arn.includes(':iam::aws:policy/') && Object.hasOwn(RETIRED, name) ? RETIRED[name] : undefined
        if (now !== undefined) {
          yield { rule: WRONG_NAME, at: node.at, message: `There is no managed policy ${name}; it is ${now}.` }
        }
      }
    }
  },
}

function attached({ type, body }: ConfiguredResource): { node: Node; arn: string }[] {
  const path = ATTACHMENTS[type]
  if (path === undefined) return []
  return itemsOf(entryOf(body, path)?.value).flatMap((node) => {
    // The partition is often put in, and says nothing about the policy.
    const arn =
      node.is === 'text' ? textOf({ ...node, text: node.text.replace(/^arn:[\u0001\u0002]:/, 'arn:aws:') }) : null
    return arn === null ? [] : [{ node, arn }]
  })
}
