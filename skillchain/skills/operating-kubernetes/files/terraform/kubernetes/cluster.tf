data "aws_iam_policy_document" "cluster_trust" {
  statement {
    sid     = "EksControlPlane"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "cluster" {
  name               = "${var.name}-cluster"
  description        = "EKS control plane of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.cluster_trust.json
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
}

data "aws_iam_policy_document" "secrets_key_use" {
  statement {
    sid       = "EncryptSecrets"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"]
    resources = [aws_kms_key.secrets.arn]
  }
}

resource "aws_iam_policy" "secrets_key_use" {
  name        = "${var.name}-secrets-key"
  description = "Lets the control plane of ${var.name} use the key of its secrets"
  policy      = data.aws_iam_policy_document.secrets_key_use.json
}

resource "aws_iam_role_policy_attachment" "secrets_key_use" {
  role       = aws_iam_role.cluster.name
  policy_arn = aws_iam_policy.secrets_key_use.arn
}

resource "aws_eks_cluster" "this" {
  name     = var.name
  version  = var.cluster_version
  role_arn = aws_iam_role.cluster.arn

<% if cluster.groups %>
  # CNI, kube-proxy and CoreDNS come as pinned add-ons (addons.tf); EKS would install unpinned copies.
<% elsif cluster.compute == 'fargate' %>
  # CoreDNS comes as a pinned add-on (addons.tf); Fargate brings its own network and kube-proxy.
<% else %>
  # Auto Mode runs CNI, kube-proxy, CoreDNS, block storage and Pod Identity on each node itself.
<% endif %>
  bootstrap_self_managed_addons = false

  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.secrets.arn
    }
  }

<% if cluster.compute == 'auto-mode' %>
  # EKS starts, patches and replaces nodes itself, in its two built-in pools; the three switches go together.
  compute_config {
    enabled       = true
    node_pools    = ["general-purpose", "system"]
    node_role_arn = aws_iam_role.node.arn
  }

  storage_config {
    block_storage {
      enabled = true
    }
  }

<% endif %>
  kubernetes_network_config {
    service_ipv4_cidr = var.service_cidr
<% if cluster.compute == 'auto-mode' %>

    elastic_load_balancing {
      enabled = true
    }
<% endif %>
  }

  # Extended support costs six times as much and starts without asking; STANDARD upgrades the control plane instead.
  upgrade_policy {
    support_type = "STANDARD"
  }

  vpc_config {
    subnet_ids              = values(var.subnets)
    endpoint_private_access = true
    endpoint_public_access  = length(var.public_access_cidrs) > 0
    public_access_cidrs     = length(var.public_access_cidrs) > 0 ? var.public_access_cidrs : null
  }

  depends_on = [
    aws_cloudwatch_log_group.control_plane,
    aws_iam_role_policy_attachment.cluster,
<% if cluster.compute == 'auto-mode' %>
    aws_iam_role_policy_attachment.auto_mode,
    aws_iam_role_policy_attachment.node,
<% endif %>
    aws_iam_role_policy_attachment.secrets_key_use,
  ]
}
