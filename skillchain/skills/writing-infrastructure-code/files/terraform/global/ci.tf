---skillchain
when: global.root and ci.trust
---
# GitHub proves who it is with a signed token; no key of this account is stored there.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

# The environment in the token is the one whose reviewers GitHub asked: <env> to apply, <env>-plan for pull requests.
data "aws_iam_policy_document" "trust" {
  for_each = merge(
    { for environment in var.environments : "${environment}-plan" => "${environment}-plan" },
    { for environment in var.environments : "${environment}-apply" => environment },
  )

  statement {
    sid     = "GitHubEnvironment"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${local.repository}:environment:${each.value}"]
    }
  }
}

locals {
  repository = trimsuffix(trimprefix(var.repository, "https://github.com/"), ".git")
  bucket     = "arn:${local.partition}:s3:::${var.project}-terraform-state-${local.account_id}"
}

data "aws_kms_alias" "state" {
  name = "alias/${var.project}-terraform-state"
}

resource "aws_iam_role" "plan" {
  for_each = var.environments

  name                 = "${var.project}-${each.key}-plan"
  description          = "Plans ${each.key} from pull requests: reads, and writes its lock and its saved plans"
  assume_role_policy   = data.aws_iam_policy_document.trust["${each.key}-plan"].json
  max_session_duration = 3600
}

resource "aws_iam_role" "apply" {
  for_each = var.environments

  name                 = "${var.project}-${each.key}-apply"
  description          = "Applies approved plans to ${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust["${each.key}-apply"].json
  max_session_duration = 7200
}

data "aws_iam_policy_document" "state" {
  for_each = var.environments

  statement {
    sid       = "FindState"
    actions   = ["s3:ListBucket"]
    resources = [local.bucket]
  }

  statement {
    sid       = "ReadState"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${local.bucket}/${each.key}/*", "${local.bucket}/plans/${each.key}/*"]
  }

  statement {
    sid       = "LockAndSavePlan"
    actions   = ["s3:DeleteObject", "s3:PutObject"]
    resources = ["${local.bucket}/${each.key}/*.tflock", "${local.bucket}/plans/${each.key}/*"]
  }

  statement {
    sid       = "UseStateKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = [data.aws_kms_alias.state.target_key_arn]
  }
}

resource "aws_iam_role_policy" "plan_state" {
  for_each = aws_iam_role.plan

  name   = "state"
  role   = each.value.name
  policy = data.aws_iam_policy_document.state[each.key].json
}

resource "aws_iam_role_policy_attachment" "plan_reads" {
  for_each = aws_iam_role.plan

  role       = each.value.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/ReadOnlyAccess"
}

# Anybody who may open a pull request runs code with the plan role: it sees how things are built, not what they hold.
data "aws_iam_policy_document" "no_contents" {
  statement {
    sid    = "DenyContents"
    effect = "Deny"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:StartQuery",
      "secretsmanager:GetSecretValue",
      "sqs:ReceiveMessage",
    ]
    resources = ["*"]
  }

  statement {
    sid           = "DenyObjectsButState"
    effect        = "Deny"
    actions       = ["s3:GetObject", "s3:GetObjectVersion"]
    not_resources = ["${local.bucket}/*"]
  }
}

resource "aws_iam_role_policy" "plan_no_contents" {
  for_each = aws_iam_role.plan

  name   = "no-contents"
  role   = each.value.name
  policy = data.aws_iam_policy_document.no_contents.json
}

data "aws_iam_policy_document" "apply" {
  # checkov:skip=CKV_AWS_356: reading identities is not restrictable to names; all that changes them is
  for_each = var.environments

  statement {
    sid       = "WriteState"
    actions   = ["s3:PutObject"]
    resources = ["${local.bucket}/${each.key}/terraform.tfstate"]
  }

  # PowerUserAccess leaves IAM out; roles of this environment are told by their names.
  statement {
    sid = "ManageRolesOfThisEnvironment"
    actions = [
      "iam:AttachRolePolicy",
      "iam:CreateInstanceProfile",
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:CreateRole",
      "iam:AddRoleToInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:PassRole",
      "iam:PutRolePolicy",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
      "iam:TagPolicy",
      "iam:TagRole",
      "iam:UntagInstanceProfile",
      "iam:UntagPolicy",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:instance-profile/${var.project}-${each.key}-*",
      "arn:${local.partition}:iam::${local.account_id}:policy/${var.project}-${each.key}-*",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-${each.key}-*",
    ]
  }

  statement {
    sid       = "ReadIdentities"
    actions   = ["iam:Get*", "iam:List*"]
    resources = ["*"]
  }

  statement {
    sid       = "DenyChangingItself"
    effect    = "Deny"
    actions   = ["iam:Attach*", "iam:Delete*", "iam:Detach*", "iam:PassRole", "iam:Put*", "iam:Update*"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-${each.key}-apply",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-${each.key}-plan",
    ]
  }
<% if level >= 3 %>

  # One environment's pipeline cannot read or overwrite what another's believes to exist.
  statement {
    sid       = "DenyStateOfOthers"
    effect    = "Deny"
    actions   = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"]
    not_resources = [
      "${local.bucket}/${each.key}/*",
      "${local.bucket}/plans/${each.key}/*",
      "arn:${local.partition}:s3:::${var.project}-${each.key}-*",
    ]
  }
<% endif %>
}

resource "aws_iam_role_policy" "apply" {
  for_each = aws_iam_role.apply

  name   = "environment"
  role   = each.value.name
  policy = data.aws_iam_policy_document.apply[each.key].json
}

resource "aws_iam_role_policy" "apply_state" {
  for_each = aws_iam_role.apply

  name   = "state"
  role   = each.value.name
  policy = data.aws_iam_policy_document.state[each.key].json
}

resource "aws_iam_role_policy_attachment" "apply_services" {
  for_each = aws_iam_role.apply

  role       = each.value.name
  # skillchain:ignore[security] what applies makes every kind of resource here; IAM is left out of it, and its roles are told by their names
  policy_arn = "arn:${local.partition}:iam::aws:policy/PowerUserAccess"
}
