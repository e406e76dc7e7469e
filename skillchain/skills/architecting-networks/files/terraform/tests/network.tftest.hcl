---skillchain
when: maturity >= 'intermediate'
---
<% render 'test-values' %>

run "tiers_stay_inside_their_blocks" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition = length(distinct(concat(
      values(local.private_cidrs),
      values(local.public_cidrs),
<% if network.data_tier %>
      values(local.data_cidrs),
<% endif %>
    ))) == <% if network.data_tier %>3<% else %>2<% endif %> * length(var.zones)
    error_message = "two subnets share a block"
  }

  assert {
    condition = alltrue([
      for cidr in values(local.private_cidrs) :
      cidrhost("${cidrhost(cidr, 0)}/${tonumber(split("/", var.cidr)[1]) + 1}", 0) == cidrhost(cidrsubnet(var.cidr, 1, 1), 0)
    ])
    error_message = "private subnets live in the upper half of the VPC"
  }

  assert {
    condition = alltrue([
      for cidr in values(local.public_cidrs) :
      cidrhost("${cidrhost(cidr, 0)}/${tonumber(split("/", var.cidr)[1]) + 4}", 0) == cidrhost(cidrsubnet(var.cidr, 4, 0), 0)
    ])
    error_message = "public subnets live in the first sixteenth of the VPC"
  }
}

run "no_subnet_gives_out_public_addresses" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private)) : subnet.map_public_ip_on_launch != true])
    error_message = "an instance must not get a public address by being started"
  }
}

run "one_gateway_serves_all_zones" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private_nat) == length(var.zones)
    error_message = "single: one NAT gateway and a way out for every zone"
  }
}

run "one_gateway_per_zone" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    nat = "per-az"
  }

  assert {
    condition     = join(",", keys(aws_nat_gateway.this)) == join(",", keys(var.zones))
    error_message = "per-az: one NAT gateway in each zone"
  }
}

run "no_gateway_no_way_out" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat) == 0 && length(aws_route.private_nat) == 0
    error_message = "none: no NAT gateway, address or default route"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.app_https.cidr_ipv4 == var.cidr
    error_message = "without NAT, applications call endpoints in the VPC only"
  }
}

run "defaults_reach_nothing" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition     = length(aws_default_route_table.this.route) == 0
    error_message = "the default route table must stay empty"
  }
}

run "load_balancers_open_web_ports_only" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition = alltrue([
      for rule in values(aws_vpc_security_group_ingress_rule.lb_web) : contains([80, 443], rule.from_port) && rule.from_port == rule.to_port
    ])
    error_message = "nothing but 80 and 443 is opened to callers"
  }

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.app_lb) : rule.cidr_ipv4 == null && rule.cidr_ipv6 == null])
    error_message = "applications are reached from the balancers' group, not from addresses"
  }
}

run "flow_logs_are_kept_and_encrypted" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs.kms_key_id == var.log_kms_key_arn
    error_message = "flow logs need a key"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs.retention_in_days == var.log_retention_days
    error_message = "flow logs need an end"
  }

  assert {
    condition     = strcontains(aws_flow_log.this.log_format, "$${action}") && aws_flow_log.this.traffic_type == "ALL"
    error_message = "flow logs must tell accept from reject"
  }
}
<% if network.data_tier %>

run "data_tier_is_reached_by_applications_only" {
  command = plan

  module {
    source = "./network"
  }

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_ingress_rule.data_app) : rule.cidr_ipv4 == null])
    error_message = "data stores are reached from the applications' group, not from addresses"
  }
<% if level >= 3 %>

  assert {
    condition     = toset([for rule in values(aws_network_acl_rule.data_in) : rule.cidr_block]) == toset(values(local.private_cidrs))
    error_message = "the NACL admits private subnets and nobody else"
  }
<% endif %>
}
<% endif %>
