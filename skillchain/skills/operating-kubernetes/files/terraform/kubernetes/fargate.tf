---skillchain
when: cluster.compute == 'fargate'
---
data "aws_iam_policy_document" "fargate_trust" {
  statement {
    sid     = "FargatePods"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks-fargate-pods.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:eks:${var.region}:${data.aws_caller_identity.current.account_id}:fargateprofile/${var.name}/*"]
    }
  }
}

resource "aws_iam_role" "fargate" {
  name               = "${var.name}-fargate"
  description        = "Fargate of ${var.name}: registers pods, pulls their images, writes their logs"
  assume_role_policy = data.aws_iam_policy_document.fargate_trust.json
}

resource "aws_iam_role_policy_attachment" "fargate" {
  role       = aws_iam_role.fargate.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"
}

# What containers print; k8s/compute/<environment>/logging.yaml sends it here.
resource "aws_cloudwatch_log_group" "pods" {
  name              = "/aws/eks/${var.name}/pods"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

data "aws_iam_policy_document" "fargate_logs" {
  statement {
    sid       = "WritePodLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.pods.arn}:*"]
  }
}

resource "aws_iam_policy" "fargate_logs" {
  name        = "${var.name}-fargate-logs"
  description = "Fargate of ${var.name} writes what pods print"
  policy      = data.aws_iam_policy_document.fargate_logs.json
}

resource "aws_iam_role_policy_attachment" "fargate_logs" {
  role       = aws_iam_role.fargate.name
  policy_arn = aws_iam_policy.fargate_logs.arn
}

# A profile cannot be changed, only replaced: one for each namespace leaves the others alone.
resource "aws_eks_fargate_profile" "this" {
  for_each = var.fargate_namespaces

  cluster_name           = aws_eks_cluster.this.name
  fargate_profile_name   = each.key
  pod_execution_role_arn = aws_iam_role.fargate.arn
  subnet_ids             = values(var.subnets)

  selector {
    namespace = each.key
  }

  depends_on = [aws_iam_role_policy_attachment.fargate]
}
