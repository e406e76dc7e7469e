---skillchain
when: cluster.groups
---
data "aws_iam_policy_document" "node_trust" {
  statement {
    sid     = "Ec2Instances"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "node" {
  name               = "${var.name}-node"
  description        = "Nodes of ${var.name}: register, pull images, accept Session Manager"
  assume_role_policy = data.aws_iam_policy_document.node_trust.json
}

# The CNI policy is missing on purpose: its pods have their own role (identity.tf).
resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset([
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonSSMManagedInstanceCore",
  ])

  role       = aws_iam_role.node.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_launch_template" "node" {
  for_each = var.node_groups

  name_prefix = "${var.name}-${each.key}-"
  description = "Nodes of group ${each.key}"

  # Terraform points the node group at the newest version; consoles and scripts see the same one.
  update_default_version = true

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = each.value.disk_gib
      encrypted             = true
      delete_on_termination = true
    }
  }

  # One hop keeps pods away from the node's credentials; controllers get VPC and region as arguments instead.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = "${var.name}-${each.key}" })
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # A group per zone: its volumes stay where its nodes are, and a zone that is added replaces no node of the others.
  zone_groups = merge([
    for name, group in var.node_groups : {
      for zone, subnet in var.subnets : "${name}-${zone}" => merge(group, { name = name, subnet = subnet })
      if group.zones == null ? true : contains(group.zones, zone)
    }
  ]...)
}

resource "aws_eks_node_group" "this" {
  for_each = local.zone_groups

  cluster_name           = aws_eks_cluster.this.name
  node_group_name_prefix = "${each.key}-"
  node_role_arn          = aws_iam_role.node.arn
  subnet_ids             = [each.value.subnet]
  version                = var.cluster_version
  ami_type               = "AL2023_x86_64_STANDARD"
  capacity_type          = each.value.capacity_type
  instance_types         = each.value.instance_types
  labels                 = each.value.labels

  launch_template {
    id      = aws_launch_template.node[each.value.name].id
    version = aws_launch_template.node[each.value.name].latest_version
  }

  node_repair_config {
    enabled = true
  }

  scaling_config {
    min_size     = each.value.min
    max_size     = each.value.max
    desired_size = each.value.min
  }

  update_config {
    max_unavailable = 1
  }

  dynamic "taint" {
    for_each = each.value.taints

    content {
      key    = taint.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }

  lifecycle {
    create_before_destroy = true
    # An autoscaler, or a person in an incident, owns the count between min and max.
    ignore_changes = [scaling_config[0].desired_size]
  }

  # Nodes become Ready only with a CNI; without one the group fails after 25 minutes.
  depends_on = [
    aws_eks_addon.before_nodes,
    aws_iam_role_policy_attachment.node,
  ]
}
