---skillchain
when: skills contains 'operating-kubernetes'
---
locals {
  apps_zone_arns = [
<% if dns.private %>
    aws_route53_zone.apps_private.arn,
<% endif %>
<% if dns.public %>
    aws_route53_zone.apps_public.arn,
<% endif %>
  ]
}

data "aws_iam_policy_document" "external_dns" {
  # checkov:skip=CKV_AWS_356:Listing zones has no resource; writing is bound to the zones below apps
  statement {
    sid       = "WriteBelowApps"
    actions   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"]
    resources = local.apps_zone_arns
  }

  statement {
    sid       = "FindZones"
    actions   = ["route53:ListHostedZones"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "external_dns" {
  name        = "${var.name}-external-dns"
  description = "external-dns of ${var.name}: records below apps.${var.domain}"
  policy      = data.aws_iam_policy_document.external_dns.json
}

resource "aws_iam_role" "external_dns" {
  name               = "${var.name}-external-dns"
  description        = "external-dns of ${var.name}"
  assume_role_policy = var.pod_trust_policy
}

resource "aws_iam_role_policy_attachment" "external_dns" {
  role       = aws_iam_role.external_dns.name
  policy_arn = aws_iam_policy.external_dns.arn
}
<% if cluster.compute != 'fargate' %>

resource "aws_eks_pod_identity_association" "external_dns" {
  for_each = { "external-dns" = aws_iam_role.external_dns.arn }

  cluster_name    = var.cluster_name
  namespace       = "kube-system"
  service_account = each.key
  role_arn        = each.value
}
<% endif %>
