---skillchain
section: iac
order: 20
---
mock_data "aws_caller_identity" {
  defaults = {
    account_id = "000000000000"
    arn        = "arn:<: aws.partition :>:iam::000000000000:user/test"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition  = <: aws.partition | hcl :>
<% if aws.partition == 'aws-cn' %>
    dns_suffix = "amazonaws.com.cn"
<% else %>
    dns_suffix = "amazonaws.com"
<% endif %>
  }
}

mock_data "aws_iam_policy_document" {
  defaults = {
    json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn    = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    key_id = "00000000-0000-0000-0000-000000000000"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:<: aws.partition :>:iam::000000000000:role/test"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:<: aws.partition :>:logs:<: aws.region :>:000000000000:log-group:test"
  }
}

mock_resource "aws_sns_topic" {
  defaults = {
    arn = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:test"
  }
}
<% if resources.any %>

mock_resource "aws_s3_bucket" {
  defaults = {
    arn = "arn:<: aws.partition :>:s3:::test"
  }
}

mock_resource "aws_iam_instance_profile" {
  defaults = {
    arn = "arn:<: aws.partition :>:iam::000000000000:instance-profile/test"
  }
}

mock_resource "aws_launch_template" {
  defaults = {
    id = "lt-00000000000000000"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:<: aws.partition :>:sqs:<: aws.region :>:000000000000:test"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn = "arn:<: aws.partition :>:lambda:<: aws.region :>:000000000000:function:test"
  }
}
<% endif %>
