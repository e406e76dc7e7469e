---skillchain
when: dns.route53 and dns.public and dns.routing != 'none'
---
resource "aws_route53_health_check" "service" {
  for_each = var.services

<% if dns.target == 'addresses' %>
  # The address itself, asked for by the users' name: the name moves, and this must not.
  ip_address        = var.addresses[0]
  fqdn              = each.value
<% else %>
  # The name that the cluster keeps: the users' name moves away exactly when this one fails.
  fqdn              = "${each.key}.apps.${var.domain}"
<% endif %>
  type              = "HTTPS"
  port              = 443
  resource_path     = var.health_paths[each.key]
  enable_sni        = true
  request_interval  = 10
  failure_threshold = 3
  measure_latency   = true

  tags = { Name = "${var.name}-${each.key}" }
}
