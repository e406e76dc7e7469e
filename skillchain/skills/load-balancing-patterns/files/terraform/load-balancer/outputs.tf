---skillchain
when: balancer.aws
---
output "arn" {
  description = "The balancer."
  value       = aws_lb.this.arn
}

output "dns_name" {
  description = "Name that AWS gives it."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Zone of that name, for aliases."
  value       = aws_lb.this.zone_id
}

output "target_group_arns" {
  description = "Target group by service."
  value       = { for service, group in aws_lb_target_group.this : service => group.arn }
}
