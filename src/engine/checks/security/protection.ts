import { type Demand, demands, type Judge } from '../resources/judge.ts'
import { find, textOf } from '../resources/node.ts'
import { type ConfiguredResource, ofType, type Unit } from '../resources/unit.ts'
import type { Rule } from '../rule.ts'

const ENCRYPTED: Rule = {
  id: 'unencrypted',
  severity: 'warning',
  what: 'Volumes, file systems, databases, caches, streams and search domains that are not encrypted',
  why: 'A copied snapshot or disk can be read, and most can only be encrypted by making them anew.',
  fix: 'Turn encryption on, with a key of your own where others need access to it.',
}

/** An account that encrypts every new volume by default. */
function volumesByDefault(_: ConfiguredResource, unit: Unit): boolean {
  return ofType(unit, 'aws_ebs_encryption_by_default').length > 0
}

/** Made from a snapshot, or a member of something, it is encrypted as that is. */
const FOLLOWS = ['snapshot_identifier', 'replicate_source_db', 'global_cluster_identifier', 'SnapshotIdentifier']

function followsAnother({ body }: Pick<ConfiguredResource, 'body'>): boolean {
  return FOLLOWS.some((name) => {
    const value = body.entries.get(name)?.value
    return value !== undefined && value.is !== 'null' && textOf(value) !== ''
  })
}

/** Aurora instances are as their cluster is. */
function inCluster({ body }: ConfiguredResource): boolean {
  return body.entries.has('DBClusterIdentifier') || followsAnother({ body })
}

/** The first generation of serverless clusters is encrypted whatever one says. */
function isServerless({ body }: ConfiguredResource): boolean {
  return ['engine_mode', 'EngineMode'].some((name) => textOf(body.entries.get(name)?.value) === 'serverless')
}

const NOT_ENCRYPTED: readonly Demand[] = [
  {
    terraform: ['aws_ebs_volume', 'encrypted'],
    cloudformation: ['AWS::EC2::Volume', 'Encrypted'],
    wants: 'true',
    says: 'the volume is not encrypted',
    unless: volumesByDefault,
  },
  {
    terraform: ['aws_instance', 'root_block_device.encrypted'],
    wants: 'true',
    says: 'the root volume is not encrypted',
    unless: volumesByDefault,
  },
  {
    terraform: ['aws_launch_configuration', 'root_block_device.encrypted'],
    wants: 'true',
    says: 'the root volume is not encrypted',
    unless: volumesByDefault,
  },
  ...['aws_instance', 'aws_launch_configuration'].map(
    (type): Demand => ({
      terraform: [type, 'ebs_block_device.encrypted'],
      wants: 'true',
      says: 'a volume is not encrypted',
      unless: (resource, unit) => !resource.body.entries.has('ebs_block_device') || volumesByDefault(resource, unit),
    }),
  ),
  {
    terraform: ['aws_launch_template', 'block_device_mappings.ebs.encrypted'],
    wants: 'true',
    says: 'a volume is not encrypted',
    unless: (resource, unit) =>
      find(resource.body, 'block_device_mappings.ebs') === 'absent' || volumesByDefault(resource, unit),
  },
  {
    terraform: ['aws_db_instance', 'storage_encrypted'],
    cloudformation: ['AWS::RDS::DBInstance', 'StorageEncrypted'],
    wants: 'true',
    says: 'the database is not encrypted',
    unless: inCluster,
  },
  {
    terraform: ['aws_rds_cluster', 'storage_encrypted'],
    cloudformation: ['AWS::RDS::DBCluster', 'StorageEncrypted'],
    wants: 'true',
    says: 'the cluster is not encrypted',
    unless: (resource) => followsAnother(resource) || isServerless(resource),
  },
  {
    terraform: ['aws_docdb_cluster', 'storage_encrypted'],
    cloudformation: ['AWS::DocDB::DBCluster', 'StorageEncrypted'],
    wants: 'true',
    says: 'the cluster is not encrypted',
    unless: followsAnother,
  },
  {
    terraform: ['aws_neptune_cluster', 'storage_encrypted'],
    cloudformation: ['AWS::Neptune::DBCluster', 'StorageEncrypted'],
    wants: 'true',
    says: 'the cluster is not encrypted',
    unless: followsAnother,
  },
  {
    terraform: ['aws_efs_file_system', 'encrypted'],
    cloudformation: ['AWS::EFS::FileSystem', 'Encrypted'],
    wants: 'true',
    says: 'the file system is not encrypted',
  },
  {
    terraform: ['aws_elasticache_replication_group', 'at_rest_encryption_enabled'],
    cloudformation: ['AWS::ElastiCache::ReplicationGroup', 'AtRestEncryptionEnabled'],
    wants: 'true',
    says: 'the cache is not encrypted at rest',
    unless: followsAnother,
  },
  {
    terraform: ['aws_opensearch_domain', 'encrypt_at_rest.enabled'],
    cloudformation: ['AWS::OpenSearchService::Domain', 'EncryptionAtRestOptions.Enabled'],
    wants: 'true',
    says: 'the domain is not encrypted at rest',
  },
  {
    terraform: ['aws_elasticsearch_domain', 'encrypt_at_rest.enabled'],
    cloudformation: ['AWS::Elasticsearch::Domain', 'EncryptionAtRestOptions.Enabled'],
    wants: 'true',
    says: 'the domain is not encrypted at rest',
  },
  {
    terraform: ['aws_dax_cluster', 'server_side_encryption.enabled'],
    cloudformation: ['AWS::DAX::Cluster', 'SSESpecification.SSEEnabled'],
    wants: 'true',
    says: 'the cache is not encrypted at rest',
  },
  {
    terraform: ['aws_redshift_cluster', 'encrypted'],
    cloudformation: ['AWS::Redshift::Cluster', 'Encrypted'],
    wants: 'not-false',
    says: 'encryption is turned off',
  },
  {
    terraform: ['aws_sqs_queue', 'sqs_managed_sse_enabled'],
    cloudformation: ['AWS::SQS::Queue', 'SqsManagedSseEnabled'],
    wants: 'not-false',
    says: 'encryption of the queue is turned off',
    unless: ({ body }) => body.entries.has('kms_master_key_id') || body.entries.has('KmsMasterKeyId'),
  },
  {
    terraform: ['aws_sns_topic', 'kms_master_key_id'],
    cloudformation: ['AWS::SNS::Topic', 'KmsMasterKeyId'],
    wants: 'set',
    says: 'the topic is not encrypted',
  },
  {
    terraform: ['aws_kinesis_stream', 'kms_key_id'],
    cloudformation: ['AWS::Kinesis::Stream', 'StreamEncryption'],
    wants: 'set',
    says: 'the stream is not encrypted',
  },
]

