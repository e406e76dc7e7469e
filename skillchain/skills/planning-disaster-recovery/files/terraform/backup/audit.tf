---skillchain
when: maturity >= 'advanced' and recovery.cloud
---
locals {
  # Name of the control → its parameters. They are judged by AWS Config, which has to record in this region.
  controls = merge({
    BACKUP_LAST_RECOVERY_POINT_CREATED            = { recoveryPointAgeUnit = "days", recoveryPointAgeValue = "1" }
    BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK = { requiredFrequencyUnit = "days", requiredFrequencyValue = "1", requiredRetentionDays = "7" }
    BACKUP_RECOVERY_POINT_ENCRYPTED               = {}
    BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED = {}
    BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN     = {}
    RESTORE_TIME_FOR_RESOURCES_MEET_TARGET        = { maxRestoreTime = "<: backup.rto | duration: 'm' :>" }
    },
    var.copy_vault_arn != null ? { BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION = {} } : {},
<% if backup.immutable != 'none' %>
    var.protected ? { BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK = {} } : {},
<% endif %>
  )
}

resource "aws_backup_framework" "this" {
  for_each = { for name in [replace("${var.name}_recovery", "-", "_")] : name => local.controls if var.protected }

  name        = each.key
  description = "What is promised about backups of ${var.name}, judged every day"

  dynamic "control" {
    for_each = each.value

    content {
      name = control.key

      dynamic "input_parameter" {
        for_each = control.value

        content {
          name  = input_parameter.key
          value = input_parameter.value
        }
      }
    }
  }
}
