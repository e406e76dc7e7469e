---skillchain
section: network
order: 30
---
output "vpc_id" {
  description = "VPC of the environment."
  value       = module.network.vpc_id
}

output "public_subnet_ids" {
  description = "Public subnets by zone."
  value       = module.network.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Private subnets by zone."
  value       = module.network.private_subnet_ids
}

output "nat_public_ips" {
  description = "Addresses that partners see when private subnets call out."
  value       = module.network.nat_public_ips
}
<% if network.hybrid == 'transit-gateway' %>

output "transit_gateway_id" {
  description = "Transit gateway that other environments join."
  value       = module.network.transit_gateway_id
}
<% endif %>
