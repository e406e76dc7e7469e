---skillchain
when: maturity >= 'advanced' and recovery.cloud
---
# AWS restores a recovery point by itself, measures how long it takes and deletes what it restored.
resource "aws_backup_restore_testing_plan" "this" {
  for_each = { for name in [replace("${var.name}_restores", "-", "_")] : name => aws_backup_vault.this.arn if var.protected }

  name                = each.key
  schedule_expression = "cron(0 6 1 <: recovery.drill_months :> ? *)"
  start_window_hours  = 24

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [each.value]
    recovery_point_types  = ["SNAPSHOT"]
    selection_window_days = 7
  }
}

resource "aws_backup_restore_testing_selection" "this" {
  for_each = {
    for pair in setproduct(keys(aws_backup_restore_testing_plan.this), ["EBS"<% if recovery.databases %>, "RDS"<% endif %>, "S3"]) :
    "${pair[0]}_${lower(pair[1])}" => { plan = pair[0], type = pair[1] }
  }

  name                      = each.key
  restore_testing_plan_name = aws_backup_restore_testing_plan.this[each.value.plan].name
  protected_resource_type   = each.value.type
  protected_resource_arns   = ["*"]
  iam_role_arn              = aws_iam_role.backup.arn
  validation_window_hours   = 1
}
