---skillchain
section: iac
order: 20
---
variable "environment" {
  description = "Second part of every name, after the project. One of the files in environments/."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,14}[a-z0-9]$", var.environment))
    error_message = "environment is 2 to 16 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "AWS region of the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is written like <: aws.region :>."
  }
}

<% if logs.written %>
variable "log_retention_days" {
  description = "Days that log groups keep their events. CloudWatch accepts a fixed set of numbers."
  type        = number
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a retention that CloudWatch Logs offers: 7, 14, 30, 60, 90, 180, 365, 400 and upwards."
  }
}
<% endif %>

<% if protected.resources %>
variable "deletion_protection" {
  description = "Whether databases, load balancers and clusters of this environment refuse to be deleted."
  type        = bool
  nullable    = false
}

<% endif %>
<% if level >= 2 %>
variable "alert_emails" {
  description = "Addresses that receive the alarms of this environment."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+$", address))])
    error_message = "alert_emails holds mail addresses."
  }
}

<% endif %>
variable "project" {
  description = "First part of every name. Balancers and target groups have room for 32 characters in all."
  type        = string
  default     = <: project.name | hcl :>
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project))
    error_message = "project is 2 to 20 lower-case letters, digits and hyphens."
  }
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
<% if resources.storage %>

variable "buckets" {
  description = "Roles of the buckets, one each."
  type        = set(string)
  nullable    = false
}
<% endif %>
<% if resources.database %>

variable "databases" {
  description = "Databases by name: engine, class, GiB of storage, a copy in a second zone, days of backups."
  type = map(object({
    engine         = string
    instance_class = string
    storage_gib    = number
    multi_az       = bool
    backup_days    = number
  }))
  nullable = false
}
<% endif %>
<% if resources.compute %>

variable "host_groups" {
  description = "Groups of hosts by name: what they do, how many, how large, GiB of disk."
  type = map(object({
    role          = string
    count         = number
    instance_type = string
    disk_gib      = number
  }))
  nullable = false
}
<% endif %>
<% if resources.serverless %>

variable "functions" {
  description = "Functions by name; their packages lie in the bucket with the role packages."
  type = map(object({
    package_key     = string
    handler         = string
    runtime         = string
    memory_mb       = optional(number, 256)
    timeout_seconds = optional(number, 30)
    concurrency     = optional(number, 10)
  }))
  default  = {}
  nullable = false
}
<% endif %>
