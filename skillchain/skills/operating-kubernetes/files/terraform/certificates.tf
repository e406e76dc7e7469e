---skillchain
when: ingress.acme
---
# cert-manager proves the domain to Let's Encrypt by TXT records in its zone, and can write nothing else.
data "aws_iam_policy_document" "cert_manager" {
  # checkov:skip=CKV_AWS_356:Finding a zone by its name has no resource
  statement {
    sid       = "ProveDomain"
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = ["arn:${data.aws_partition.current.partition}:route53:::hostedzone/${module.dns.public_zone_id}"]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsRecordTypes"
      values   = ["TXT"]
    }

    condition {
      test     = "ForAllValues:StringLike"
      variable = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
      values   = ["_acme-challenge.*"]
    }
  }

  statement {
    sid     = "FollowChange"
    actions = ["route53:GetChange", "route53:ListResourceRecordSets"]
    resources = [
      "arn:${data.aws_partition.current.partition}:route53:::change/*",
      "arn:${data.aws_partition.current.partition}:route53:::hostedzone/${module.dns.public_zone_id}",
    ]
  }

  statement {
    sid       = "FindZone"
    actions   = ["route53:ListHostedZonesByName"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "cert_manager" {
  name        = "${local.name}-cert-manager"
  description = "cert-manager of ${local.name}: challenges in the public zone"
  policy      = data.aws_iam_policy_document.cert_manager.json
}

resource "aws_iam_role" "cert_manager" {
  name               = "${local.name}-cert-manager"
  description        = "cert-manager of ${local.name}"
  assume_role_policy = module.kubernetes.pod_trust_policy
}

resource "aws_iam_role_policy_attachment" "cert_manager" {
  role       = aws_iam_role.cert_manager.name
  policy_arn = aws_iam_policy.cert_manager.arn
}
<% if cluster.compute != 'fargate' %>

resource "aws_eks_pod_identity_association" "cert_manager" {
  for_each = { "cert-manager" = aws_iam_role.cert_manager.arn }

  cluster_name    = module.kubernetes.name
  namespace       = "cert-manager"
  service_account = each.key
  role_arn        = each.value
}
<% endif %>
