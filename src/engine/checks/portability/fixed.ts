import { type Judge, nameOf } from '../resources/judge.ts'
import type { At, Node, TextNode } from '../resources/node.ts'
import { entryOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Hit, Rule } from '../rule.ts'

const ACCOUNT: Rule = {
  id: 'fixed-account',
  severity: 'warning',
  what: 'Account numbers that stand in ARNs and addresses',
  why: 'It works in one account, and in every other it fails or reaches into the wrong one.',
  fix: 'Take it from data.aws_caller_identity, ${AWS::AccountId}, or a variable.',
}

const REGION: Rule = {
  id: 'fixed-region',
  severity: 'warning',
  what: 'Regions and zones that stand in ARNs, endpoints and arguments',
  why: 'It works in one region, and a second region or a recovery in another has to be edited first.',
  fix: 'Take it from data.aws_region or a variable, zones from data.aws_availability_zones, ${AWS::Region} in a template.',
}

const ID: Rule = {
  id: 'fixed-id',
  severity: 'warning',
  what: 'Ids of images, networks, subnets, security groups and the like that were made elsewhere',
  why: 'It exists in one account and region, images are retired, and nothing here says where it came from.',
  fix: 'Look it up with a data source, or take it as a variable.',
}

const MADE_ID = /^(?:ami|vpc|subnet|sg|igw|rtb|eni|vol|snap|nat|acl|pl|eipalloc|tgw|vpce)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/
const REGION_NAME = '(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central)(?:east|west)?-\\d'
const ZONE = new RegExp(`^${REGION_NAME}[a-f]$`)
const ARN = new RegExp(`^arn:[^:]*:([^:]*):(${REGION_NAME})?:(\\d{12})?:`)
const ENDPOINT = new RegExp(`\\.(${REGION_NAME})\\.amazonaws\\.com|^com\\.amazonaws\\.(${REGION_NAME})\\.`)
const REGISTRY = new RegExp(`^(\\d{12})\\.dkr\\.ecr\\.(${REGION_NAME})\\.amazonaws\\.com`)

/** Accounts of AWS itself, that are the same for everybody. */
const AWS_ACCOUNTS = new Set([
  ...['602401143452', '763104351884', '906394416424', '800184023465', '877085696533', '123456789012'],
  ...['127311923021', '797873946194', '156460612806', '054676820928', '652711504416', '591542846629', '927020464370'],
])

/** Services whose ARNs or calls live in one region by design. */
const ONE_REGION = new Set(['acm', 'cloudfront', 'wafv2', 'route53', 'iam', 'organizations', 'logs'])

export const fixed: Judge = {
  rules: [ACCOUNT, REGION, ID],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData && resource.type !== 'aws_iam_policy_document') continue
      yield* walk(resource.body, resource, 0)
    }
  },
}

/** What a text says about one account or region is said once for it. */
function* walk(node: Node, resource: ConfiguredResource, depth: number): Generator<Hit> {
  if (depth > 20) return
  if (node.is === 'list') for (const item of node.items) yield* walk(item, resource, depth + 1)
  if (node.is === 'map') {
    for (const [name, { value }] of node.entries) {
      if (WORDS.test(name)) continue
      yield* walk(value, resource, depth + 1)
    }
  }
  if (node.is === 'text') yield* judgeText(node, resource)
}

/** Prose may speak of any account. */
const WORDS = /^(?:description|Description|tags|Tags|comment|Comment|Metadata)$/

function* judgeText(node: TextNode, resource: ConfiguredResource): Generator<Hit> {
  const { written: text, at } = node
  if (text === undefined || text.length > 2048 || text.includes('\n')) return
  const where = nameOf(resource)
  if (MADE_ID.test(text) && node.literal)
    yield { rule: ID, at, message: `${where} names ${text}, which was made elsewhere.` }
  if (ZONE.test(text) && node.literal) yield { rule: REGION, at, message: `${where} names the zone ${text}.` }
  const arn = ARN.exec(text)
  const registry = REGISTRY.exec(text)
  const account = arn?.[3] ?? registry?.[1]
  if (account !== undefined && !AWS_ACCOUNTS.has(account)) {
    yield { rule: ACCOUNT, at, message: `${where} names the account ${account}.` }
  }
  const region = (ONE_REGION.has(arn?.[1] ?? '') ? undefined : arn?.[2]) ?? registry?.[2] ?? endpointRegion(text)
  // Global services answer from us-east-1, and ARNs there are often theirs.
  if (region !== undefined && (region !== 'us-east-1' || arn === null)) {
    yield { rule: REGION, at, message: `${where} names the region ${region}.` }
  }
}

