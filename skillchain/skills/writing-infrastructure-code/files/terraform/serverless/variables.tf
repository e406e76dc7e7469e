---skillchain
when: resources.serverless
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "functions" {
  description = "Functions by name; each gets a queue that feeds it and one for what it gives up on."
  type = map(object({
    package_key     = string
    handler         = string
    runtime         = string
    memory_mb       = optional(number, 256)
    timeout_seconds = optional(number, 30)
    concurrency     = optional(number, 10)
  }))
  nullable = false

  validation {
    condition     = alltrue([for function in var.functions : function.timeout_seconds >= 1 && function.timeout_seconds <= 900])
    error_message = "timeout_seconds is 1 to 900."
  }
}

variable "package_bucket" {
  description = "Bucket that holds the packages."
  type        = string
  nullable    = false
}
<% if has.architecting_networks %>

variable "subnet_ids" {
  description = "Private subnets that functions call from."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Group of the application tier."
  type        = string
  nullable    = false
}
<% endif %>

variable "kms_key_arn" {
  description = "Key of queues and of what functions are configured with."
  type        = string
  nullable    = false
}

variable "log_kms_key_arn" {
  description = "Key of the log groups."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that logs stay."
  type        = number
  nullable    = false
}
<% if level >= 2 %>

variable "alarm_topic_arn" {
  description = "Topic that alarms publish to."
  type        = string
  nullable    = false
}
<% endif %>
