# Log groups of this environment, whoever writes them. One key, so that reading logs is one grant.
data "aws_iam_policy_document" "logs_key" {
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

  statement {
    sid       = "LogsEncryptsGroupsOfThisEnvironment"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.${data.aws_partition.current.dns_suffix}"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values = [
        "arn:${data.aws_partition.current.partition}:logs:${var.region}:${data.aws_caller_identity.current.account_id}:log-group:*${local.name}*",
      ]
    }
  }
}

resource "aws_kms_key" "logs" {
  description             = "Log groups of ${local.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.logs_key.json

  tags = {
    Name = "${local.name}-logs"
  }
}

resource "aws_kms_alias" "logs" {
  name          = "alias/${local.name}-logs"
  target_key_id = aws_kms_key.logs.key_id
}
<% if kms.data %>

# Volumes, buckets, queues, secrets and topics: kept apart from logs, whose readers need no data.
data "aws_iam_policy_document" "data_key" {
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

<% if resources.compute %>
  # Autoscaling starts hosts under a role of its own, which does not exist before the first group.
  statement {
    sid = "DisksOfThisAccount"
    actions = [
      "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ec2.${var.region}.${data.aws_partition.current.dns_suffix}"]
    }
  }

<% endif %>
  # A topic with a key drops messages silently when its publisher cannot use that key.
  statement {
    sid       = "AlarmsPublishToEncryptedTopics"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
<% if has.planning_disaster_recovery %>

  statement {
    sid       = "FailedBackupsAreTold"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com", "events.amazonaws.com"]
    }
  }
<% endif %>
}

resource "aws_kms_key" "data" {
  description             = "Data at rest of ${local.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.data_key.json

  tags = {
    Name = "${local.name}-data"
  }
}

resource "aws_kms_alias" "data" {
  name          = "alias/${local.name}-data"
  target_key_id = aws_kms_key.data.key_id
}
<% endif %>
