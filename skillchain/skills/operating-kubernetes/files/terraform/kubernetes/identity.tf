<% if cluster.groups %>
locals {
  addon_identities = {
    "aws-ebs-csi-driver" = {
      service_account = "ebs-csi-controller-sa"
      policy          = "service-role/AmazonEBSCSIDriverPolicy"
    }
    "vpc-cni" = {
      service_account = "aws-node"
      policy          = "AmazonEKS_CNI_Policy"
    }
  }
}

<% endif %>
<% if cluster.compute == 'fargate' %>
# Fargate runs no agent for Pod Identity: controllers get AWS rights through the issuer of the cluster's tokens.
resource "aws_iam_openid_connect_provider" "cluster" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  issuer = trimprefix(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://")
}

data "aws_iam_policy_document" "pod_trust" {
  statement {
    sid     = "ControllersOnly"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    # Service accounts of controllers by name; no service of the project is among them.
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = [for account in var.controller_accounts : "system:serviceaccount:${account}"]
    }
  }
}
<% else %>
data "aws_iam_policy_document" "pod_trust" {
  statement {
    sid     = "PodIdentity"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    # Only this cluster hands the role to its pods.
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_eks_cluster.this.arn]
    }
  }
}

<% if cluster.groups %>
resource "aws_iam_role" "addon" {
  for_each = local.addon_identities

  name               = "${var.name}-${each.key}"
  description        = "Add-on ${each.key} of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.pod_trust.json
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_identities

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value.policy}"
}

<% endif %>
# Controllers that Helm installs (scripts/deploy.sh); each has its role in a file of its own.
resource "aws_eks_pod_identity_association" "controller" {
  for_each = {
    "aws-load-balancer-controller" = aws_iam_role.load_balancer_controller.arn
<% if cluster.compute == 'karpenter' %>
    "karpenter"                    = aws_iam_role.karpenter.arn
<% endif %>
  }

  cluster_name    = aws_eks_cluster.this.name
  namespace       = "kube-system"
  service_account = each.key
  role_arn        = each.value
}
<% endif %>
