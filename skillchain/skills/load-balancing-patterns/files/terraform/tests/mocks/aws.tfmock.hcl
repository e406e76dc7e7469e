---skillchain
when: balancer.aws
section: balancing
order: 65
---
mock_resource "aws_lb" {
  defaults = {
    arn        = "arn:<: aws.partition :>:elasticloadbalancing:<: aws.region :>:000000000000:loadbalancer/app/test/0000000000000000"
    arn_suffix = "app/test/0000000000000000"
    dns_name   = "test.elb.amazonaws.com"
    zone_id    = "Z00000000000000000000"
  }
}

mock_resource "aws_lb_listener" {
  defaults = {
    arn = "arn:<: aws.partition :>:elasticloadbalancing:<: aws.region :>:000000000000:listener/app/test/0000000000000000/0000000000000000"
  }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:<: aws.partition :>:elasticloadbalancing:<: aws.region :>:000000000000:targetgroup/test/0000000000000000"
    arn_suffix = "targetgroup/test/0000000000000000"
  }
}
<% if balancer.firewall %>

mock_resource "aws_wafv2_web_acl" {
  defaults = {
    arn = "arn:<: aws.partition :>:wafv2:<: aws.region :>:000000000000:regional/webacl/test/00000000-0000-0000-0000-000000000000"
  }
}
<% endif %>
