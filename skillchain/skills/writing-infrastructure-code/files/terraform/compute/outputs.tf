---skillchain
when: resources.compute
---
output "autoscaling_group_names" {
  description = "Autoscaling group of each group of hosts."
  value       = { for name, group in aws_autoscaling_group.this : name => group.name }
}

output "host_role_name" {
  description = "Role that the hosts run under."
  value       = aws_iam_role.host.name
}
