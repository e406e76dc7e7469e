---skillchain
when: resources.compute
---
data "aws_partition" "current" {}
<% if linux.os == 'rhel-10' %>

# Red Hat publishes no parameter that names its latest image.
data "aws_ami" "rhel" {
  most_recent = true
  owners      = ["<% case aws.partition %><% when 'aws-cn' %>841258680906<% when 'aws-us-gov' %>219670896067<% else %>309956199498<% endcase %>"]

  filter {
    name   = "name"
    values = ["RHEL-10.*_HVM-*-x86_64-*-Hourly2-GP3"]
  }
}
<% endif %>

locals {
<% case linux.os %>
<% when 'rhel-10' %>
  image = data.aws_ami.rhel.id
<% when 'al2023' %>
  image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
<% when 'debian-13' %>
  image = "resolve:ssm:/aws/service/debian/release/13/latest/amd64"
<% else %>
  image = "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
<% endcase %>
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "Instances"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "host" {
  name               = "${var.name}-host"
  description        = "Hosts report to Systems Manager; people reach them through it"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "session_manager" {
  role       = aws_iam_role.host.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "host" {
  name = "${var.name}-host"
  role = aws_iam_role.host.name
}

resource "aws_launch_template" "this" {
  for_each = var.groups

  name_prefix   = "${var.name}-${each.key}-"
  image_id      = local.image
  instance_type = each.value.instance_type

  vpc_security_group_ids = [var.security_group_id]

  iam_instance_profile {
    arn = aws_iam_instance_profile.host.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "<% if linux.os == 'ubuntu-24.04' or linux.os == 'rhel-10' %>/dev/sda1<% else %>/dev/xvda<% endif %>"

    ebs {
      volume_size = each.value.disk_gib
      volume_type = "gp3"
      encrypted   = true
      kms_key_id  = var.kms_key_arn
    }
  }

  # Default tags do not reach what a launch template makes.
  dynamic "tag_specifications" {
    for_each = ["instance", "volume", "network-interface"]

    content {
      resource_type = tag_specifications.value
      tags = merge(var.tags, {
        Name  = "${var.name}-${each.key}"
        Group = each.key
        Role  = each.value.role
      })
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_autoscaling_group" "this" {
  for_each = var.groups

  name                      = "${var.name}-${each.key}"
  min_size                  = each.value.count
  max_size                  = each.value.count + 1
  desired_capacity          = each.value.count
  vpc_zone_identifier       = var.subnet_ids
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.this[each.key].id
    version = aws_launch_template.this[each.key].latest_version
  }

  # One host more is started before one is stopped, so that a change of image loses no capacity.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 150
    }
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = "${var.name}-${each.key}" })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}
