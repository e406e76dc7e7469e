import { textOf } from '../resources/node.ts'
import type { Instance } from '../resources/terraform.ts'
import { type ConfiguredResource, referenceOf } from '../resources/unit.ts'
import { type PolicyKind, readDataSource } from './document.ts'
import { type FoundPolicies, nodesAt, nothingFound, take } from './policies.ts'

/** Arguments that hold a policy, and what kind it is. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, PolicyKind>>>> = {
  aws_iam_policy: { policy: 'identity' },
  aws_iam_role_policy: { policy: 'identity' },
  aws_iam_user_policy: { policy: 'identity' },
  aws_iam_group_policy: { policy: 'identity' },
  aws_iam_role: { assume_role_policy: 'trust', 'inline_policy.policy': 'identity' },
  aws_ssoadmin_permission_set_inline_policy: { inline_policy: 'identity' },
  aws_organizations_policy: { content: 'limit' },
  aws_s3_bucket_policy: { policy: 'resource' },
  aws_s3_bucket: { policy: 'resource' },
  aws_s3_access_point: { policy: 'resource' },
  aws_s3control_access_point_policy: { policy: 'resource' },
  aws_sqs_queue: { policy: 'resource' },
  aws_sqs_queue_policy: { policy: 'resource' },
  aws_sns_topic: { policy: 'resource' },
  aws_sns_topic_policy: { policy: 'resource' },
  aws_kms_key: { policy: 'resource' },
  aws_kms_key_policy: { policy: 'resource' },
  aws_kms_replica_key: { policy: 'resource' },
  aws_ecr_repository_policy: { policy: 'resource' },
  aws_ecrpublic_repository_policy: { policy: 'resource' },
  aws_ecr_registry_policy: { policy: 'resource' },
  aws_secretsmanager_secret: { policy: 'resource' },
  aws_secretsmanager_secret_policy: { policy: 'resource' },
  aws_efs_file_system_policy: { policy: 'resource' },
  aws_backup_vault_policy: { policy: 'resource' },
  aws_glacier_vault: { access_policy: 'resource' },
  aws_opensearch_domain: { access_policies: 'resource' },
  aws_opensearch_domain_policy: { access_policies: 'resource' },
  aws_elasticsearch_domain: { access_policies: 'resource' },
  aws_elasticsearch_domain_policy: { access_policies: 'resource' },
  aws_api_gateway_rest_api: { policy: 'resource' },
  aws_api_gateway_rest_api_policy: { policy: 'resource' },
  aws_cloudwatch_event_bus_policy: { policy: 'resource' },
  aws_cloudwatch_log_resource_policy: { policy_document: 'resource' },
  aws_cloudwatch_log_destination_policy: { access_policy: 'resource' },
  aws_vpc_endpoint: { policy: 'resource' },
  aws_vpc_endpoint_policy: { policy: 'resource' },
  aws_dynamodb_resource_policy: { policy: 'resource' },
  aws_codeartifact_domain_permissions_policy: { policy_document: 'resource' },
  aws_codeartifact_repository_permissions_policy: { policy_document: 'resource' },
  aws_kinesis_resource_policy: { policy: 'resource' },
}

/** Policies of an organization that are in a language of their own. */
const OTHER_ORGANIZATION_POLICIES = /^(?:TAG|BACKUP|AISERVICES|CHATBOT|DECLARATIVE|SECURITYHUB|INSPECTOR)/

/** Every policy of a module: in the arguments that take one, in data sources, and in arguments of other resources. */
export function policiesOf(instance: Instance): FoundPolicies {
  const found = nothingFound()
  const uses = new Map<string, { kind: PolicyKind; type: string }>()
  for (const resource of instance.resources) {
    for (const [path, kind] of Object.entries(ARGUMENTS[resource.type] ?? {})) {
      if (resource.isData || isOtherLanguage(resource)) continue
      for (const node of nodesAt(resource.body, path.split('.'))) {
        const data = referenceOf(node)
        if (data?.startsWith('data.aws_iam_policy_document.')) uses.set(data, { kind, type: resource.type })
        else take(found, node, kind, resource.address, resource.type)
      }
    }
  }
  for (const data of instance.resources) {
    if (!data.isData || data.type !== 'aws_iam_policy_document') continue
    const use = uses.get(data.address)
    found.documents.push(readDataSource(data.body, use?.kind ?? 'any', data.address, use?.type ?? ''))
  }
  return found
}

function isOtherLanguage({ type, body }: ConfiguredResource): boolean {
  return (
    type === 'aws_organizations_policy' &&
    OTHER_ORGANIZATION_POLICIES.test(textOf(body.entries.get('type')?.value) ?? '')
  )
}
