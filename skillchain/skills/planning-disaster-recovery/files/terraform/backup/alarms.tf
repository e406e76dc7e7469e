---skillchain
when: maturity >= 'intermediate' and recovery.cloud
---
# A job that fails says so; the message names the resource and the reason.
locals {
  failures = {
    backup  = { type = "Backup Job State Change", detail = { backupVaultName = [aws_backup_vault.this.name], state = ["ABORTED", "EXPIRED", "FAILED"] } }
    copy    = { type = "Copy Job State Change", detail = { sourceBackupVaultArn = [aws_backup_vault.this.arn], state = ["FAILED"] } }
    restore = { type = "Restore Job State Change", detail = { status = ["ABORTED", "FAILED"] } }
  }
}

resource "aws_cloudwatch_event_rule" "failed" {
  for_each = local.failures

  name        = "${var.name}-${each.key}-failed"
  description = "A ${each.key} job of ${var.name} failed. Runbook: docs/runbooks/backup-failed.md"

  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = [each.value.type]
    detail      = each.value.detail
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  for_each = aws_cloudwatch_event_rule.failed

  rule      = each.value.name
  target_id = "alerts"
  arn       = var.alarm_topic_arn
}

resource "aws_backup_vault_notifications" "this" {
  for_each = { (aws_backup_vault.this.name) = var.alarm_topic_arn }

  backup_vault_name   = each.key
  sns_topic_arn       = each.value
  backup_vault_events = ["COPY_JOB_FAILED", "S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"]
}

# What never ran cannot fail: a day without one finished job is an alarm of its own.
resource "aws_cloudwatch_metric_alarm" "missing" {
  alarm_name          = "${var.name}-backup-missing"
  alarm_description   = "No backup job of ${var.name} has finished for a day. Runbook: docs/runbooks/backup-failed.md"
  namespace           = "AWS/Backup"
  metric_name         = "NumberOfBackupJobsCompleted"
  dimensions          = { BackupVaultName = aws_backup_vault.this.name }
  statistic           = "Sum"
  period              = 86400
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
