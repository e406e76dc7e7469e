---skillchain
when: resources.database
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

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

  validation {
    condition     = alltrue([for database in var.databases : contains(["mysql", "postgresql"], database.engine)])
    error_message = "engine is mysql or postgresql."
  }

  validation {
    condition     = alltrue([for database in var.databases : database.backup_days >= 1 && database.backup_days <= 35])
    error_message = "backup_days is 1 to 35: without backups there is no point-in-time recovery."
  }
}

variable "subnet_ids" {
  description = "Data subnets in two zones or more."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Group of the data tier."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of storage, snapshots and the master password."
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

variable "deletion_protection" {
  description = "Whether databases refuse to be deleted and leave a last snapshot."
  type        = bool
  nullable    = false
}
<% if level >= 2 %>

variable "alarm_topic_arn" {
  description = "Topic that alarms publish to."
  type        = string
  nullable    = false
}
<% endif %>
