module "dns" {
  source = "./dns"
<% if dns.us_east_1 %>

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }
<% endif %>

  name        = local.name
  domain      = var.dns_domain
  services    = var.dns_services
  ttl_seconds = <: dns.ttl :>
<% if dns.private %>
<% if has.architecting_networks %>
  vpc_id      = module.network.vpc_id
<% else %>
  vpc_id      = data.aws_vpc.default.id
<% endif %>
<% endif %>
<% if has.operating_kubernetes %>
  cluster_name     = module.kubernetes.name
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
<% if level == 3 %>
  log_retention_days = var.log_retention_days
<% endif %>
<% endif %>
}
