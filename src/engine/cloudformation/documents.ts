import { itemsOf, nodeAt, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Problems } from './problems.ts'
import { PropertyCheck } from './properties.ts'
import { readObject, type Type, type WrittenObject } from './schema/type.ts'

/** Shapes that no resource type has, in the pack's short form; `@n` is the n-th of its own list. */
function shape(...written: readonly WrittenObject[]): Type {
  const definition = (number: number): Type => readObject(written[number] ?? {}, { definition, pattern })
  const pattern = (number: number): RegExp => {
    throw new Error(`no shape has a pattern, and this one names ${number}`)
  }
  return definition(0)
}

const ROLLING = shape(
  { AutoScalingReplacingUpdate: '@1', AutoScalingRollingUpdate: '@2', AutoScalingScheduledAction: '@3' },
  { WillReplace: 'b' },
  {
    MaxBatchSize: 'i',
    MinActiveInstancesPercent: 'i',
    MinInstancesInService: 'i',
    MinSuccessfulInstancesPercent: 'i',
    PauseTime: 's',
    SuspendProcesses: '[s',
    WaitOnResourceSignals: 'b',
  },
  { IgnoreUnmodifiedGroupSizeProperties: 'b' },
)
const SEARCH = shape({ EnableVersionUpgrade: 'b' })

/** What `UpdatePolicy` may say; other types have none. */
const UPDATE_POLICIES: Readonly<Record<string, Type>> = {
  'AWS::AppStream::Fleet': shape({ StartAfterUpdate: '@1', StopBeforeUpdate: '@1' }, { Type: 'b' }),
  'AWS::AutoScaling::AutoScalingGroup': ROLLING,
  'AWS::ElastiCache::ReplicationGroup': shape({ UseOnlineResharding: 'b' }),
  'AWS::Elasticsearch::Domain': SEARCH,
  'AWS::Lambda::Alias': shape(
    { CodeDeployLambdaAliasUpdate: '@1', '*': '*' },
    { AfterAllowTrafficHook: 's', ApplicationName: 's', BeforeAllowTrafficHook: 's', DeploymentGroupName: 's' },
  ),
  'AWS::OpenSearchService::Domain': SEARCH,
}

/** What cfn-init does to a machine: sections by name. */
const INIT = shape(
  { configSets: '*', '*': '@1' },
  {
    commands: '{@2',
    files: '{@3',
    groups: '{@4',
    packages: '@8',
    services: '@5',
    sources: '{s',
    users: '{@7',
    '*': '*',
  },
  { command: '*', cwd: 's', env: '{s', ignoreErrors: 's', test: 's', waitAfterCompletion: 's' },
  {
    authentication: '*',
    content: 'j',
    context: '*',
    encoding: '"base64|plain',
    group: 's',
    mode: 's6,6',
    owner: 's',
    source: 's',
  },
  { gid: 's' },
  { systemd: '{@6', sysvinit: '{@6', windows: '{@6' },
  { commands: '[s', enabled: 'b', ensureRunning: 'b', files: '[s', packages: '{*', sources: '[s' },
  { groups: '[s', homeDir: 's', uid: 's' },
  { apt: '*', msi: '*', python: '*', rpm: '*', rubygems: '*', yum: '*', zypper: '*' },
)

/** How the console shows parameters. */
const INTERFACE = shape(
  { ParameterGroups: '[@1', ParameterLabels: '{@2' },
  { Label: '*', Parameters: '[s' },
  { default: 's' },
)

const LABEL = shape({ default: 's' })

const QUEUE_LIMIT = shape({ maxReceiveCount: 'i', deadLetterTargetArn: 's', '*': '*' })

export function checkUpdatePolicy(type: string, id: string, node: YamlNode, problems: Problems): void {
  const known = UPDATE_POLICIES[type]
  if (known !== undefined) new PropertyCheck(problems, `UpdatePolicy of ${id}`).check(node, known)
  else if (type.startsWith('AWS::') && !type.startsWith('AWS::Serverless::'))
    problems.error(node, 'resource', `${id}: resources of the type ${type} have no UpdatePolicy`)
}

/** Of a resource's metadata, or of the template's. */
export function checkMetadata(node: YamlNode, problems: Problems): void {
  if (node.kind !== 'map') return
  for (const [key, type] of [
    ['AWS::CloudFormation::Init', INIT],
    ['AWS::CloudFormation::Interface', INTERFACE],
  ] as const) {
    const document = node.get(key)
    if (document !== undefined) new PropertyCheck(problems, key).check(document, type)
    // The console shows any text as a label.
    for (const group of type === INTERFACE ? itemsOf(nodeAt(document, 'ParameterGroups')) : []) {
      const label = nodeAt(group, 'Label')
      if (label?.kind === 'map') new PropertyCheck(problems, `${key}: Label`).check(label, LABEL)
    }
  }
}

/** JSON in properties whose schemas call it just that. */
export function checkJson(type: string, id: string, properties: YamlNode, problems: Problems): void {
  const policy = type === 'AWS::SQS::Queue' && properties.kind === 'map' ? properties.get('RedrivePolicy') : undefined
  if (policy !== undefined && policy.kind !== 'scalar')
    new PropertyCheck(problems, `${id}: RedrivePolicy`).check(policy, QUEUE_LIMIT)
}
