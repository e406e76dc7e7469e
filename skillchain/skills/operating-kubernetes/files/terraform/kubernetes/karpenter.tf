---skillchain
when: cluster.compute == 'karpenter'
---
# What Karpenter may do: start what carries this cluster's tag, end only that, and hand nodes one role.
locals {
  karpenter_tag = "kubernetes.io/cluster/${var.name}"
  karpenter_new = [
    for type in ["fleet", "instance", "launch-template", "network-interface", "spot-instances-request", "volume"] :
    "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:${type}/*"
  ]
  instance_profiles = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:instance-profile/*"
}

data "aws_iam_policy_document" "karpenter" {
  # checkov:skip=CKV_AWS_111:What is started and ended is bound by the cluster's tag; images and subnets carry none
  # checkov:skip=CKV_AWS_356:Describe, price and profile lists have no resource
  statement {
    sid     = "StartFrom"
    actions = ["ec2:CreateFleet", "ec2:RunInstances"]
    resources = [
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}::image/*",
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}::snapshot/*",
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:capacity-reservation/*",
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:security-group/*",
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:subnet/*",
    ]
  }

  statement {
    sid       = "StartFromOwnTemplates"
    actions   = ["ec2:CreateFleet", "ec2:RunInstances"]
    resources = ["arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:launch-template/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/${local.karpenter_tag}"
      values   = ["owned"]
    }
  }

  statement {
    sid       = "StartWithTag"
    actions   = ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"]
    resources = local.karpenter_new

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/${local.karpenter_tag}"
      values   = ["owned"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/eks:eks-cluster-name"
      values   = [var.name]
    }
  }

  statement {
    sid       = "TagWhileStarting"
    actions   = ["ec2:CreateTags"]
    resources = local.karpenter_new

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/${local.karpenter_tag}"
      values   = ["owned"]
    }

    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["CreateFleet", "CreateLaunchTemplate", "RunInstances"]
    }
  }

  statement {
    sid       = "NameOwnNodes"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:instance/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/${local.karpenter_tag}"
      values   = ["owned"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"]
    }
  }

  statement {
    sid     = "EndOwn"
    actions = ["ec2:DeleteLaunchTemplate", "ec2:TerminateInstances"]
    resources = [
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:instance/*",
      "arn:${data.aws_partition.current.partition}:ec2:${var.region}:*:launch-template/*",
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/${local.karpenter_tag}"
      values   = ["owned"]
    }
  }

  statement {
    sid = "Look"
    actions = [
      "ec2:DescribeCapacityReservations",
      "ec2:DescribeImages",
      "ec2:DescribeInstanceStatus",
      "ec2:DescribeInstanceTypeOfferings",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeInstances",
      "ec2:DescribeLaunchTemplates",
      "ec2:DescribePlacementGroups",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSpotPriceHistory",
      "ec2:DescribeSubnets",
      "iam:ListInstanceProfiles",
      "pricing:GetProducts",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "LookUpImages"
    actions   = ["ssm:GetParameter"]
    resources = ["arn:${data.aws_partition.current.partition}:ssm:${var.region}::parameter/aws/service/*"]
  }

  statement {
    sid       = "HandNodesTheirRole"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.karpenter_node.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ec2.amazonaws.com"]
    }
  }

  statement {
    sid       = "MakeInstanceProfiles"
    actions   = ["iam:CreateInstanceProfile", "iam:TagInstanceProfile"]
    resources = [local.instance_profiles]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/${local.karpenter_tag}"
      values   = ["owned"]
    }
  }

  statement {
    sid       = "ChangeOwnInstanceProfiles"
    actions   = ["iam:AddRoleToInstanceProfile", "iam:DeleteInstanceProfile", "iam:RemoveRoleFromInstanceProfile"]
    resources = [local.instance_profiles]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/${local.karpenter_tag}"
      values   = ["owned"]
    }
  }

  statement {
    sid       = "ReadInstanceProfiles"
    actions   = ["iam:GetInstanceProfile"]
    resources = [local.instance_profiles]
  }

  statement {
    sid       = "FindCluster"
    actions   = ["eks:DescribeCluster"]
    resources = [aws_eks_cluster.this.arn]
  }

  statement {
    sid       = "HearInterruptions"
    actions   = ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.interruptions.arn]
  }
}

resource "aws_iam_policy" "karpenter" {
  name        = "${var.name}-karpenter"
  description = "Karpenter of ${var.name}"
  policy      = data.aws_iam_policy_document.karpenter.json
}

resource "aws_iam_role" "karpenter" {
  name               = "${var.name}-karpenter"
  description        = "Karpenter of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.pod_trust.json
}

resource "aws_iam_role_policy_attachment" "karpenter" {
  role       = aws_iam_role.karpenter.name
  policy_arn = aws_iam_policy.karpenter.arn
}
