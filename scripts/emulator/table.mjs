/**
 * What the emulator (moto) cannot do, by resource type. Generated code is written for AWS: these concessions go into
 * override files of a copy of it, and everything switched off is printed by name.
 */

/** Attributes that the emulator does not give back as they were set. */
export const IGNORED = {
  aws_autoscaling_policy: ['enabled', 'predictive_scaling_configuration'],
  aws_backup_plan: ['tags', 'tags_all'],
  aws_backup_vault: ['tags', 'tags_all'],
  aws_cloudfront_distribution: ['viewer_certificate'],
  aws_db_instance: [
    'monitoring_interval',
    'monitoring_role_arn',
    'performance_insights_enabled',
    'performance_insights_kms_key_id',
  ],
  aws_db_parameter_group: ['parameter'],
  aws_ec2_transit_gateway_route: ['blackhole', 'transit_gateway_attachment_id'],
  aws_ecs_service: ['availability_zone_rebalancing'],
  aws_eks_cluster: ['access_config', 'upgrade_policy', 'zonal_shift_config'],
  aws_eks_node_group: ['node_repair_config', 'remote_access', 'update_config'],
  aws_launch_template: ['tag_specifications'],
  aws_rds_cluster: ['scaling_configuration'],
  aws_rds_global_cluster: ['tags', 'tags_all'],
  aws_s3_bucket_intelligent_tiering_configuration: ['name', 'tiering', 'status'],
  aws_s3_bucket_replication_configuration: ['rule'],
  aws_sqs_queue: ['redrive_policy'],
  aws_vpc_dhcp_options: ['tags', 'tags_all'],
  aws_vpc_security_group_egress_rule: ['description'],
  aws_vpc_security_group_ingress_rule: ['description'],
  aws_vpn_connection: ['static_routes_only'],
}

/** Only where the block is there: an ignored block that does not exist is an error. */
export const IGNORED_BLOCKS = { aws_route53_zone: ['vpc'] }

/** Why a type is switched off. A type ending in * stands for all that begin like it. */
export const OFF = {
  'aws_appautoscaling_*': 'its tags cannot be listed, and the state cannot be read again',
  aws_backup_framework: 'not implemented',
  aws_backup_region_settings: 'not implemented',
  'aws_backup_restore_testing_*': 'not implemented',
  aws_backup_selection: 'not implemented',
  aws_backup_vault_notifications: 'not implemented',
  aws_backup_vault_policy: 'not implemented',
  aws_budgets_budget: 'its tags cannot be listed, and the state cannot be read again',
  aws_cloudtrail: 'not implemented',
  aws_db_instance_automated_backups_replication: 'not implemented',
  'aws_dlm_*': 'not implemented',
  aws_ebs_snapshot_block_public_access: 'not implemented',
  aws_ec2_instance_metadata_defaults: 'not implemented',
  aws_ec2_transit_gateway_vpc_attachment: 'its deletion never ends',
  aws_ecr_pull_through_cache_rule: 'not implemented',
  aws_efs_backup_policy: 'not implemented',
  aws_efs_replication_configuration: 'not implemented',
  aws_eks_access_entry: 'not implemented',
  aws_eks_access_policy_association: 'not implemented',
  aws_eks_addon: 'not implemented',
  aws_eks_pod_identity_association: 'not implemented',
  'aws_elasticache_*': 'cannot be read or deleted again',
  'aws_globalaccelerator_*': 'not implemented',
  'aws_networkfirewall_*': 'not implemented',
  'aws_ram_*': 'cannot be read again',
  aws_route53_cidr_collection: 'not implemented',
  aws_route53_hosted_zone_dnssec: 'not implemented',
  aws_route53_key_signing_key: 'not implemented',
  'aws_route53_resolver_firewall_*': 'not implemented',
  'aws_route53_resolver_query_log_*': 'cannot be read again',
  aws_route53_zone_association: 'private zones are seen as public',
  aws_s3_bucket_logging: 'a log is delivered for each request, also while the bucket is being deleted',
  aws_s3_account_public_access_block: 'its host name begins with the account and resolves nowhere',
  'aws_securityhub_*': 'not implemented',
  aws_sfn_state_machine: 'its plan asks an interface that is not implemented',
  'aws_vpc_block_public_access_*': 'not implemented',
}

/** What a growing project must never lose: destroying or replacing one of these is a failure, whatever the reason. */
export const PRECIOUS = [
  'aws_backup_vault',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_efs_file_system',
  'aws_eip',
  'aws_eks_cluster',
  'aws_eks_node_group',
  'aws_internet_gateway',
  'aws_kms_key',
  'aws_lb',
  'aws_nat_gateway',
  'aws_rds_cluster',
  'aws_route53_zone',
  'aws_s3_bucket',
  'aws_security_group',
  'aws_sns_topic',
  'aws_sqs_queue',
  'aws_subnet',
  'aws_vpc',
  'aws_vpn_gateway',
  'aws_ec2_transit_gateway',
]

export function reasonOff(type) {
  const exact = OFF[type]
  if (exact) return exact
  const family = Object.keys(OFF).find((name) => name.endsWith('*') && type.startsWith(name.slice(0, -1)))
  return family === undefined ? null : OFF[family]
}
