import { standardSupportUntil } from '../portability/lifetimes.ts'
import { demands, type Judge, nameOf, placeOf } from '../resources/judge.ts'
import { entryOf, find, textOf } from '../resources/node.ts'
import { type ConfiguredResource, ofType, referenceOf } from '../resources/unit.ts'
import type { Rule } from '../rule.ts'
import { tags } from './tags.ts'

const RETENTION: Rule = {
  id: 'logs-kept-forever',
  severity: 'warning',
  what: 'Log groups that never forget',
  why: 'Every line is paid for each month for ever, and personal data in it is never deleted.',
  fix: 'Set retention_in_days to what your rules ask for.',
}

const retention = demands(RETENTION, [
  {
    terraform: ['aws_cloudwatch_log_group', 'retention_in_days'],
    cloudformation: ['AWS::Logs::LogGroup', 'RetentionInDays'],
    wants: 'positive',
    says: 'its lines are kept for ever',
  },
])

const NAT: Rule = {
  id: 'nat-per-zone',
  severity: 'info',
  what: 'A fixed number of NAT gateways, with no way to have fewer',
  why: 'Each costs by the hour whether it is used or not; a test environment does with one, or with none.',
  fix: 'Make the number a variable, and add gateway endpoints for S3 and DynamoDB.',
}

const nat: Judge = {
  rules: [NAT],
  *judge(unit) {
    // What is repeated over something that can be set, or can be left out, is a choice.
    const all = ofType(unit, 'aws_nat_gateway', 'AWS::EC2::NatGateway').filter((one) => !one.isOptional)
    const [first] = all
    if (first === undefined || all.length < 2) return
    yield { rule: NAT, at: first.at, message: `${all.length} NAT gateways are made in every environment.` }
  },
}

const GENERATION: Rule = {
  id: 'old-generation',
  severity: 'info',
  what: 'Instance and volume types that have a cheaper and faster successor',
  why: 'The newer generation does more for less money.',
  fix: 'Take the current generation: t3 or t4g, m7, c7, r7, and gp3 for volumes.',
}

const INSTANCE_TYPES: Readonly<Record<string, string>> = {
  aws_instance: 'instance_type',
  aws_launch_template: 'instance_type',
  aws_launch_configuration: 'instance_type',
  aws_db_instance: 'instance_class',
  aws_rds_cluster_instance: 'instance_class',
  aws_elasticache_replication_group: 'node_type',
  aws_elasticache_cluster: 'node_type',
  'AWS::EC2::Instance': 'InstanceType',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.InstanceType',
  'AWS::RDS::DBInstance': 'DBInstanceClass',
  'AWS::ElastiCache::ReplicationGroup': 'CacheNodeType',
}

const VOLUME_TYPES: Readonly<Record<string, string>> = {
  aws_ebs_volume: 'type',
  aws_db_instance: 'storage_type',
  aws_instance: 'root_block_device.volume_type',
  'AWS::EC2::Volume': 'VolumeType',
  'AWS::RDS::DBInstance': 'StorageType',
}

const OLD_INSTANCE = /^(?:db\.|cache\.)?(?:t1|t2|m1|m2|m3|m4|c1|c3|c4|r3|r4|i2|d2|g2|g3|p2)\./

const generations: Judge = {
  rules: [GENERATION],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      for (const [path, isOld] of [
        [INSTANCE_TYPES[resource.type], (text: string) => OLD_INSTANCE.test(text)],
        [VOLUME_TYPES[resource.type], (text: string) => text === 'gp2'],
      ] as const) {
        const found = path === undefined ? undefined : find(resource.body, path)
        const text = found === undefined || found === 'absent' ? null : textOf(found)
        if (path === undefined || text === null || !isOld(text)) continue
        yield {
          rule: GENERATION,
          at: placeOf(resource, path),
          message: `${nameOf(resource)} is of an older generation: ${text}.`,
        }
      }
    }
  },
}

const EXTENDED: Rule = {
  id: 'extended-support',
  severity: 'warning',
  what: 'Clusters and databases whose version is past standard support',
  why: 'Extended support is charged by the hour: a cluster then costs six times as much.',
  fix: 'Upgrade to a version in standard support.',
}

const support: Judge = {
  rules: [EXTENDED],
  *judge(unit, { today }) {
    for (const resource of unit.resources) {
      const found = resource.isData ? null : versionOf(resource)
      if (found === null) continue
      const until = standardSupportUntil(found.engine, found.version)
      if (until === null || until > today) continue
      const what = `${found.engine === 'eks' ? 'Kubernetes' : found.engine} ${found.version}`
      const message = `${nameOf(resource)} runs ${what}, whose standard support ended on ${until}.`
      yield { rule: EXTENDED, at: placeOf(resource, found.path), message }
    }
  },
}

function versionOf({ type, body }: ConfiguredResource): { engine: string; version: string; path: string } | null {
  const read = (path: string): string | null => textOf(entryOf(body, path)?.value)
  switch (type) {
    case 'aws_eks_cluster':
    case 'AWS::EKS::Cluster': {
      const path = type.startsWith('aws_') ? 'version' : 'Version'
      const version = read(path)
      return version === null ? null : { engine: 'eks', version, path }
    }
    case 'aws_db_instance':
    case 'aws_rds_cluster':
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster': {
      const [engineAt, path] = type.startsWith('aws_') ? ['engine', 'engine_version'] : ['Engine', 'EngineVersion']
      const [engine, version] = [read(engineAt), read(path)]
      return engine === null || version === null ? null : { engine, version, path }
    }
    default:
      return null
  }
}

const VERSIONS: Rule = {
  id: 'versions-kept-forever',
  severity: 'info',
  what: 'Buckets that keep every version of every object for ever',
  why: 'What is overwritten daily grows by a whole copy a day, unseen.',
  fix: 'Add a lifecycle rule that expires noncurrent versions.',
}

const versions: Judge = {
  rules: [VERSIONS],
  *judge(unit) {
    const rules = ofType(unit, 'aws_s3_bucket_lifecycle_configuration').map((one) =>
      referenceOf(entryOf(one.body, 'bucket')?.value),
    )
    // One that is not known may be for any of them.
    if (rules.includes(null)) return
    for (const resource of ofType(unit, 'aws_s3_bucket_versioning')) {
      const status = find(resource.body, 'versioning_configuration.status')
      const bucket = referenceOf(entryOf(resource.body, 'bucket')?.value)
      if (status === undefined || status === 'absent' || textOf(status) !== 'Enabled' || bucket === null) continue
      if (rules.includes(bucket)) continue
      yield { rule: VERSIONS, at: resource.at, message: `${bucket} keeps every version for ever.` }
    }
  },
}

export const COST: readonly Judge[] = [tags, retention, nat, generations, support, versions]
