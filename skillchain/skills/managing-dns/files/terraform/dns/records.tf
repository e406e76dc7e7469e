---skillchain
when: dns.route53
---
<% if dns.private %>
resource "aws_route53_record" "private_service" {
  for_each = var.services

  zone_id = aws_route53_zone.private.zone_id
  name    = each.value
<% if dns.target == 'addresses' %>
  type    = "A"
  ttl     = var.ttl_seconds
  records = var.addresses
<% else %>
  type    = "CNAME"
  ttl     = var.ttl_seconds
  records = ["${each.key}.apps.${var.domain}"]
<% endif %>
}
<% endif %>
<% if dns.public %>

resource "aws_route53_record" "public_service" {
  for_each = var.services

  zone_id = local.public_zone_id
  name    = each.value
<% if dns.target == 'addresses' %>
  type    = "A"
  ttl     = var.ttl_seconds
  records = var.addresses
<% else %>
  type    = "CNAME"
  ttl     = var.ttl_seconds
  records = ["${each.key}.apps.${var.domain}"]
<% endif %>
<% if dns.routing == 'active-passive' %>

  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.service[each.key].id

  failover_routing_policy {
    type = "PRIMARY"
  }
<% elsif dns.routing == 'weighted' %>

  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.service[each.key].id

  weighted_routing_policy {
    weight = 100
  }
<% endif %>
}
<% if dns.routing != 'none' %>

resource "aws_route53_record" "stand_in" {
  for_each = var.failover_targets

  zone_id        = local.public_zone_id
  name           = var.services[each.key]
  type           = "<% if dns.target == 'addresses' %>A<% else %>CNAME<% endif %>"
  ttl            = var.ttl_seconds
  records        = [each.value]
  set_identifier = "stand-in"
<% if dns.routing == 'active-passive' %>

  failover_routing_policy {
    type = "SECONDARY"
  }
<% else %>

  # Takes traffic only while every healthy record with a weight is gone; raise it to share the load.
  weighted_routing_policy {
    weight = 0
  }
<% endif %>
}
<% endif %>

<% assign encrypt = false %>
<% if tls.source == 'certbot' or tls.source == 'cert-manager' %>
<% assign encrypt = true %>
<% endif %>
<% if has.operating_kubernetes %>
<% if ingress.controller == 'envoy-gateway' %>
<% assign encrypt = true %>
<% endif %>
<% endif %>
<% if encrypt %>
# ACM issues for balancers, Let's Encrypt for <% if has.operating_kubernetes %>gateways<% else %>hosts<% endif %>; nobody else may.
<% else %>
# Only the CA behind ACM may issue for the domain; wildcards included, because the certificate has two.
<% endif %>
resource "aws_route53_record" "caa" {
  zone_id = local.public_zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = [
    "0 issue \"amazon.com\"",
<% if encrypt %>
    "0 issue \"letsencrypt.org\"",
<% endif %>
    "0 issuewild \"amazon.com\"",
  ]
}
<% endif %>
