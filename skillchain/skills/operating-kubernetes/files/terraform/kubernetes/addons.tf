<% if cluster.groups %>
locals {
  addons_before_nodes = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"]

  addon_configuration = {
    # Without enableNetworkPolicy every NetworkPolicy is accepted and none is enforced.
    "vpc-cni" = { enableNetworkPolicy = "true" }
    # One replica per zone survives the loss of a zone; two on one node do not.
    "coredns" = { replicaCount = max(2, length(var.subnets)) }
  }

  addon_identity = {
    for name, identity in local.addon_identities : name => {
      role_arn        = aws_iam_role.addon[name].arn
      service_account = identity.service_account
    } if contains(keys(var.addons), name)
  }
}

resource "aws_eks_addon" "before_nodes" {
  for_each = { for name, version in var.addons : name => version if contains(local.addons_before_nodes, name) }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value
  configuration_values        = contains(keys(local.addon_configuration), each.key) ? jsonencode(local.addon_configuration[each.key]) : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = contains(keys(local.addon_identity), each.key) ? [local.addon_identity[each.key]] : []

    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }

  depends_on = [aws_iam_role_policy_attachment.addon]
}

resource "aws_eks_addon" "after_nodes" {
  for_each = { for name, version in var.addons : name => version if !contains(local.addons_before_nodes, name) }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value
  configuration_values        = contains(keys(local.addon_configuration), each.key) ? jsonencode(local.addon_configuration[each.key]) : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  dynamic "pod_identity_association" {
    for_each = contains(keys(local.addon_identity), each.key) ? [local.addon_identity[each.key]] : []

    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }

  depends_on = [
    aws_eks_node_group.this,
    aws_iam_role_policy_attachment.addon,
  ]
}
<% else %>
resource "aws_eks_addon" "this" {
  for_each = var.addons

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = each.value
<% if cluster.compute == 'fargate' %>
  # One replica per zone, each on a Fargate node of its own; without computeType they would wait for EC2 nodes for ever.
  configuration_values        = each.key == "coredns" ? jsonencode({ computeType = "Fargate", replicaCount = max(2, length(var.subnets)) }) : null
<% endif %>
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
<% if cluster.compute == 'fargate' %>

  depends_on = [aws_eks_fargate_profile.this]
<% endif %>
}
<% endif %>
