---skillchain
when: dns.signed
---
resource "aws_route53_query_log" "public" {
  zone_id                  = aws_route53_zone.public.zone_id
  cloudwatch_log_group_arn = var.query_log_group_arn
}
