---skillchain
when: dns.signed
---
resource "aws_cloudwatch_log_group" "queries" {
  # checkov:skip=CKV_AWS_158:Names that anybody may ask for; a key would have to live in us-east-1 for every environment
  name              = "/aws/route53/${var.domain}"
  retention_in_days = var.log_retention_days
}

data "aws_iam_policy_document" "queries" {
  statement {
    sid       = "Route53WritesQueryLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.queries.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["route53.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "queries" {
  policy_name     = "${var.name}-route53-queries"
  policy_document = data.aws_iam_policy_document.queries.json
}
