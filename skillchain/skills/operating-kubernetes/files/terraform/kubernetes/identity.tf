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

# Controllers that Helm installs (scripts/deploy.sh); each has its role in a file of its own.
resource "aws_eks_pod_identity_association" "controller" {
  for_each = {
    "aws-load-balancer-controller" = aws_iam_role.load_balancer_controller.arn
  }

  cluster_name    = aws_eks_cluster.this.name
  namespace       = "kube-system"
  service_account = each.key
  role_arn        = each.value
}
