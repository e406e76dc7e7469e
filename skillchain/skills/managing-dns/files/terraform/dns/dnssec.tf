---skillchain
when: dns.signed
---
resource "aws_route53_key_signing_key" "this" {
  name                       = replace("${var.name}-ksk-1", "-", "_")
  hosted_zone_id             = aws_route53_zone.public.zone_id
  key_management_service_arn = var.signing_key_arn
  status                     = "ACTIVE"
}

# Signing is safe on its own. The DS record in the parent makes it binding: it goes in last and comes out first.
resource "aws_route53_hosted_zone_dnssec" "this" {
  hosted_zone_id = aws_route53_zone.public.zone_id

  depends_on = [aws_route53_key_signing_key.this]
}
