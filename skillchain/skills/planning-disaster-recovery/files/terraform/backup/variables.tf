---skillchain
when: recovery.cloud
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Value of the tag Project of what is backed up."
  type        = string
  nullable    = false
}

variable "stage" {
  description = "Value of the tag Environment of what is backed up."
  type        = string
  nullable    = false
}

variable "plans" {
  description = "Value of the tag Backup → rule → when (cron in UTC), days it is kept, days its copy is kept (0: no copy)."
  type = map(map(object({
    schedule  = string
    keep_days = number
    copy_days = optional(number, 0)
  })))
  nullable = false

  validation {
    condition     = length(var.plans) > 0 && alltrue([for rules in values(var.plans) : length(rules) > 0])
    error_message = "Each plan has a rule at least: a plan without one saves nothing."
  }

  validation {
    condition     = alltrue(flatten([for rules in values(var.plans) : [for rule in values(rules) : can(regex("^cron\\(.+\\)$", rule.schedule))]]))
    error_message = "A schedule is written cron(minute hour day month weekday year), in UTC."
  }

  validation {
    condition     = alltrue(flatten([for rules in values(var.plans) : [for rule in values(rules) : rule.keep_days >= 1 && rule.copy_days >= 0]]))
    error_message = "keep_days is 1 at least; copy_days is 0 (no copy) or more."
  }
}

variable "protected" {
  description = "Whether recovery points survive the environment: locked, and in the way of a destroy."
  type        = bool
  nullable    = false
}
<% if recovery.copies %>

variable "copy_vault_arn" {
  description = "Vault in another region that copies go to; null for no copies."
  type        = string
}
<% endif %>
<% if level >= 2 %>
<% if backup.immutable != 'none' %>

variable "kept_days" {
  description = "Shortest and longest retention of all rules: what the lock lets through."
  type        = object({ shortest = number, longest = number })
  nullable    = false
}
<% endif %>

variable "alarm_topic_arn" {
  description = "Topic that failed jobs and missing recovery points are told to."
  type        = string
  nullable    = false
}
<% endif %>
<% if recovery.cluster %>

variable "cluster_name" {
  description = "Cluster whose volumes are backed up; its storage driver tags them with it."
  type        = string
  nullable    = false
}
<% endif %>
<% if recovery.velero %>

variable "pod_trust_policy" {
  description = "Trust policy (JSON) of roles that pods of the cluster assume."
  type        = string
  nullable    = false
}

variable "velero_bucket_arn" {
  description = "Bucket of the cluster's backups, in the region of the copies."
  type        = string
  nullable    = false
}

variable "velero_key_arn" {
  description = "Key of that bucket."
  type        = string
  nullable    = false
}
<% endif %>