const IN_TRANSIT: Rule = {
  id: 'unencrypted-transit',
  severity: 'warning',
  what: 'Caches and search domains that talk without encryption',
  why: 'Who can listen in the network reads the data, passwords included.',
  fix: 'Turn encryption in transit on, and connect with TLS.',
}

const PLAIN_TRANSIT: readonly Demand[] = [
  {
    terraform: ['aws_elasticache_replication_group', 'transit_encryption_enabled'],
    cloudformation: ['AWS::ElastiCache::ReplicationGroup', 'TransitEncryptionEnabled'],
    wants: 'true',
    says: 'the cache is not encrypted in transit',
  },
  {
    terraform: ['aws_opensearch_domain', 'node_to_node_encryption.enabled'],
    cloudformation: ['AWS::OpenSearchService::Domain', 'NodeToNodeEncryptionOptions.Enabled'],
    wants: 'true',
    says: 'its nodes talk to each other without encryption',
  },
  {
    terraform: ['aws_opensearch_domain', 'domain_endpoint_options.enforce_https'],
    cloudformation: ['AWS::OpenSearchService::Domain', 'DomainEndpointOptions.EnforceHTTPS'],
    wants: 'true',
    says: 'its endpoint takes plain HTTP',
  },
  {
    terraform: ['aws_elasticsearch_domain', 'node_to_node_encryption.enabled'],
    cloudformation: ['AWS::Elasticsearch::Domain', 'NodeToNodeEncryptionOptions.Enabled'],
    wants: 'true',
    says: 'its nodes talk to each other without encryption',
  },
]

const BACKUP: Rule = {
  id: 'no-backup',
  severity: 'warning',
  what: 'Databases and tables without backups',
  why: 'What is deleted or overwritten by mistake is gone.',
  fix: 'Keep backups for a week or more, and try a restore.',
}

function isReplica({ body }: ConfiguredResource): boolean {
  return ['replicate_source_db', 'SourceDBInstanceIdentifier', 'DBClusterIdentifier'].some((name) =>
    body.entries.has(name),
  )
}

