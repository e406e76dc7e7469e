---skillchain
when: resources.compute
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "groups" {
  description = "Groups of hosts by name: what they do, how many, how large, GiB of disk."
  type = map(object({
    role          = string
    count         = number
    instance_type = string
    disk_gib      = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in var.groups : group.count >= 1 && group.disk_gib >= 8])
    error_message = "A group has at least one host, and a host at least 8 GiB of disk."
  }
}

variable "subnet_ids" {
  description = "Private subnets that hosts are spread over."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Group of the application tier."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of the disks."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags for what launch templates and autoscaling groups make."
  type        = map(string)
  nullable    = false
}
