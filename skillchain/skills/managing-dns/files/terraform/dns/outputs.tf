---skillchain
when: dns.route53
---
output "domain" {
  description = "Zone of this environment"
  value       = var.domain
}

output "service_names" {
  description = "Service → name that users know"
  value       = var.services
}
<% if dns.private %>

output "private_zone_id" {
  description = "Private zone"
  value       = aws_route53_zone.private.zone_id
}
<% endif %>
<% if dns.public %>

output "public_zone_id" {
  description = "Public zone"
  value       = local.public_zone_id
}

output "name_servers" {
  description = "What the parent of the domain must delegate to"
  value       = <% if dns.existing_zone %>data.aws_route53_zone.public.name_servers<% else %>aws_route53_zone.public.name_servers<% endif %>
}

output "certificate_arn" {
  description = "ACM certificate of the domain; issued once the parent delegates"
  value       = aws_acm_certificate.this.arn
}
<% if dns.signed %>

output "ds_record" {
  description = "DS record for the parent; hand it over only after the zone answers signed"
  value       = aws_route53_key_signing_key.this.ds_record
}
<% endif %>
<% if dns.routing != 'none' %>

output "health_checks" {
  description = "Service → id of its health check"
  value       = { for service, check in aws_route53_health_check.service : service => check.id }
}
<% endif %>
<% endif %>
<% if has.operating_kubernetes %>

output "apps_zone_ids" {
  description = "Zones that external-dns writes to"
  value = [
<% if dns.private %>
    aws_route53_zone.apps_private.zone_id,
<% endif %>
<% if dns.public %>
    aws_route53_zone.apps_public.zone_id,
<% endif %>
  ]
}
<% endif %>
