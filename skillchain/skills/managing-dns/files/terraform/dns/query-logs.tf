---skillchain
when: dns.public and maturity >= 'advanced' and not dns.existing_zone
---
resource "aws_route53_query_log" "public" {
  zone_id                  = local.public_zone_id
  cloudwatch_log_group_arn = var.query_log_group_arn
}
