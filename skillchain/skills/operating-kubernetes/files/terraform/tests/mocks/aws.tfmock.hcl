---skillchain
section: kubernetes
order: 40
---
mock_data "aws_iam_session_context" {
  defaults = {
    issuer_arn = "arn:<: aws.partition :>:iam::000000000000:role/deployer"
  }
}

mock_resource "aws_eks_cluster" {
  defaults = {
    arn = "arn:<: aws.partition :>:eks:<: aws.region :>:000000000000:cluster/test"
<% if cluster.compute == 'fargate' %>
    identity = [{ oidc = [{ issuer = "https://oidc.eks.<: aws.region :>.amazonaws.com/id/TEST" }] }]
<% endif %>
<% if cluster.jump_host %>
    vpc_config = [{ cluster_security_group_id = "sg-cluster" }]
<% endif %>
  }
}
