---skillchain
when: resources.serverless
---
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  policies = [<% if has.architecting_networks %>"service-role/AWSLambdaENIManagementAccess", <% endif %>"AWSXRayDaemonWriteAccess"]
}

# Each function takes its work from a queue: what it cannot do is kept, not lost.
resource "aws_sqs_queue" "dead" {
  for_each = var.functions

  name                      = "${var.name}-${each.key}-dead"
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 14 * 24 * 3600
}

resource "aws_sqs_queue" "work" {
  for_each = var.functions

  name              = "${var.name}-${each.key}"
  kms_master_key_id = var.kms_key_arn

  # Six times the timeout, as Lambda asks: a message must not come back while a slow run still holds it.
  visibility_timeout_seconds = 6 * each.value.timeout_seconds

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: retention follows compliance and environment; its value is in environments/<env>.tfvars
  for_each = var.functions

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_173: the key is there for variables; functions here have none
  # checkov:skip=CKV_AWS_272: packages come from a bucket that only the pipeline writes
  for_each = var.functions

  function_name                  = "${var.name}-${each.key}"
  description                    = "Works on the queue ${aws_sqs_queue.work[each.key].name}"
  role                           = aws_iam_role.this[each.key].arn
  s3_bucket                      = var.package_bucket
  s3_key                         = each.value.package_key
  handler                        = each.value.handler
  runtime                        = each.value.runtime
  memory_size                    = each.value.memory_mb
  timeout                        = each.value.timeout_seconds
  reserved_concurrent_executions = each.value.concurrency
  kms_key_arn                    = var.kms_key_arn

  dead_letter_config {
    target_arn = aws_sqs_queue.dead[each.key].arn
  }

  tracing_config {
    mode = "Active"
  }
<% if has.architecting_networks %>

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
<% endif %>

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.functions

  event_source_arn        = aws_sqs_queue.work[each.key].arn
  function_name           = aws_lambda_function.this[each.key].arn
  function_response_types = ["ReportBatchItemFailures"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "Functions"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "this" {
  for_each = var.functions

  statement {
    sid       = "Work"
    actions   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.work[each.key].arn]
  }

  statement {
    sid       = "GiveUp"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead[each.key].arn]
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this[each.key].arn}:*"]
  }

  statement {
    sid       = "UseDataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }
}

resource "aws_iam_role" "this" {
  for_each = var.functions

  name               = "${var.name}-${each.key}"
  description        = "Function ${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "this" {
  for_each = var.functions

  name   = "work"
  role   = aws_iam_role.this[each.key].name
  policy = data.aws_iam_policy_document.this[each.key].json
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = {
    for pair in setproduct(keys(var.functions), local.policies) : join(" ", pair) => { function = pair[0], policy = pair[1] }
  }

  role       = aws_iam_role.this[each.value.function].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value.policy}"
}
<% if level >= 2 %>

resource "aws_cloudwatch_metric_alarm" "dead" {
  for_each = aws_sqs_queue.dead

  alarm_name          = each.value.name
  alarm_description   = "Work was given up after five tries. Runbook: docs/runbooks/dead-letters.md"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
<% endif %>
