---skillchain
when: recovery.velero
---
# What Velero's pods may do: its bucket and the key of that, nothing else. Volumes are copied as files, not as snapshots.
data "aws_iam_policy_document" "velero" {
  statement {
    sid       = "FindBackups"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [var.velero_bucket_arn]
  }

  statement {
    sid = "KeepBackups"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${var.velero_bucket_arn}/*"]
  }

  statement {
    sid       = "UseKeyOfBucket"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.velero_key_arn]
  }
}

resource "aws_iam_policy" "velero" {
  name        = "${var.name}-velero"
  description = "Velero of ${var.name}: its bucket"
  policy      = data.aws_iam_policy_document.velero.json
}

resource "aws_iam_role" "velero" {
  name               = "${var.name}-velero"
  description        = "Velero of ${var.name}"
  assume_role_policy = var.pod_trust_policy
}

resource "aws_iam_role_policy_attachment" "velero" {
  role       = aws_iam_role.velero.name
  policy_arn = aws_iam_policy.velero.arn
}

resource "aws_eks_pod_identity_association" "velero" {
  for_each = { "velero-server" = aws_iam_role.velero.arn }

  cluster_name    = var.cluster_name
  namespace       = "velero"
  service_account = each.key
  role_arn        = each.value
}
