module "network" {
  source = "./network"

  name                = local.name
  region              = var.region
  cidr                = var.network_cidr
  zones               = var.network_zones
  nat                 = var.network_nat
  interface_endpoints = var.network_interface_endpoints
<% if has.operating_kubernetes %>

  # Controllers find the subnets for their balancers by these tags.
  public_subnet_tags = {
    "kubernetes.io/role/elb" = "1"
  }

  private_subnet_tags = {
    "kubernetes.io/role/internal-elb" = "1"
<% if cluster.compute == 'karpenter' %>
    "karpenter.sh/discovery" = local.name
<% endif %>
  }
<% endif %>

  lb_ingress_cidrs = var.lb_ingress_cidrs
  app_ports        = var.app_ports
<% if network.data_tier %>
  data_ports       = var.data_ports
<% endif %>

  log_kms_key_arn    = aws_kms_key.logs.arn
  log_retention_days = var.log_retention_days
<% if level >= 2 %>
  alarm_topic_arn    = aws_sns_topic.alerts.arn
<% endif %>
<% if network.hybrid == 'vpn' %>

  hybrid_cidrs      = var.hybrid_cidrs
  customer_gateways = var.customer_gateways
<% endif %>
<% if network.hybrid == 'transit-gateway' %>

  hybrid_cidrs           = var.hybrid_cidrs
  transit_gateway_id     = var.transit_gateway_id
  create_transit_gateway = var.create_transit_gateway
<% endif %>
<% if level >= 3 %>

  dns_allowed_domains = var.dns_allowed_domains
  dns_unlisted_action = var.dns_unlisted_action
<% if network.public_ingress %>
  public_ingress      = var.public_ingress
<% endif %>
<% endif %>
}
