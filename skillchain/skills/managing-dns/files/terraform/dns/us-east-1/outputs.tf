---skillchain
when: dns.us_east_1
---
<% if dns.signed %>
output "signing_key_arn" {
  description = "Key that signs the zone"
  value       = aws_kms_key.signing.arn
}

output "query_log_group_arn" {
  description = "Log group of the zone's queries; Route 53 may write to it"
  value       = aws_cloudwatch_log_group.queries.arn

  depends_on = [aws_cloudwatch_log_resource_policy.queries]
}
<% endif %>
<% if dns.routing != 'none' %>

output "health_topic_arn" {
  description = "Topic of the health alarms; people subscribe to it"
  value       = aws_sns_topic.health.arn
}
<% endif %>
