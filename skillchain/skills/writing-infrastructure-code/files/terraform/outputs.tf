---skillchain
section: iac
order: 20
---
output "account_id" {
  description = "Account that holds the environment."
  value       = data.aws_caller_identity.current.account_id
}

output "environment" {
  description = "Name of the environment."
  value       = var.environment
}

output "name" {
  description = "Beginning of every resource name: project and environment."
  value       = local.name
}

output "region" {
  description = "Region of the environment."
  value       = var.region
}
<% if level >= 2 %>

output "alerts_topic_arn" {
  description = "Topic that alarms publish to."
  value       = aws_sns_topic.alerts.arn
}
<% endif %>
<% if resources.storage %>

output "bucket_ids" {
  description = "Names of the buckets by role."
  value       = module.storage.bucket_ids
}
<% endif %>
<% if resources.database %>

output "database_endpoints" {
  description = "Host and port by database."
  value       = module.database.endpoints
}

output "database_secret_arns" {
  description = "Where the master password of each database is kept."
  value       = module.database.secret_arns
}
<% endif %>
<% if resources.compute %>

output "autoscaling_group_names" {
  description = "Autoscaling group of each group of hosts."
  value       = module.compute.autoscaling_group_names
}
<% endif %>
<% if resources.serverless %>

output "queue_urls" {
  description = "Queue that feeds each function."
  value       = module.serverless.queue_urls
}
<% endif %>
