---skillchain
when: recovery.copies
---
locals {
  # What lies in the other region: the state of a stand-in<% if recovery.velero %>, backups of the cluster<% endif %><% if recovery.host_bucket %>, backups of the hosts<% endif %>.
  buckets = toset(["state"<% if recovery.velero %>, "velero"<% endif %><% if recovery.host_bucket %>, "hosts"<% endif %>])
}

resource "aws_s3_bucket" "this" {
  # checkov:skip=CKV_AWS_18: readers are one role each; CloudTrail has who asked for what
  # checkov:skip=CKV_AWS_144: these are the copies in another region
  # checkov:skip=CKV2_AWS_62: nothing reacts to a backup that arrives
  for_each = local.buckets

  bucket        = "${var.name}-dr-${each.key}-${data.aws_caller_identity.current.account_id}"
  force_destroy = !var.protected
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

# A deleted backup stays recoverable for a month, whoever deleted it.
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

data "aws_iam_policy_document" "tls_only" {
  for_each = aws_s3_bucket.this

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value.arn, "${each.value.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  policy = data.aws_iam_policy_document.tls_only[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.this]
}
<% if recovery.host_bucket %>

# What hosts may do with their bucket; the role of the hosts takes it (backup-hosts.tf).
data "aws_iam_policy_document" "hosts" {
  statement {
    sid       = "FindTheirBackups"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [aws_s3_bucket.this["hosts"].arn]
  }

  # Old versions cannot be deleted from here: an intruder on a host can hide backups, not destroy them.
  statement {
    sid       = "KeepTheirBackups"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.this["hosts"].arn}/*"]
  }

  statement {
    sid       = "TheirKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.this.arn]
  }
}
<% endif %>
