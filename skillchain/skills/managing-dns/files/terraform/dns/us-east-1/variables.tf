---skillchain
when: dns.us_east_1
---
variable "name" {
  description = "First part of the names in this module, <project>-<environment>"
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Zone of this environment"
  type        = string
  nullable    = false
}
<% if dns.signed %>

variable "log_retention_days" {
  description = "Days that query logs are kept"
  type        = number
  nullable    = false
}
<% endif %>
<% if dns.routing != 'none' %>

variable "health_checks" {
  description = "Service → id of its health check"
  type        = map(string)
  nullable    = false
}
<% endif %>
