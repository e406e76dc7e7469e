---skillchain
when: recovery.copies
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "protected" {
  description = "Whether copies survive the environment: locked, and in the way of a destroy."
  type        = bool
  nullable    = false
}
<% if recovery.failover %>
<% if backup.immutable != 'none' %>

variable "kept_days" {
  description = "Shortest and longest retention of all rules: what the lock lets through."
  type        = object({ shortest = number, longest = number })
  nullable    = false
}
<% endif %>
<% endif %>
<% if recovery.replicas %>

variable "database_arns" {
  description = "Databases by name whose transaction logs are copied here."
  type        = map(string)
  nullable    = false
}
<% endif %>
