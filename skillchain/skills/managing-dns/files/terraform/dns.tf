---skillchain
when: dns.route53
---
module "dns" {
  source = "./dns"

<% if dns.named %>
  name        = local.name
<% endif %>
  domain      = var.dns_domain
  services    = var.dns_services
<% if dns.target == 'addresses' %>
  addresses   = var.dns_addresses
<% endif %>
  ttl_seconds = <: dns.ttl :>
<% if dns.private %>
<% if has.architecting_networks %>
  vpc_id      = module.network.vpc_id
<% else %>
  vpc_id      = data.aws_vpc.default.id
<% endif %>
<% endif %>
<% if has.operating_kubernetes %>
<% if cluster.compute != 'fargate' %>
  cluster_name     = module.kubernetes.name
<% endif %>
  pod_trust_policy = module.kubernetes.pod_trust_policy
<% endif %>
<% if dns.public %>
  delegated   = var.dns_delegated
  delegations = var.dns_delegations
<% if dns.mail != 'none' %>
  dkim        = var.dns_dkim
<% endif %>
<% if dns.routing != 'none' %>
  failover_targets = var.dns_failover_targets
  health_paths = {
<% for service in services %>
    "<: service.name :>" = "<: service.ready :>"
<% endfor %>
  }
<% endif %>
<% if dns.signed %>
  signing_key_arn     = module.dns_us_east_1.signing_key_arn
  query_log_group_arn = module.dns_us_east_1.query_log_group_arn
<% endif %>
<% endif %>
}
<% if dns.us_east_1 %>

# Route 53 keeps DNSSEC keys, query logs and health metrics in us-east-1, wherever the rest runs.
module "dns_us_east_1" {
  source = "./dns/us-east-1"

  providers = {
    aws = aws.us_east_1
  }

  name   = local.name
  domain = var.dns_domain
<% if dns.signed %>
  log_retention_days = var.log_retention_days
<% endif %>
<% if dns.routing != 'none' %>
  health_checks = module.dns.health_checks
<% endif %>
}
<% endif %>
