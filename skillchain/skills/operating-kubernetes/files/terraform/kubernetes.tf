<% unless has.architecting_networks %>
# No network was designed with this repository: the account's default VPC stands in.
data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

<% endunless %>
module "kubernetes" {
  source = "./kubernetes"

  name                = local.name
  cluster_version     = var.cluster_version
  addons              = var.cluster_addons
  region              = var.region
<% if has.architecting_networks %>
  vpc_id              = module.network.vpc_id
  subnets             = module.network.private_subnet_ids
<% else %>
  vpc_id              = data.aws_vpc.default.id
  subnets             = { for id in data.aws_subnets.default.ids : id => id }
<% endif %>
  service_cidr        = var.cluster_service_cidr
  public_access_cidrs = var.cluster_public_access_cidrs
  admins              = var.cluster_admins
<% if level >= 2 %>
  groups = {
    "${var.project}:operators" = var.cluster_operators
    "${var.project}:viewers"   = var.cluster_viewers
  }
<% endif %>
<% if cluster.groups %>
  node_groups        = var.node_groups
<% endif %>
<% if cluster.compute == 'fargate' %>
  fargate_namespaces = var.fargate_namespaces
  controller_accounts = [
    "kube-system:aws-load-balancer-controller",
<% if ingress.acme %>
    "cert-manager:cert-manager",
<% endif %>
<% if has.managing_dns %>
    "kube-system:external-dns",
<% endif %>
<% if level >= 2 and observability.stack == 'prometheus' %>
    "monitoring:kube-prometheus-stack-alertmanager",
<% endif %>
  ]
<% endif %>
  log_kms_key_arn    = aws_kms_key.logs.arn
  log_retention_days = var.log_retention_days
<% if level >= 2 %>
<% if observability.stack == 'prometheus' %>
  alerts_topic_arn   = aws_sns_topic.alerts.arn
  alerts_kms_key_arn = aws_kms_key.data.arn
<% endif %>
<% endif %>
<% if cluster.groups or cluster.jump_host %>
  tags               = local.tags
<% endif %>
}
