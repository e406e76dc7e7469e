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
