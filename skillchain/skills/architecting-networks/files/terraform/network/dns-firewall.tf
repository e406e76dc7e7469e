---skillchain
when: maturity >= 'advanced'
---
resource "aws_route53_resolver_firewall_domain_list" "allowed" {
  name    = "${var.name}-allowed"
  domains = sort(setunion(var.dns_allowed_domains, local.aws_domains))
}

resource "aws_route53_resolver_firewall_domain_list" "any" {
  name    = "${var.name}-any"
  domains = ["*."]
}

locals {
  aws_domains = toset([
    "*.${data.aws_partition.current.dns_suffix}",
    "*.amazonaws.com",
    "*.api.aws",
    "*.aws.dev",
    "*.on.aws",
    "*.internal",
  ])
}

resource "aws_route53_resolver_firewall_rule_group" "this" {
  name = var.name
}

resource "aws_route53_resolver_firewall_rule" "allowed" {
  name                    = "allowed"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.allowed.id
  priority                = 100
  action                  = "ALLOW"

  # The chain of aliases behind an allowed name is the choice of that name's owner.
  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"
}

resource "aws_route53_resolver_firewall_rule" "unlisted" {
  name                    = "unlisted"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.any.id
  priority                = 200
  action                  = var.dns_unlisted_action
  block_response          = var.dns_unlisted_action == "BLOCK" ? "NXDOMAIN" : null
}

resource "aws_route53_resolver_firewall_rule_group_association" "this" {
  name                   = var.name
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.this.id
  vpc_id                 = aws_vpc.this.id
  priority               = 101
}

# When the firewall itself is impaired, names resolve: an outage of the filter is not to become one of the service.
resource "aws_route53_resolver_firewall_config" "this" {
  resource_id        = aws_vpc.this.id
  firewall_fail_open = "ENABLED"
}

resource "aws_cloudwatch_log_group" "dns_queries" {
  # checkov:skip=CKV_AWS_338: retention follows compliance and environment; its value is in environments/<env>.tfvars
  name              = "/aws/route53/${var.name}/queries"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_route53_resolver_query_log_config" "this" {
  name            = var.name
  destination_arn = aws_cloudwatch_log_group.dns_queries.arn
}

resource "aws_route53_resolver_query_log_config_association" "this" {
  resolver_query_log_config_id = aws_route53_resolver_query_log_config.this.id
  resource_id                  = aws_vpc.this.id
}
