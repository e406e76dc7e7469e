---skillchain
when: dns.route53
section: dns
order: 50
---
output "dns_domain" {
  description = "Zone of this environment"
  value       = module.dns.domain
}

output "dns_service_names" {
  description = "Service → name that users know"
  value       = module.dns.service_names
}
<% if dns.private %>

output "dns_private_zone_id" {
  description = "Private zone"
  value       = module.dns.private_zone_id
}
<% endif %>
<% if dns.public %>

output "dns_public_zone_id" {
  description = "Public zone"
  value       = module.dns.public_zone_id
}

output "dns_name_servers" {
  description = "What the parent of the domain must delegate to"
  value       = module.dns.name_servers
}

output "certificate_arn" {
  description = "ACM certificate of the domain; issued once the parent delegates"
  value       = module.dns.certificate_arn
}
<% if dns.signed %>

output "dns_ds_record" {
  description = "DS record for the parent; hand it over only after the zone answers signed"
  value       = module.dns.ds_record
}
<% endif %>
<% endif %>
<% if has.operating_kubernetes %>

output "dns_apps_zone_ids" {
  description = "Zones that external-dns writes to"
  value       = module.dns.apps_zone_ids
}
<% endif %>
