---skillchain
when: balancer.aws
---
<% if balancer.kind == 'NLB' and balancer.ends_tls %>
locals {
  # An NLB reads no names: one port leads to one service.
  first = { for name in slice(sort(keys(var.services)), 0, 1) : name => var.services[name] }
}

<% endif %>
resource "aws_lb_target_group" "this" {
<% if balancer.kind == 'ALB' and balancer.tls == 'terminate' %>
  # checkov:skip=CKV_AWS_378: requests travel in clear behind the balancer, inside the VPC (docs/adr/load-balancer.md)
<% endif %>
  for_each = var.services

  name        = "${var.name}-${each.key}"
  vpc_id      = var.vpc_id
  target_type = "instance"
  port        = each.value.port
  protocol    = "<% if balancer.kind == 'NLB' %>TCP<% elsif balancer.tls == 'reencrypt' %>HTTPS<% else %>HTTP<% endif %>"

  deregistration_delay = var.drain_seconds
<% if balancer.kind == 'ALB' %>
  load_balancing_algorithm_type = "<% if balancer.algorithm == 'least-connections' %>least_outstanding_requests<% else %>round_robin<% endif %>"
<% unless balancer.algorithm == 'least-connections' %>

  # A host that comes gets its share over half a minute.
  slow_start = 30
<% endunless %>
<% else %>
  connection_termination = true
  preserve_client_ip     = true
<% endif %>
<% unless lb.session == 'none' %>

  stickiness {
<% if balancer.kind == 'ALB' %>
    type            = "lb_cookie"
    cookie_duration = 3600
<% else %>
    type = "source_ip"
<% endif %>
  }
<% endunless %>

  # A host that is not ready is met for at most <: lb.health.interval | duration: 's' | times: lb.health.unhealthy :> s.
  health_check {
<% if has.configuring_nginx and balancer.tls != 'terminate' %>
    # nginx answers for its services on port 80: a check has no name to show for TLS.
    port                = 80
<% endif %>
    protocol            = "HTTP"
    path                = each.value.health_path
    matcher             = "200"
    interval            = <: lb.health.interval | duration: 's' :>
    timeout             = <% assign interval = lb.health.interval | duration: 's' %><% if interval <= 5 %><: interval | minus: 1 :><% else %>5<% endif %>

    healthy_threshold   = <: lb.health.healthy :>
    unhealthy_threshold = <: lb.health.unhealthy :>
  }

  tags = {
    Name = "${var.name}-${each.key}"
  }
}

locals {
  members = merge([
    for service in keys(var.services) : {
      for group, name in var.autoscaling_groups : "${service}/${group}" => { service = service, group = name }
    }
  ]...)
}

# Hosts that a group starts are put behind the balancer, and those that it stops are drained first.
resource "aws_autoscaling_attachment" "this" {
  for_each = local.members

  autoscaling_group_name = each.value.group
  lb_target_group_arn    = aws_lb_target_group.this[each.value.service].arn
}
