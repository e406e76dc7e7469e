---skillchain
when: cluster.compute == 'karpenter'
---
# A role apart from that of the node groups: EKS takes the entry of a group's role away with the last group.
resource "aws_iam_role" "karpenter_node" {
  name               = "${var.name}-karpenter-node"
  description        = "Nodes that Karpenter starts for ${var.name}: register, pull images, accept Session Manager"
  assume_role_policy = data.aws_iam_policy_document.node_trust.json
}

resource "aws_iam_role_policy_attachment" "karpenter_node" {
  for_each = toset([
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonSSMManagedInstanceCore",
  ])

  role       = aws_iam_role.karpenter_node.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_eks_access_entry" "karpenter_node" {
  for_each = { (aws_iam_role.karpenter_node.name) = aws_iam_role.karpenter_node.arn }

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.value
  type          = "EC2_LINUX"
}
<% unless has.architecting_networks %>

# Karpenter finds the subnets of its nodes by this tag.
resource "aws_ec2_tag" "discovery" {
  for_each = var.subnets

  resource_id = each.value
  key         = "karpenter.sh/discovery"
  value       = var.name
}
<% endunless %>

# EC2 announces what it takes away; Karpenter then moves pods before the two minutes are over.
resource "aws_sqs_queue" "interruptions" {
  name                      = "${var.name}-karpenter"
  message_retention_seconds = 300
  sqs_managed_sse_enabled   = true
}

data "aws_iam_policy_document" "interruptions" {
  statement {
    sid       = "EventsOfThisAccount"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.interruptions.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for rule in aws_cloudwatch_event_rule.interruption : rule.arn]
    }
  }

  statement {
    sid       = "OnlyEncrypted"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.interruptions.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "interruptions" {
  queue_url = aws_sqs_queue.interruptions.id
  policy    = data.aws_iam_policy_document.interruptions.json
}

locals {
  interruptions = {
    health      = { source = "aws.health", type = "AWS Health Event" }
    rebalance   = { source = "aws.ec2", type = "EC2 Instance Rebalance Recommendation" }
    reservation = { source = "aws.ec2", type = "EC2 Capacity Reservation Instance Interruption Warning" }
    spot        = { source = "aws.ec2", type = "EC2 Spot Instance Interruption Warning" }
    state       = { source = "aws.ec2", type = "EC2 Instance State-change Notification" }
  }
}

resource "aws_cloudwatch_event_rule" "interruption" {
  for_each = local.interruptions

  name          = "${var.name}-karpenter-${each.key}"
  description   = "${each.value.type}, for Karpenter of ${var.name}"
  event_pattern = jsonencode({ source = [each.value.source], detail-type = [each.value.type] })
}

resource "aws_cloudwatch_event_target" "interruption" {
  for_each = local.interruptions

  rule      = aws_cloudwatch_event_rule.interruption[each.key].name
  target_id = "karpenter"
  arn       = aws_sqs_queue.interruptions.arn
}
