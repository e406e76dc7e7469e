---skillchain
when: dns.route53 and dns.public
---
resource "aws_acm_certificate" "this" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}", "*.apps.${var.domain}"]
  validation_method         = "DNS"
  key_algorithm             = "EC_prime256v1"

  lifecycle {
    create_before_destroy = true
  }
}

# A wildcard is validated by the record of the name it stands below: two records for three names.
resource "aws_route53_record" "validation" {
  for_each = {
    (var.domain)         = local.public_zone_id
    "apps.${var.domain}" = <% if has.operating_kubernetes %>aws_route53_zone.apps_public.zone_id<% else %>local.public_zone_id<% endif %>
  }

  zone_id = each.value
  name    = local.validation[each.key][0].resource_record_name
  type    = local.validation[each.key][0].resource_record_type
  ttl     = 60
  records = [local.validation[each.key][0].resource_record_value]
}

locals {
  validation = {
    for option in aws_acm_certificate.this.domain_validation_options :
    trimprefix(option.domain_name, "*.") => option...
  }
}

# Waits until ACM sees the records, which is for ever while the parent does not delegate: hence the switch.
resource "aws_acm_certificate_validation" "this" {
  count = var.delegated ? 1 : 0

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}
