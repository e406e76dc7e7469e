---skillchain
when: balancer.aws
---
<% assign roles = hosts | map: 'role' %>
module "load_balancer" {
  source = "./load-balancer"

  name              = local.name
  account_id        = data.aws_caller_identity.current.account_id
  vpc_id            = module.network.vpc_id
  subnet_ids        = values(module.network.public_subnet_ids)
  security_group_id = module.network.lb_security_group_id
  public            = <% if lb.scheme == 'public' %>true<% else %>false<% endif %>

  services          = var.balanced_services
<% if resources.compute %>

  autoscaling_groups = {
    for group, name in module.compute.autoscaling_group_names : group => name
<% if roles contains 'web' or roles.size == 0 %>
    if var.host_groups[group].role == "web"
<% else %>
    if !contains(["db", "dns", "lb"], var.host_groups[group].role)
<% endif %>
  }
<% else %>
  autoscaling_groups = {}
<% endif %>
<% case balancer.certificate %>
<% when 'zone' %>

  # A certificate is issued once the parent delegates, and no listener takes one before.
  https           = var.dns_delegated
  certificate_arn = module.dns.certificate_arn
<% when 'arn' %>

  https           = var.balancer_certificate_arn != null
  certificate_arn = var.balancer_certificate_arn
<% endcase %>

  drain_seconds       = <: lb.drain | duration: 's' :>
  deletion_protection = var.deletion_protection
  log_retention_days  = var.log_retention_days
<% if level >= 2 %>
  alarm_topic_arn     = aws_sns_topic.alerts.arn
<% endif %>
<% if balancer.firewall %>
  log_kms_key_arn     = aws_kms_key.logs.arn
  requests_per_second = <: lb.rate :>
<% endif %>
}
<% if balancer.names %>

locals {
  # Names of the zone; the others are somebody else's to point here.
  balanced_names = toset([
    for name in flatten(values(var.balanced_services)[*].hosts) : name if endswith(name, ".${var.dns_domain}")
  ])
}
<% if dns.public %>

resource "aws_route53_record" "balanced_public" {
  for_each = local.balanced_names

  zone_id = module.dns.public_zone_id
  name    = each.value
  type    = "A"

  alias {
    name                   = module.load_balancer.dns_name
    zone_id                = module.load_balancer.zone_id
    evaluate_target_health = true
  }
}
<% endif %>
<% if dns.private %>

resource "aws_route53_record" "balanced_private" {
  for_each = local.balanced_names

  zone_id = module.dns.private_zone_id
  name    = each.value
  type    = "A"

  alias {
    name                   = module.load_balancer.dns_name
    zone_id                = module.load_balancer.zone_id
    evaluate_target_health = true
  }
}
<% endif %>
<% endif %>
