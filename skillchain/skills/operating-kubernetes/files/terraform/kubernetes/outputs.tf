output "name" {
  description = "Cluster name; what depends on it waits for the cluster"
  value       = aws_eks_cluster.this.name
}

output "arn" {
  description = "Cluster ARN, for trust policies of pod roles"
  value       = aws_eks_cluster.this.arn
}

output "endpoint" {
  description = "API server URL"
  value       = aws_eks_cluster.this.endpoint
}

output "security_group_id" {
  description = "Security group that EKS puts on nodes and control-plane interfaces"
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "pod_trust_policy" {
  description = "Trust policy (JSON) for roles that pods of this cluster assume through Pod Identity"
  value       = data.aws_iam_policy_document.pod_trust.json
}

<% if cluster.compute == 'fargate' %>
output "pod_execution_role_arn" {
  description = "Role with which Fargate pulls images and writes logs"
  value       = aws_iam_role.fargate.arn
}
<% else %>
output "node_role_arn" {
  description = "Role of the nodes"
  value       = aws_iam_role.node.arn
}
<% endif %>
