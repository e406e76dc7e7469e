---skillchain
when: dns.route53
---
<% if dns.named %>
variable "name" {
  description = "First part of the names in this module, <project>-<environment>"
  type        = string
  nullable    = false
}
<% endif %>

variable "domain" {
  description = "Zone of this environment, without a dot at its end"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain))
    error_message = "The domain is lower case, has at least two labels and no dot at its end."
  }
}
<% if dns.private %>

variable "vpc_id" {
  description = "VPC in which the private zone answers"
  type        = string
  nullable    = false
}
<% endif %>

variable "services" {
  description = "Service → name that users know<% if dns.target == 'cluster' %>; each is a CNAME to <service>.apps.<domain>, which external-dns keeps<% elsif dns.target == 'addresses' %>; each leads to the addresses<% endif %>"
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for host in values(var.services) : endswith(host, ".${var.domain}")])
    error_message = "Each name lies below the domain<% unless dns.target == 'addresses' %>; the domain itself cannot be a CNAME<% endunless %>."
  }
}
<% if dns.target == 'addresses' %>

variable "addresses" {
  description = "Addresses under which the services are reached; health checks ask the first one"
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.services) == 0 || length(var.addresses) > 0
    error_message = "A name needs an address to lead to."
  }
}
<% endif %>

variable "ttl_seconds" {
  description = "Seconds that resolvers keep a service name: how long an old answer lives after a change"
  type        = number
  nullable    = false

  validation {
    condition     = var.ttl_seconds >= 30 && var.ttl_seconds <= 86400
    error_message = "Between 30 seconds (a failover) and a day."
  }
}
<% if has.operating_kubernetes %>
<% if cluster.compute != 'fargate' %>

variable "cluster_name" {
  description = "Cluster whose external-dns writes to the zone below apps"
  type        = string
  nullable    = false
}
<% endif %>

variable "pod_trust_policy" {
  description = "Trust policy (JSON) of roles that pods of the cluster assume"
  type        = string
  nullable    = false
}
<% endif %>
<% if dns.public %>

variable "delegated" {
  description = "The parent of the domain delegates to this zone; certificates can be validated only then"
  type        = bool
  nullable    = false
}

variable "delegations" {
  description = "Subdomain → its name servers, for zones of other environments"
  type        = map(list(string))
  default     = {}
  nullable    = false
}
<% if dns.mail != 'none' %>

variable "dkim" {
  description = "Selector → value of the DKIM record, as the mail provider shows it (CNAME target or p= key)"
  type        = map(string)
  default     = {}
  nullable    = false
}
<% endif %>
<% if dns.routing != 'none' %>

variable "failover_targets" {
  description = "Service → <% if dns.target == 'addresses' %>address<% else %>host name<% endif %> of its stand-in elsewhere; empty until there is one"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "health_paths" {
  description = "Service → path that the health check asks for"
  type        = map(string)
  nullable    = false
}
<% endif %>
<% if dns.signed %>

variable "signing_key_arn" {
  description = "Key in us-east-1 that signs the zone"
  type        = string
  nullable    = false
}

variable "query_log_group_arn" {
  description = "Log group in us-east-1 that Route 53 may write queries to"
  type        = string
  nullable    = false
}
<% endif %>
<% endif %>
