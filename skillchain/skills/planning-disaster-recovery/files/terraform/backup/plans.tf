---skillchain
when: recovery.cloud
---
resource "aws_backup_plan" "this" {
  for_each = var.plans

  name = "${var.name}-${each.key}"

  dynamic "rule" {
    for_each = each.value

    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.this.name
      schedule          = rule.value.schedule
      start_window      = 60
      completion_window = 180

      lifecycle {
        delete_after = rule.value.keep_days
      }
<% if recovery.copies %>

      dynamic "copy_action" {
        for_each = var.copy_vault_arn != null && rule.value.copy_days > 0 ? [rule.value.copy_days] : []

        content {
          destination_vault_arn = var.copy_vault_arn

          lifecycle {
            delete_after = copy_action.value
          }
        }
      }
<% endif %>
    }
  }
}

# Everything of this environment that carries the tag, also what somebody makes tomorrow.
resource "aws_backup_selection" "tagged" {
  for_each = aws_backup_plan.this

  name         = "${each.key}-by-tag"
  plan_id      = each.value.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = ["*"]

  condition {
    string_equals {
      key   = "aws:ResourceTag/Backup"
      value = each.key
    }

    string_equals {
      key   = "aws:ResourceTag/Project"
      value = var.project
    }

    string_equals {
      key   = "aws:ResourceTag/Environment"
      value = var.stage
    }
  }
}
<% if recovery.cluster %>

# Volumes that claims of the cluster made: the storage driver knows the cluster, and no tag of ours.
resource "aws_backup_selection" "cluster" {
  for_each = { for tag, plan in aws_backup_plan.this : tag => plan if tag == "volumes" }

  name         = "cluster-volumes"
  plan_id      = each.value.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = ["arn:${data.aws_partition.current.partition}:ec2:*:*:volume/*"]

  condition {
    string_equals {
      key   = "aws:ResourceTag/<% if cluster.compute == 'auto-mode' %>eks:eks-cluster-name<% else %>KubernetesCluster<% endif %>"
      value = var.cluster_name
    }
  }
}
<% endif %>
