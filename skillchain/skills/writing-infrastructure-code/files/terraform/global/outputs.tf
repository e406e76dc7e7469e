---skillchain
when: global.root
section: iac
order: 20
---
<% if ci.trust %>
output "plan_role_arns" {
  description = "Roles that the pipeline assumes to plan, by environment."
  value       = { for environment, role in aws_iam_role.plan : environment => role.arn }
}

output "apply_role_arns" {
  description = "Roles that the pipeline assumes to apply, by environment."
  value       = { for environment, role in aws_iam_role.apply : environment => role.arn }
}
<% endif %>