const NOT_BACKED_UP: readonly Demand[] = [
  {
    terraform: ['aws_db_instance', 'backup_retention_period'],
    wants: 'positive',
    says: 'no backups are kept, for backup_retention_period is 0 unless it is set',
    unless: isReplica,
  },
  {
    cloudformation: ['AWS::RDS::DBInstance', 'BackupRetentionPeriod'],
    wants: 'positive',
    says: 'no backups are kept',
    // Without a word CloudFormation keeps them for a day.
    unless: (resource) => isReplica(resource) || !resource.body.entries.has('BackupRetentionPeriod'),
  },
  {
    terraform: ['aws_rds_cluster', 'backup_retention_period'],
    cloudformation: ['AWS::RDS::DBCluster', 'BackupRetentionPeriod'],
    wants: 'positive',
    says: 'no backups are kept',
    unless: ({ body }) => !body.entries.has('backup_retention_period') && !body.entries.has('BackupRetentionPeriod'),
  },
  {
    terraform: ['aws_dynamodb_table', 'point_in_time_recovery.enabled'],
    cloudformation: ['AWS::DynamoDB::Table', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'],
    wants: 'true',
    says: 'the table cannot be restored to a point in time',
  },
]

const ACCESS_LOGS: Rule = {
  id: 'no-access-logs',
  severity: 'warning',
  what: 'Load balancers, distributions and API stages that do not log who called',
  why: 'After an incident nobody can say what was asked, or from where.',
  fix: 'Send access logs to a bucket or a log group.',
}

const NOT_LOGGED: readonly Demand[] = [
  {
    terraform: ['aws_lb', 'access_logs.enabled'],
    wants: 'true',
    says: 'it writes no access logs',
    // A block with a bucket alone is enabled by its default in some versions, and gateways have none to write.
    unless: ({ body }) => textOf(body.entries.get('load_balancer_type')?.value) === 'gateway',
  },
  {
    terraform: ['aws_alb', 'access_logs.enabled'],
    wants: 'true',
    says: 'it writes no access logs',
  },
  {
    terraform: ['aws_elb', 'access_logs.bucket'],
    cloudformation: ['AWS::ElasticLoadBalancing::LoadBalancer', 'AccessLoggingPolicy.Enabled'],
    wants: 'set',
    says: 'it writes no access logs',
  },
  {
    terraform: ['aws_cloudfront_distribution', 'logging_config.bucket'],
    cloudformation: ['AWS::CloudFront::Distribution', 'DistributionConfig.Logging'],
    wants: 'set',
    says: 'it writes no access logs',
    unless: (_, unit) => ofType(unit, 'aws_cloudwatch_log_delivery_source', 'AWS::Logs::DeliverySource').length > 0,
  },
  {
    terraform: ['aws_api_gateway_stage', 'access_log_settings.destination_arn'],
    cloudformation: ['AWS::ApiGateway::Stage', 'AccessLogSetting'],
    wants: 'set',
    says: 'it writes no access logs',
  },
  {
    terraform: ['aws_apigatewayv2_stage', 'access_log_settings.destination_arn'],
    cloudformation: ['AWS::ApiGatewayV2::Stage', 'AccessLogSettings'],
    wants: 'set',
    says: 'it writes no access logs',
  },
]

const AUDIT: Rule = {
  id: 'weak-audit',
  severity: 'warning',
  what: 'Trails that see one region or can be altered unseen, and clusters without an audit log',
  why: 'What is not recorded, or can be changed afterwards, proves nothing.',
  fix: 'Record all regions, validate the files, and log the audit stream of clusters.',
}

const NOT_AUDITED: readonly Demand[] = [
  {
    terraform: ['aws_cloudtrail', 'is_multi_region_trail'],
    cloudformation: ['AWS::CloudTrail::Trail', 'IsMultiRegionTrail'],
    wants: 'true',
    says: 'the trail sees one region',
  },
  {
    terraform: ['aws_cloudtrail', 'enable_log_file_validation'],
    cloudformation: ['AWS::CloudTrail::Trail', 'EnableLogFileValidation'],
    wants: 'true',
    says: 'its files can be altered unseen',
  },
  {
    terraform: ['aws_eks_cluster', 'enabled_cluster_log_types'],
    cloudformation: ['AWS::EKS::Cluster', 'Logging'],
    wants: 'set',
    says: 'the control plane logs nothing',
  },
]

const ROTATION: Rule = {
  id: 'key-rotation',
  severity: 'warning',
  what: 'KMS keys whose material is never rotated',
  why: 'One leak then opens everything that was ever encrypted with it, and standards ask for rotation.',
  fix: 'Turn rotation on: it changes nothing for who uses the key.',
}

/** Keys that sign, or whose material comes from elsewhere, cannot be rotated for one. */
function cannotRotate({ body }: ConfiguredResource): boolean {
  const spec = ['customer_master_key_spec', 'KeySpec', 'key_spec'].map((name) => find(body, name))
  return spec.some((one) => one !== 'absent' && (one === undefined || textOf(one) !== 'SYMMETRIC_DEFAULT'))
}

const NOT_ROTATED: readonly Demand[] = [
  {
    terraform: ['aws_kms_key', 'enable_key_rotation'],
    cloudformation: ['AWS::KMS::Key', 'EnableKeyRotation'],
    wants: 'true',
    says: 'the key is never rotated',
    unless: cannotRotate,
  },
]

export const protection: readonly Judge[] = [
  demands(ENCRYPTED, NOT_ENCRYPTED),
  demands(IN_TRANSIT, PLAIN_TRANSIT),
  demands(BACKUP, NOT_BACKED_UP),
  demands(ACCESS_LOGS, NOT_LOGGED),
  demands(AUDIT, NOT_AUDITED),
  demands(ROTATION, NOT_ROTATED),
]
