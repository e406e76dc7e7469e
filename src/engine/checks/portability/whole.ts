import { type Judge, nameOf, placeOf } from '../resources/judge.ts'
import { boolOf, entryOf, find, textOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Hit, Rule } from '../rule.ts'

const OUTPUTS: Rule = {
  id: 'no-outputs',
  severity: 'info',
  what: 'Configurations that make things and hand nothing out',
  why: 'Scripts, tests and people then search the console for addresses and names.',
  fix: 'Output what others need: endpoints, ids, names, ARNs.',
}

const STATE: Rule = {
  id: 'local-state',
  severity: 'info',
  what: 'Root modules without a backend',
  why: 'The state stays on one machine, unlocked and without a copy; from another machine nothing can be changed or destroyed.',
  fix: 'Add a backend block, for instance s3 with use_lockfile = true.',
}

const SINGLETON: Rule = {
  id: 'account-singleton',
  severity: 'info',
  what: 'What an account has once in a region, made without a choice',
  why: 'Where it exists already the apply fails, and destroying this takes it from everybody.',
  fix: 'Make it in a configuration of the account, or put it behind a variable.',
}

const PROTECTED: Rule = {
  id: 'not-destroyable',
  severity: 'warning',
  what: 'What keeps a result from being destroyed, where it has to be destroyable',
  why: 'The destroy fails half-way, and what is left goes on costing money.',
  fix: 'Turn the protection off, skip the last snapshot, empty buckets on destroy.',
}

/** What has an address, a name or an id that somebody else has to know. */
const LOOKED_FOR =
  /^aws_(?:vpc|lb|alb|elb|instance|db_instance|rds_cluster|eks_cluster|ecs_cluster|api_gateway_rest_api|apigatewayv2_api|cloudfront_distribution|lambda_function_url|sqs_queue|sns_topic|dynamodb_table|elasticache_\w+|opensearch_domain|ecr_repository|cognito_user_pool|efs_file_system)$|^AWS::(?:EC2::(?:VPC|Instance)|ElasticLoadBalancingV2::LoadBalancer|RDS::DB\w+|EKS::Cluster|ECS::Cluster|ApiGateway\w*::\w*Api|CloudFront::Distribution|SQS::Queue|SNS::Topic|DynamoDB::Table|OpenSearchService::Domain|Serverless::\w*Api)$/

/** Below this a configuration is a piece of something. */
const FEW = 3

export const whole: Judge = {
  rules: [OUTPUTS, STATE],
  *judge({ root, resources, where }) {
    if (root === null || resources.filter((one) => !one.isData).length < FEW) return
    const name = where === '' ? 'The configuration' : where
    const isAsked = resources.some((one) => !one.isData && LOOKED_FOR.test(one.type))
    if (root.outputs === 0 && isAsked) yield { rule: OUTPUTS, at: root.at, message: `${name} has no outputs.` }
    if (!root.hasBackend)
      yield { rule: STATE, at: root.at, message: `${name} keeps its state on the machine it is applied from.` }
  },
}

const SINGLETONS = new Set([
  ...['aws_guardduty_detector', 'aws_config_configuration_recorder', 'aws_macie2_account', 'aws_securityhub_account'],
  ...['aws_iam_account_password_policy', 'aws_ebs_encryption_by_default', 'aws_s3_account_public_access_block'],
  ...['aws_api_gateway_account', 'aws_inspector2_enabler', 'aws_detective_graph'],
  ...['AWS::GuardDuty::Detector', 'AWS::Config::ConfigurationRecorder', 'AWS::Macie::Session', 'AWS::SecurityHub::Hub'],
])

export const singletons: Judge = {
  rules: [SINGLETON],
  *judge(unit) {
    // A configuration that is only about the account is where it belongs.
    const made = unit.resources.filter((one) => !one.isData)
    const singles = made.filter((one) => SINGLETONS.has(one.type) && !one.isOptional)
    if (singles.length * 2 >= made.length || /account|global|baseline|security|org/i.test(unit.where)) return
    for (const resource of singles) {
      yield { rule: SINGLETON, at: resource.at, message: `${nameOf(resource)} exists once in an account and region.` }
    }
  },
}

