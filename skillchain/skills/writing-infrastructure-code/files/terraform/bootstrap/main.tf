data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # scripts/lib/common.sh builds the same names. The account's number makes the bucket globally unique.
  bucket    = "${var.project}-terraform-state-${local.account_id}"
  key_alias = "alias/${var.project}-terraform-state"
}

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
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "state" {
  description             = "Terraform state of ${var.project}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "state" {
  name          = local.key_alias
  target_key_id = aws_kms_key.state.key_id
}
