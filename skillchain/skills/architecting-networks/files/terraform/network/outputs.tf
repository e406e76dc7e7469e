output "vpc_id" {
  description = "VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Addresses of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Public subnets by zone."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }
}

output "public_subnet_cidrs" {
  description = "Addresses that load balancers in the public subnets call from."
  value       = [for zone in sort(keys(var.zones)) : local.public_cidrs[zone]]
}

output "private_subnet_ids" {
  description = "Private subnets by zone."
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "data_subnet_ids" {
  description = "Subnets of the data tier by zone; empty without one."
<% if network.data_tier %>
  value       = { for zone, subnet in aws_subnet.data : zone => subnet.id }
<% else %>
  value       = {}
<% endif %>
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets by zone."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}

output "lb_security_group_id" {
  description = "Group for load balancers."
  value       = aws_security_group.tier["lb"].id
}

output "app_security_group_id" {
  description = "Group for applications behind load balancers."
  value       = aws_security_group.tier["app"].id
}

output "data_security_group_id" {
  description = "Group for data stores; null without a data tier."
<% if network.data_tier %>
  value       = aws_security_group.tier["data"].id
<% else %>
  value       = null
<% endif %>
}

output "nat_public_ips" {
  description = "Addresses that partners see when private subnets call out."
  value       = sort([for address in aws_eip.nat : address.public_ip])
}
<% if network.hybrid == 'transit-gateway' %>

output "transit_gateway_id" {
  description = "Transit gateway that the VPC is attached to; null when it stands apart."
  value       = local.transit_gateway_id
}
<% endif %>