/** Arguments that stand in the way of destroying, and the values that do not. */
const OBSTACLES: readonly (readonly [type: string, path: string, fine: boolean, absent: boolean])[] = [
  ['aws_db_instance', 'deletion_protection', false, true],
  ['aws_db_instance', 'skip_final_snapshot', true, false],
  ['aws_rds_cluster', 'deletion_protection', false, true],
  ['aws_rds_cluster', 'skip_final_snapshot', true, false],
  ['aws_docdb_cluster', 'skip_final_snapshot', true, false],
  ['aws_neptune_cluster', 'skip_final_snapshot', true, false],
  ['aws_redshift_cluster', 'skip_final_snapshot', true, false],
  ['aws_dynamodb_table', 'deletion_protection_enabled', false, true],
  ['aws_lb', 'enable_deletion_protection', false, true],
  ['aws_cognito_user_pool', 'deletion_protection', false, true],
  ['aws_s3_bucket', 'force_destroy', true, false],
  ['aws_ecr_repository', 'force_delete', true, false],
  ['aws_eks_cluster', 'deletion_protection', false, true],
  ['AWS::RDS::DBInstance', 'DeletionProtection', false, true],
  ['AWS::RDS::DBCluster', 'DeletionProtection', false, true],
  ['AWS::DynamoDB::Table', 'DeletionProtectionEnabled', false, true],
]

/** Only where the task says so: elsewhere the same protection is what one wants. */
export const destroyable: Judge = {
  rules: [PROTECTED],
  *judge(unit, { facts }) {
    if (facts.get('task.destroyable') !== true) return
    for (const resource of unit.resources) if (!resource.isData) yield* obstacles(resource)
  },
}

function* obstacles(resource: ConfiguredResource): Generator<Hit> {
  for (const [type, path, fine, absent] of OBSTACLES) {
    if (type !== resource.type) continue
    const found = find(resource.body, path)
    if (found === undefined) continue
    const isFine =
      found === 'absent' ? absent : boolOf(found) === fine || textOf(found) === (fine ? 'ACTIVE' : 'INACTIVE')
    if (isFine || (found !== 'absent' && boolOf(found) === null && textOf(found) !== 'ACTIVE')) continue
    const says = found === 'absent' ? `${path} is not set` : `${path} is ${textOf(found) ?? 'set'}`
    yield {
      rule: PROTECTED,
      at: placeOf(resource, path),
      message: `${nameOf(resource)} cannot be destroyed as it is: ${says}.`,
    }
  }
  const prevent = find(resource.body, 'lifecycle.prevent_destroy')
  if (prevent !== undefined && prevent !== 'absent' && boolOf(prevent) === true) {
    const at = placeOf(resource, 'lifecycle.prevent_destroy')
    yield { rule: PROTECTED, at, message: `${nameOf(resource)} has prevent_destroy.` }
  }
  const kept = resource.deletionPolicy
  if (kept !== undefined && (textOf(kept.value) === 'Retain' || textOf(kept.value) === 'Snapshot')) {
    const message = `${nameOf(resource)} stays when the stack goes: its DeletionPolicy is ${textOf(kept.value)}.`
    yield { rule: PROTECTED, at: kept.at, message }
  }
}

const PLACEHOLDER: Rule = {
  id: 'placeholder-domain',
  severity: 'warning',
  what: 'Zones, certificates and records of example domains',
  why: 'Nobody owns example.com: certificates are never issued, and names never found.',
  fix: 'Take the domain as a variable without a default.',
}

const DOMAINS: Readonly<Record<string, string>> = {
  aws_route53_zone: 'name',
  aws_route53_record: 'name',
  aws_acm_certificate: 'domain_name',
  aws_apigatewayv2_domain_name: 'domain_name',
  aws_api_gateway_domain_name: 'domain_name',
  aws_ses_domain_identity: 'domain',
  'AWS::Route53::HostedZone': 'Name',
  'AWS::Route53::RecordSet': 'Name',
  'AWS::CertificateManager::Certificate': 'DomainName',
}

export const placeholders: Judge = {
  rules: [PLACEHOLDER],
  *judge({ resources }) {
    for (const resource of resources) {
      const path = resource.isData ? undefined : DOMAINS[resource.type]
      const entry = path === undefined ? undefined : entryOf(resource.body, path)
      const text = textOf(entry?.value)
      if (entry === undefined || text === null || !/(?:^|\.)example\.(?:com|org|net)\.?$/.test(text)) continue
      yield {
        rule: PLACEHOLDER,
        at: entry.value.at,
        message: `${nameOf(resource)} is for ${text}, which nobody can own.`,
      }
    }
  },
}
