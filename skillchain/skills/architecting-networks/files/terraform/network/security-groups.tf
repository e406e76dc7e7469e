# DNS, time and instance metadata of AWS do not pass through security groups and need no rule.
locals {
  tiers = {
    lb   = "Load balancers: web traffic in, applications out"
    app  = "Applications: from load balancers; out to AWS, data and HTTPS"
<% if network.data_tier %>
    data = "Data stores: from applications; nothing out"
<% endif %>
  }

  lb_ingress = {
    for pair in setproduct(["80", "443"], var.lb_ingress_cidrs) : join(" ", pair) => { port = tonumber(pair[0]), cidr = pair[1] }
  }
}

resource "aws_security_group" "tier" {
  # checkov:skip=CKV2_AWS_5: balancers, nodes and databases attach themselves to these groups
  for_each = local.tiers

  name_prefix = "${var.name}-${each.key}-"
  description = each.value
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${var.name}-${each.key}"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Port 80 exists to be redirected to 443.
resource "aws_vpc_security_group_ingress_rule" "lb_web" {
  for_each = local.lb_ingress

  security_group_id = aws_security_group.tier["lb"].id
  description       = "Port ${each.value.port} from ${each.value.cidr}"
<% if network.ipv6 %>
  cidr_ipv4         = strcontains(each.value.cidr, ":") ? null : each.value.cidr
  cidr_ipv6         = strcontains(each.value.cidr, ":") ? each.value.cidr : null
<% else %>
  cidr_ipv4         = each.value.cidr
<% endif %>
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "lb_app" {
  for_each = { for port in var.app_ports : tostring(port) => port }

  security_group_id            = aws_security_group.tier["lb"].id
  description                  = "Applications on port ${each.key}"
  referenced_security_group_id = aws_security_group.tier["app"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_ingress_rule" "app_lb" {
  for_each = { for port in var.app_ports : tostring(port) => port }

  security_group_id            = aws_security_group.tier["app"].id
  description                  = "Load balancers to port ${each.key}"
  referenced_security_group_id = aws_security_group.tier["lb"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_egress_rule" "app_https" {
  security_group_id = aws_security_group.tier["app"].id
  description       = "HTTPS to AWS, registries and partners"
  cidr_ipv4         = var.nat == "none" ? var.cidr : "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
<% if network.ipv6 %>

resource "aws_vpc_security_group_egress_rule" "app_https_ipv6" {
  security_group_id = aws_security_group.tier["app"].id
  description       = "HTTPS to AWS, registries and partners over IPv6"
  cidr_ipv6         = "::/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
<% endif %>

resource "aws_vpc_security_group_egress_rule" "app_s3" {
  security_group_id = aws_security_group.tier["app"].id
  description       = "S3 through its gateway endpoint"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
<% if network.data_tier %>

resource "aws_vpc_security_group_egress_rule" "app_data" {
  for_each = var.data_ports

  security_group_id            = aws_security_group.tier["app"].id
  description                  = "Data tier: ${each.key}"
  referenced_security_group_id = aws_security_group.tier["data"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_ingress_rule" "data_app" {
  for_each = var.data_ports

  security_group_id            = aws_security_group.tier["data"].id
  description                  = "Applications to ${each.key}"
  referenced_security_group_id = aws_security_group.tier["app"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}
<% endif %>