function endpointRegion(text: string): string | undefined {
  const found = ENDPOINT.exec(text)
  return found?.[1] ?? found?.[2]
}

const BUCKET_NAME: Rule = {
  id: 'bucket-name',
  severity: 'warning',
  what: 'Bucket names without anything of one account in them',
  why: 'Names of buckets are taken worldwide: the second account, or the second environment, fails to create it.',
  fix: 'Put the account number or a random suffix into it, or use bucket_prefix.',
}

const FIXED_NAME: Rule = {
  id: 'fixed-name',
  severity: 'warning',
  what: 'Names that are the same in every environment, in a configuration that has a variable for it',
  why: 'The second environment in the same account cannot be created beside the first.',
  fix: 'Put the environment into the name, or use a name prefix.',
}

/** Names that an account has once in a region, or once at all. */
const NAMES: Readonly<Record<string, string>> = {
  aws_iam_role: 'name',
  aws_iam_policy: 'name',
  aws_iam_instance_profile: 'name',
  aws_iam_user: 'name',
  aws_iam_group: 'name',
  aws_lambda_function: 'function_name',
  aws_dynamodb_table: 'name',
  aws_sqs_queue: 'name',
  aws_sns_topic: 'name',
  aws_ecs_cluster: 'name',
  aws_eks_cluster: 'name',
  aws_db_instance: 'identifier',
  aws_rds_cluster: 'cluster_identifier',
  aws_db_subnet_group: 'name',
  aws_db_parameter_group: 'name',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticache_subnet_group: 'name',
  aws_ecr_repository: 'name',
  aws_kms_alias: 'name',
  aws_secretsmanager_secret: 'name',
  aws_ssm_parameter: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_cloudwatch_event_rule: 'name',
  aws_lb: 'name',
  aws_lb_target_group: 'name',
  aws_autoscaling_group: 'name',
  aws_codebuild_project: 'name',
  aws_codepipeline: 'name',
  aws_sfn_state_machine: 'name',
  aws_kinesis_stream: 'name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::Events::Rule': 'Name',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'Name',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
}

/** A variable that says there will be more than one of it. */
const ENVIRONMENT =
  /^(?:env|environment|environment_?(?:name|suffix|tag)|env_?(?:name|suffix)|stage|stage_?name|suffix|name_?prefix)$/i

export const names: Judge = {
  rules: [BUCKET_NAME, FIXED_NAME],
  *judge(unit) {
    const isRepeated = unit.inputs.some((name) => ENVIRONMENT.test(name))
    for (const resource of unit.resources) {
      if (resource.isData) continue
      yield* judgeBucket(resource)
      if (isRepeated) yield* judgeName(resource)
    }
  },
}

function* judgeBucket({ type, body, address }: ConfiguredResource): Generator<Hit> {
  if (type !== 'aws_s3_bucket' && type !== 'AWS::S3::Bucket') return
  const found = literal(entryOf(body, type === 'aws_s3_bucket' ? 'bucket' : 'BucketName')?.value)
  if (found === null || /\d{12}|[0-9a-f]{8}/.test(found.text)) return
  yield { rule: BUCKET_NAME, at: found.at, message: `${address} has the name ${found.text}, which is taken worldwide.` }
}

function* judgeName(resource: ConfiguredResource): Generator<Hit> {
  const path = NAMES[resource.type]
  const found = path === undefined ? null : literal(entryOf(resource.body, path)?.value)
  // Where there is a choice whether it is made at all, one environment may make it for all.
  if (found === null || resource.isOptional) return
  const message = `${nameOf(resource)} has the name ${found.text} in every environment.`
  yield { rule: FIXED_NAME, at: found.at, message }
}

function literal(node: Node | undefined): { text: string; at: At } | null {
  return node?.is === 'text' && node.literal === true ? node : null
}
