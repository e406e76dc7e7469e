---skillchain
section: kubernetes
order: 40
---
output "cluster_name" {
  description = "Name of the EKS cluster"
  value       = module.kubernetes.name
}

output "cluster_endpoint" {
  description = "URL of the API server"
  value       = module.kubernetes.endpoint
}
<% unless has.architecting_networks %>

output "vpc_id" {
  description = "VPC of the cluster"
  value       = data.aws_vpc.default.id
}
<% endunless %>
