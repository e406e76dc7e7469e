---skillchain
when: global.root
section: iac
order: 20
---
<% if ci.trust %>
variable "environments" {
  description = "Environments that live in this account; the pipeline gets two roles for each."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.environments) > 0
    error_message = "environments names at least one environment."
  }
}

<% endif %>
variable "region" {
  description = "AWS region of the environments."
  type        = string
  nullable    = false
}
<% if level >= 3 %>

variable "block_public_ingress" {
  description = "Whether the account refuses traffic from the internet to every subnet that is not excluded by name. It reaches VPCs of other teams too."
  type        = bool
  nullable    = false
}
<% endif %>

variable "project" {
  description = "First part of every name."
  type        = string
  default     = <: project.name | hcl :>
  nullable    = false
}

variable "owner" {
  description = "Team that answers for these resources; the tag Owner."
  type        = string
  default     = <: project.owner | hcl :>
  nullable    = false
}
<% if project.repository %>

variable "repository" {
  description = "Where this code lives; the tag Repository."
  type        = string
  default     = <: project.repository | hcl :>
  nullable    = false
}
<% endif %>
