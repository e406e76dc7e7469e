---skillchain
when: dns.route53
---
<% if dns.private %>
resource "aws_route53_zone" "private" {
  name    = var.domain
  comment = "${var.name}: names inside the VPC"

  vpc {
    vpc_id = var.vpc_id
  }

  lifecycle {
    # Other VPCs join through aws_route53_zone_association; the inline list would throw them out.
    ignore_changes = [vpc]
  }
}
<% if has.operating_kubernetes %>

# A zone of its own for what the cluster writes: no controller can reach the names above it.
resource "aws_route53_zone" "apps_private" {
  name    = "apps.${var.domain}"
  comment = "${var.name}: written by external-dns"

  vpc {
    vpc_id = var.vpc_id
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}
<% endif %>
<% endif %>
<% if dns.public %>
<% if dns.existing_zone %>
data "aws_route53_zone" "public" {
  name         = var.domain
  private_zone = false
}
<% else %>

resource "aws_route53_zone" "public" {
<% if level < 3 %>
  # checkov:skip=CKV2_AWS_38:DNSSEC needs an agreed order with the parent zone; it comes with maturity advanced
  # checkov:skip=CKV2_AWS_39:Query logs come with maturity advanced
<% endif %>
  name    = var.domain
  comment = "${var.name}: public names"

  lifecycle {
    # A new zone has new name servers: every delegation and every certificate would break.
    prevent_destroy = true
  }
}
<% endif %>
<% if has.operating_kubernetes %>

# A zone of its own for what the cluster writes: no controller can reach the names above it.
resource "aws_route53_zone" "apps_public" {
  # checkov:skip=CKV2_AWS_38:Short-lived names behind a signed or unsigned parent; signing it would tie two keys together
  # checkov:skip=CKV2_AWS_39:The answers are in the parent's log or in the balancer's
  name    = "apps.${var.domain}"
  comment = "${var.name}: written by external-dns"
}

resource "aws_route53_record" "apps_delegation" {
  zone_id = local.public_zone_id
  name    = "apps.${var.domain}"
  type    = "NS"
  ttl     = 86400
  records = aws_route53_zone.apps_public.name_servers
}
<% endif %>

resource "aws_route53_record" "delegation" {
  for_each = var.delegations

  zone_id = local.public_zone_id
  name    = "${each.key}.${var.domain}"
  type    = "NS"
  ttl     = 86400
  records = each.value
}

locals {
  public_zone_id = <% if dns.existing_zone %>data.aws_route53_zone.public.zone_id<% else %>aws_route53_zone.public.zone_id<% endif %>
}
<% endif %>
