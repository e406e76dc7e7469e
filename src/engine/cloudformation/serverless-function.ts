import { didYouMean } from '../../skills/nearest.ts'
import {
  entriesOf,
  itemsOf,
  nodeAt,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../checks/read/yaml-node.ts'
import { callOf, isOpen } from './intrinsics.ts'
import { checkStatements } from './policies.ts'
import { kindOf, type Problems } from './problems.ts'
import { PropertyCheck } from './properties.ts'
import type { ResourcePack } from './schema/pack.ts'
import type { ObjectType } from './schema/type.ts'

const POLLED =
  'BatchSize BisectBatchOnFunctionError ConsumerGroupId DestinationConfig Enabled FilterCriteria FunctionResponseTypes KafkaBootstrapServers KmsKeyArn LoggingConfig MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds MaximumRetryAttempts MetricsConfig ParallelizationFactor ProvisionedPollerConfig Queues ScalingConfig SchemaRegistryConfig SecretsManagerKmsKeyId SourceAccessConfigurations StartingPosition StartingPositionTimestamp Topics TumblingWindowInSeconds'
const RULE =
  'DeadLetterConfig Enabled EventBusName Input InputPath InputTransformer Pattern RetryPolicy RuleName State Target'

/** What the events of a function take, by their types; `!` marks what they must have. */
const EVENTS: Readonly<Record<string, string>> = {
  AlexaSkill: 'SkillId',
  Api: 'Auth Method! Path! RequestModel RequestParameters ResponseTransferMode RestApiId Stage TimeoutInMillis',
  CloudWatchEvent: RULE,
  CloudWatchLogs: 'FilterPattern! LogGroupName!',
  Cognito: 'Trigger! UserPool!',
  DocumentDB: `${POLLED} Cluster! CollectionName DatabaseName! FullDocument`,
  DynamoDB: `${POLLED.replace('StartingPosition ', 'StartingPosition! ')} Stream!`,
  EventBridgeRule: RULE,
  HttpApi: 'ApiId Auth Method Path PayloadFormatVersion RouteSettings Stage TimeoutInMillis',
  IoTRule: 'AwsIotSqlVersion Sql!',
  Kinesis: `${POLLED.replace('StartingPosition ', 'StartingPosition! ')} Stream!`,
  MQ: `${POLLED} Broker! DynamicPolicyName`,
  MSK: `${POLLED.replace('StartingPosition ', 'StartingPosition! ')} Stream!`,
  S3: 'Bucket! Events! Filter',
  SNS: 'FilterPolicy FilterPolicyScope RedrivePolicy Region SqsSubscription Topic!',
  SQS: `${POLLED} Queue!`,
  Schedule: 'DeadLetterConfig Description Enabled Input Name RetryPolicy RuleName Schedule! State',
  ScheduleV2:
    'DeadLetterConfig Description EndDate FlexibleTimeWindow GroupName Input KmsKeyArn Name OmitName PermissionsBoundary RetryPolicy RoleArn ScheduleExpression! ScheduleExpressionTimezone StartDate State',
  SelfManagedKafka: POLLED,
}

/** Properties that reach the function of Lambda as they are written. */
const HANDED_ON = [
  ...[
    'Architectures',
    'Description',
    'Environment',
    'EphemeralStorage',
    'FunctionName',
    'Handler',
    'MemorySize',
    'PackageType',
  ],
  ...['ReservedConcurrentExecutions', 'Runtime', 'Timeout', 'VpcConfig'],
]

/** Judges a function of the Serverless Application Model, with what all functions of the template share. */
export function checkServerlessFunction(
  id: string,
  properties: YamlMap,
  globals: YamlNode | undefined,
  pack: ResourcePack,
  problems: Problems,
): void {
  const title = `${id} (AWS::Serverless::Function)`
  const type = pack.find('AWS::Lambda::Function')?.type
  for (const name of HANDED_ON) {
    const [value, known] = [properties.get(name), type?.properties.get(name)]
    if (value !== undefined && known !== undefined)
      new PropertyCheck(problems, `${title}: ${name}`).check(value, known.type)
  }
  const given = (name: string): YamlNode | undefined => properties.get(name) ?? nodeAt(globals, name)
  const packing = given('PackageType')
  if (packing === undefined || textOf(packing) === 'Zip')
    for (const name of ['Handler', 'Runtime'])
      if (given(name) === undefined)
        problems.error(properties, 'required', `${title} lacks "${name}", which it must have unless it is an image`)
  const mapping = pack.find('AWS::Lambda::EventSourceMapping')?.type
  for (const event of entriesOf(properties.get('Events'))) checkEvent(title, event, mapping, problems)
  checkPoliciesOfModel(id, properties, problems)
}

/** Policies that a function or a state machine has beside those that it names. */
export function checkPoliciesOfModel(id: string, properties: YamlMap, problems: Problems): void {
  for (const policy of policiesIn(properties.get('Policies'))) checkStatements(policy, `${id}: Policies`, problems)
}

/** Policies that are written out, and not named. */
function policiesIn(node: YamlNode | undefined): YamlMap[] {
  const all = node === undefined ? [] : node.kind === 'list' ? itemsOf(node) : [node]
  return all.filter((one): one is YamlMap => one.kind === 'map' && callOf(one) === null && one.has('Statement'))
}

function checkEvent(
  title: string,
  { key, keyNode, value }: YamlEntry,
  mapping: ObjectType | undefined,
  problems: Problems,
): void {
  if (value.kind !== 'map' || callOf(value) !== null || isOpen(value) || key.startsWith('Fn::')) return
  const where = `${title}: event ${key}`
  const type = value.get('Type')
  if (type === undefined || type.kind !== 'scalar') {
    problems.error(
      type ?? keyNode,
      'required',
      `${where} must have a Type, and ${type === undefined ? 'has none' : `it is ${kindOf(type)}`}`,
    )
    return
  }
  const known = EVENTS[type.text]
  const properties = value.get('Properties')
  if (known === undefined || (properties !== undefined && (properties.kind !== 'map' || callOf(properties) !== null)))
    return
  const words = known.split(' ')
  const names = words.map((word) => word.replace('!', ''))
  // What polls hands its settings on to a mapping of Lambda.
  const handedOn = known.includes('BatchSize') ? mapping : undefined
  for (const one of entriesOf(properties)) {
    const type = handedOn?.properties.get(one.key)?.type
    if (type !== undefined) new PropertyCheck(problems, `${where}: ${one.key}`).check(one.value, type)
  }
  for (const one of entriesOf(properties))
    if (!names.includes(one.key) && !one.key.startsWith('Fn::'))
      problems.error(
        one.keyNode,
        'unknown-property',
        `${where} (${type.text}) has no property "${one.key}"`,
        didYouMean(one.key, names),
      )
  if (properties !== undefined && isOpen(properties)) return
  for (const word of words)
    if (word.endsWith('!') && properties?.has(word.slice(0, -1)) !== true)
      problems.error(
        properties ?? keyNode,
        'required',
        `${where} (${type.text}) lacks "${word.slice(0, -1)}", which it must have`,
      )
}

/** The APIs that hand their requests to a function by its events: each is made after the function. */
export function apisOfEvents(properties: YamlMap): { id: string; at: YamlNode }[] {
  return entriesOf(properties.get('Events')).flatMap(({ value }) => {
    const api = nodeAt(value, 'Properties', 'RestApiId') ?? nodeAt(value, 'Properties', 'ApiId')
    const call = api === undefined ? null : callOf(api)
    const id = call?.name === 'Ref' ? textOf(call.argument) : undefined
    return api === undefined || id === undefined ? [] : [{ id, at: api }]
  })
}
