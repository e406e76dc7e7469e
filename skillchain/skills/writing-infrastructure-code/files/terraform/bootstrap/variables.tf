variable "project" {
  description = "First part of the bucket's name."
  type        = string
  default     = <: project.name | hcl :>
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project))
    error_message = "project is 2 to 20 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "AWS region that holds the state."
  type        = string
  default     = <: aws.region | hcl :>
  nullable    = false
}

variable "owner" {
  description = "Team that answers for the state; the tag Owner."
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

variable "state_versions_days" {
  description = "Days that overwritten state files stay recoverable."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.state_versions_days >= 30
    error_message = "Keep at least 30 days of old state: a mistake is often found a sprint later."
  }
}
