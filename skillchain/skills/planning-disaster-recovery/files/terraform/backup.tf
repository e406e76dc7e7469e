---skillchain
when: recovery.cloud
---
<% assign locked = false %>
<% if level >= 2 %>
<% if backup.immutable != 'none' %>
<% assign locked = true %>
<% endif %>
<% endif %>
<% if locked %>
locals {
  backup_days = flatten([
    for rules in values(var.backup_plans) : [for rule in values(rules) : [rule.keep_days, rule.copy_days]]
  ])

  # The lock of a vault lets exactly what the plans ask for through.
  backup_kept_days = {
    shortest = min([for days in local.backup_days : days if days > 0]...)
    longest  = max(local.backup_days...)
  }
}

<% endif %>
# What is kept, for how long and where. Resources take part by their tag Backup; the plans are values of the environment.
module "backup" {
  source = "./backup"

  name      = local.name
  project   = var.project
  stage     = var.environment
  plans     = var.backup_plans
  protected = var.backup_protected
<% if locked %>
  kept_days = local.backup_kept_days
<% endif %>
<% if level >= 2 %>
  alarm_topic_arn = aws_sns_topic.alerts.arn
<% endif %>
<% if recovery.copies %>
  copy_vault_arn = var.backup_copies ? module.backup_copies.vault_arn : null
<% endif %>
<% if recovery.cluster %>
  cluster_name = module.kubernetes.name
<% endif %>
<% if recovery.velero %>
  pod_trust_policy  = module.kubernetes.pod_trust_policy
  velero_bucket_arn = module.backup_copies.velero_bucket_arn
  velero_key_arn    = module.backup_copies.key_arn
<% endif %>
}
<% if recovery.copies %>

# What fails with a region is no backup of it.
module "backup_copies" {
  source = "./backup/copies"

  providers = {
    aws = aws.dr
  }

  name      = local.name
  protected = var.backup_protected
<% if locked %>
  kept_days = local.backup_kept_days
<% endif %>
<% if recovery.replicas %>
  database_arns = var.backup_copies ? module.database.instance_arns : {}
<% endif %>
}
<% endif %>
<% if recovery.host_bucket %>

resource "aws_iam_role_policy" "host_backups" {
  name   = "backups"
  role   = module.compute.host_role_name
  policy = module.backup_copies.host_policy
}
<% endif %>
