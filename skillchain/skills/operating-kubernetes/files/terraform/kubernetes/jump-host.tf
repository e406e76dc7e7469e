---skillchain
when: cluster.jump_host
---
<% if cluster.compute == 'fargate' %>
# Fargate has no node that a tunnel could go through; scripts/cluster-tunnel.sh goes through this host.
<% else %>
# Nodes of Auto Mode take no sessions; scripts/cluster-tunnel.sh goes through this host.
<% endif %>
data "aws_iam_policy_document" "jump_trust" {
  statement {
    sid     = "Ec2Instances"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "jump" {
  name               = "${var.name}-jump"
  description        = "Jump host of ${var.name}: accepts Session Manager and nothing else"
  assume_role_policy = data.aws_iam_policy_document.jump_trust.json
}

resource "aws_iam_role_policy_attachment" "jump" {
  role       = aws_iam_role.jump.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "jump" {
  name = "${var.name}-jump"
  role = aws_iam_role.jump.name
}

resource "aws_security_group" "jump" {
  name        = "${var.name}-jump"
  description = "Jump host: nobody connects to it, it connects to Session Manager and the API"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-jump" }
}

resource "aws_vpc_security_group_egress_rule" "jump_https" {
  security_group_id = aws_security_group.jump.id
  description       = "Session Manager and the API of the cluster"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = { Name = "${var.name}-jump-https" }
}

resource "aws_vpc_security_group_ingress_rule" "api_from_jump" {
  security_group_id            = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  description                  = "The API, for tunnels through the jump host"
  referenced_security_group_id = aws_security_group.jump.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = { Name = "${var.name}-api-from-jump" }
}

resource "aws_launch_template" "jump" {
  name_prefix            = "${var.name}-jump-"
  description            = "Jump host of ${var.name}"
  image_id               = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64"
  instance_type          = "t4g.nano"
  vpc_security_group_ids = [aws_security_group.jump.id]
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.jump.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 8
      volume_type = "gp3"
      encrypted   = true
    }
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = "${var.name}-jump" })
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A group of one: a host that fails is replaced without a person.
resource "aws_autoscaling_group" "jump" {
  name                = "${var.name}-jump"
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = values(var.subnets)

  launch_template {
    id      = aws_launch_template.jump.id
    version = aws_launch_template.jump.latest_version
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = "${var.name}-jump" })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}
