---skillchain
when: recovery.cloud
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

# A key of its own: whoever deletes the key of the data has not deleted the backups with it.
resource "aws_kms_key" "backup" {
  description             = "Recovery points of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  tags = {
    Name = "${var.name}-backup"
  }
}

resource "aws_kms_alias" "backup" {
  name          = "alias/${var.name}-backup"
  target_key_id = aws_kms_key.backup.key_id
}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = aws_kms_key.backup.arn

  # Without protection a destroy takes the recovery points along; with it, it stops at a vault that holds some.
  force_destroy = !var.protected
}
