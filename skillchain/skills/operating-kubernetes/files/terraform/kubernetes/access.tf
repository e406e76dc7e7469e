data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

locals {
  # With no admin named, nobody could log in to the cluster: whoever applies becomes one.
  # Name the admins before a second identity (CI) applies, or that one takes the place of the first.
  admins = length(var.admins) > 0 ? var.admins : toset([data.aws_iam_session_context.current.issuer_arn])

  members = {
    for arn in toset(flatten([for arns in values(var.groups) : tolist(arns)])) :
    arn => sort([for group, arns in var.groups : group if contains(arns, arn)])
  }
}

resource "aws_eks_access_entry" "admin" {
  for_each = local.admins

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.key
  type          = "STANDARD"
}

resource "aws_eks_access_policy_association" "admin" {
  for_each = local.admins

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.admin[each.key].principal_arn
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_access_entry" "member" {
  for_each = local.members

  cluster_name      = aws_eks_cluster.this.name
  principal_arn     = each.key
  kubernetes_groups = each.value
  type              = "STANDARD"
}
