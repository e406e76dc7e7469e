---skillchain
when: balancer.aws
section: balancing
order: 65
---
output "load_balancer_dns_name" {
  description = "Name that AWS gives the load balancer."
  value       = module.load_balancer.dns_name
}

output "load_balancer_target_groups" {
  description = "Target group by service."
  value       = module.load_balancer.target_group_arns
}
