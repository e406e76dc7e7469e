---skillchain
when: maturity >= 'intermediate' and observability.stack == 'prometheus'
---
data "aws_iam_policy_document" "alertmanager" {
  statement {
    sid       = "Publish"
    actions   = ["sns:Publish"]
    resources = [var.alerts_topic_arn]
  }

  statement {
    sid       = "UseKeyOfTopic"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.alerts_kms_key_arn]
  }
}

resource "aws_iam_policy" "alertmanager" {
  name        = "${var.name}-alertmanager"
  description = "Alertmanager of ${var.name} tells the alerts topic"
  policy      = data.aws_iam_policy_document.alertmanager.json
}

resource "aws_iam_role" "alertmanager" {
  name               = "${var.name}-alertmanager"
  description        = "Alertmanager of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.pod_trust.json
}

resource "aws_iam_role_policy_attachment" "alertmanager" {
  role       = aws_iam_role.alertmanager.name
  policy_arn = aws_iam_policy.alertmanager.arn
}
<% if cluster.compute != 'fargate' %>

resource "aws_eks_pod_identity_association" "alertmanager" {
  for_each = { "kube-prometheus-stack-alertmanager" = aws_iam_role.alertmanager.arn }

  cluster_name    = aws_eks_cluster.this.name
  namespace       = "monitoring"
  service_account = each.key
  role_arn        = each.value
}
<% endif %>
