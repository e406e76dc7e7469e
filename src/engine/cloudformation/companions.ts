import type { YamlMap, YamlNode } from '../checks/read/yaml-node.ts'
import { callOf } from './intrinsics.ts'
import type { Problems } from './problems.ts'

/** What a property's value asks of the properties beside it; schemas do not say it, AWS refuses it. */
interface Companion {
  property: string
  /** The values that ask for it; null for any. */
  values: readonly string[] | null
  /** Any value but those. */
  except?: boolean
  needs?: readonly string[]
  excludes?: readonly string[]
}

const COMPANIONS: Readonly<Record<string, readonly Companion[]>> = {
  'AWS::DynamoDB::Table': [
    { property: 'BillingMode', values: ['PAY_PER_REQUEST'], excludes: ['ProvisionedThroughput'] },
    { property: 'BillingMode', values: ['PROVISIONED'], needs: ['ProvisionedThroughput'] },
  ],
  'AWS::ElasticLoadBalancingV2::Listener': [
    { property: 'Protocol', values: ['HTTPS', 'TLS'], needs: ['Certificates'] },
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    { property: 'TargetType', values: ['lambda'], excludes: ['Port', 'Protocol', 'ProtocolVersion', 'VpcId'] },
    { property: 'TargetType', values: ['lambda'], except: true, needs: ['Port', 'Protocol', 'VpcId'] },
  ],
  'AWS::Route53::RecordSet': [{ property: 'AliasTarget', values: null, excludes: ['TTL'] }],
  'AWS::S3::Bucket': [
    {
      property: 'AccessControl',
      values: ['Private', 'BucketOwnerFullControl', 'BucketOwnerRead'],
      except: true,
      needs: ['OwnershipControls'],
    },
  ],
  'AWS::SQS::Queue': [
    {
      property: 'FifoQueue',
      values: ['false'],
      excludes: ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'],
    },
  ],
}

export function checkCompanions(type: string, properties: YamlMap, title: string, problems: Problems): void {
  for (const { property, values, except = false, needs = [], excludes = [] } of COMPANIONS[type] ?? []) {
    const given = properties.get(property)
    if (given === undefined || callOf(given) !== null) continue
    if (values !== null && values.includes(wordOf(given)) === except) continue
    const what = values === null ? property : `${property} ${wordOf(given)}`
    for (const name of needs)
      if (!properties.has(name)) problems.error(given, 'combination', `${title}: ${what} needs ${name}`)
    for (const name of excludes) {
      const other = properties.get(name)
      // What a condition chooses may be nothing.
      if (other !== undefined && callOf(other) === null)
        problems.error(other, 'combination', `${title}: ${what} excludes ${name}`)
    }
  }
}

function wordOf(node: YamlNode): string {
  return node.kind === 'scalar' ? (typeof node.value === 'boolean' ? String(node.value) : node.text) : ''
}
