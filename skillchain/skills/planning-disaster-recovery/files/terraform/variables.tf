---skillchain
section: recovery
order: 80
when: recovery.cloud
---

variable "backup_plans" {
  description = "Value of the tag Backup → rule → when (cron in UTC), days it is kept, days its copy in the other region is kept (0: no copy)."
  type = map(map(object({
    schedule  = string
    keep_days = number
    copy_days = optional(number, 0)
  })))
  nullable = false
}

variable "backup_protected" {
  description = "Whether backups of this environment survive it: vaults are locked and a destroy stops at them."
  type        = bool
  nullable    = false
}
<% if recovery.copies %>

variable "dr_region" {
  description = "Region that copies go to, and where the environment is built again when its own region is lost."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.dr_region))
    error_message = "dr_region is written like <: aws.dr_region :>."
  }
}

variable "backup_copies" {
  description = "Whether recovery points are copied to dr_region; false where the environment already runs there."
  type        = bool
  nullable    = false
}
<% endif %>
