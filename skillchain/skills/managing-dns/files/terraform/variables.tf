---skillchain
when: dns.route53
section: dns
order: 50
---
variable "dns_domain" {
  description = "Zone of this environment; production has the domain itself, the others a name below it"
  type        = string
  nullable    = false
}

variable "dns_services" {
  description = "Service → name that users know, below dns_domain"
  type        = map(string)
  nullable    = false
}
<% if dns.target == 'addresses' %>

variable "dns_addresses" {
  description = "Addresses under which the services are reached; health checks ask the first one"
  type        = list(string)
  nullable    = false
}
<% endif %>
<% if dns.public %>

variable "dns_delegated" {
  description = "Set to true once the parent delegates to the name servers of the output dns_name_servers; certificates wait for it"
  type        = bool
  default     = <: dns.existing_zone :>
  nullable    = false
}

variable "dns_delegations" {
  description = "Subdomain → its name servers, for zones of other environments"
  type        = map(list(string))
  default     = {}
  nullable    = false
}
<% if dns.mail != 'none' %>

variable "dns_dkim" {
  description = "Selector → value of the DKIM record, as the mail provider shows it"
  type        = map(string)
  default     = {}
  nullable    = false
}
<% endif %>
<% if dns.routing != 'none' %>

variable "dns_failover_targets" {
  description = "Service → <% if dns.target == 'addresses' %>address<% else %>host name<% endif %> of its stand-in elsewhere; empty until there is one"
  type        = map(string)
  default     = {}
  nullable    = false
}
<% endif %>
<% endif %>
