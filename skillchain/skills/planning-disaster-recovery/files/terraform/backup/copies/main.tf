---skillchain
when: recovery.copies
---
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "key" {
  # checkov:skip=CKV_AWS_109: a key policy applies to its own key only; the statement keeps the account able to manage it
  # checkov:skip=CKV_AWS_111: as above
  # checkov:skip=CKV_AWS_356: "*" in a key policy means this key
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

# A key of the other region: a copy under a key that fails with the first region cannot be read.
resource "aws_kms_key" "this" {
  description             = "Copies of the recovery points of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  tags = {
    Name = "${var.name}-copies"
  }
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-copies"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_backup_vault" "this" {
  name          = "${var.name}-copies"
  kms_key_arn   = aws_kms_key.this.arn
  force_destroy = !var.protected
}
<% if recovery.replicas %>

# The logs of the databases too: the other region restores to any minute, not to last night.
resource "aws_db_instance_automated_backups_replication" "this" {
  for_each = var.database_arns
  source_db_instance_arn = each.value
  kms_key_id             = aws_kms_key.this.arn
  retention_period       = 14
}
<% endif %>
