---skillchain
when: resources.storage
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Number of the account; it makes bucket names unique in the world."
  type        = string
  nullable    = false
}

variable "buckets" {
  description = "Roles of the buckets, one each."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for role in var.buckets : can(regex("^[a-z][a-z0-9-]{0,11}$", role))])
    error_message = "buckets holds roles of up to 12 lower-case letters, digits and hyphens: a bucket's name has room for 63."
  }
}

variable "kms_key_arn" {
  description = "Key of the objects."
  type        = string
  nullable    = false
}

variable "versions_days" {
  description = "Days that overwritten and deleted objects stay recoverable."
  type        = number
  default     = 90
  nullable    = false
}
