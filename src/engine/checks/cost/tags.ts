import type { Judge } from '../resources/judge.ts'
import { entryOf, type Node } from '../resources/node.ts'
import type { ConfiguredResource, Unit } from '../resources/unit.ts'
import type { Rule } from '../rule.ts'

const UNTAGGED: Rule = {
  id: 'untagged',
  severity: 'warning',
  what: 'Resources without tags, where the provider adds none',
  why: 'Nobody can say whose they are or what they cost, and clean-ups find them last.',
  fix: 'Set default_tags on the provider: they count for everything it makes.',
}

/** What is paid for, and can be tagged. */
const TAGGABLE = new Set([
  ...[
    'aws_instance',
    'aws_db_instance',
    'aws_rds_cluster',
    'aws_s3_bucket',
    'aws_lambda_function',
    'aws_dynamodb_table',
  ],
  ...['aws_nat_gateway', 'aws_eip', 'aws_lb', 'aws_ebs_volume', 'aws_efs_file_system', 'aws_eks_cluster'],
  ...['aws_ecs_cluster', 'aws_ecs_service', 'aws_elasticache_replication_group', 'aws_kms_key', 'aws_sqs_queue'],
  ...['aws_sns_topic', 'aws_cloudwatch_log_group', 'aws_vpc', 'aws_subnet', 'aws_ecr_repository', 'aws_kinesis_stream'],
  ...['aws_opensearch_domain', 'aws_redshift_cluster', 'aws_secretsmanager_secret', 'aws_cloudfront_distribution'],
  ...['aws_sfn_state_machine', 'aws_eks_node_group', 'aws_vpc_endpoint', 'aws_route53_zone', 'aws_wafv2_web_acl'],
  ...['AWS::EC2::Instance', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::S3::Bucket', 'AWS::Lambda::Function'],
  ...['AWS::DynamoDB::Table', 'AWS::EC2::NatGateway', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::EC2::VPC'],
  ...['AWS::EFS::FileSystem', 'AWS::EKS::Cluster', 'AWS::ECS::Cluster', 'AWS::KMS::Key', 'AWS::SQS::Queue'],
  ...['AWS::SNS::Topic', 'AWS::EC2::Subnet', 'AWS::ECR::Repository', 'AWS::Kinesis::Stream'],
])

/** A template of one function is tagged with its stack. */
const FEW = 3

export const tags: Judge = {
  rules: [UNTAGGED],
  *judge(unit) {
    const taggable = unit.resources.filter((one) => !one.isData && TAGGABLE.has(one.type))
    if (taggable.length === 0 || !isWithoutDefaults(unit)) return
    const untagged = taggable.filter((one) => isUntagged(one))
    const [first] = untagged
    if (first === undefined) return
    // Tags of a stack count for everything in it: only a template without any is meant.
    const isStack = unit.platform === 'cloudformation'
    if (isStack && (untagged.length < taggable.length || untagged.length < FEW)) return
    const names = untagged.map((one) => one.address)
    const some = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
    const message = `${untagged.length} of ${taggable.length} resources have no tags: ${some}.`
    yield { rule: UNTAGGED, at: first.at, message, ...(isStack ? { severity: 'info' as const } : {}) }
  },
}

function isWithoutDefaults({ defaultTags }: Unit): boolean {
  return defaultTags === 'absent' || (defaultTags?.is === 'map' && defaultTags.whole && defaultTags.entries.size === 0)
}

function isUntagged({ body }: ConfiguredResource): boolean {
  const found: Node | undefined = (entryOf(body, 'tags') ?? entryOf(body, 'Tags'))?.value
  if (found === undefined || found.is === 'null') return true
  return found.is === 'map' && found.whole && found.entries.size === 0
}
