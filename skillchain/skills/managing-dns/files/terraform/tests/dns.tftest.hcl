---skillchain
when: dns.route53 and maturity >= 'intermediate'
---
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "test-cluster"
  domain      = "<: dns.domain :>"
  services    = { web = "web.<: dns.domain :>" }
  ttl_seconds = 300
<% if dns.target == 'addresses' %>
  addresses   = ["203.0.113.10"]
<% endif %>
<% if dns.private %>
  vpc_id      = "vpc-test"
<% endif %>
<% if has.operating_kubernetes %>
<% if cluster.compute != 'fargate' %>
  cluster_name     = "test-cluster"
<% endif %>
  pod_trust_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
<% endif %>
<% if dns.public %>
  delegated = false
<% if dns.routing != 'none' %>
  health_paths = { web = "/readyz" }
<% endif %>
<% if dns.signed %>
  signing_key_arn     = "arn:<: aws.partition :>:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000"
  query_log_group_arn = "arn:<: aws.partition :>:logs:us-east-1:000000000000:log-group:test"
<% endif %>
<% endif %>
}

run "a_service_is_known_below_the_domain" {
  command = plan

  module {
    source = "./dns"
  }
<% if dns.private %>

  assert {
    condition     = aws_route53_record.private_service["web"].name == "web.<: dns.domain :>" && aws_route53_record.private_service["web"].records == toset([<% if dns.target == 'addresses' %>"203.0.113.10"<% else %>"web.apps.<: dns.domain :>"<% endif %>])
    error_message = "The name that users know leads to <% if dns.target == 'addresses' %>the addresses<% else %>the one that the cluster keeps<% endif %>."
  }
<% endif %>
<% if dns.public %>

  assert {
    condition     = aws_route53_record.public_service["web"].name == "web.<: dns.domain :>" && aws_route53_record.public_service["web"].records == toset([<% if dns.target == 'addresses' %>"203.0.113.10"<% else %>"web.apps.<: dns.domain :>"<% endif %>])
    error_message = "The name that users know leads to <% if dns.target == 'addresses' %>the addresses<% else %>the one that the cluster keeps<% endif %>."
  }

  assert {
    condition     = contains(aws_route53_record.caa.records, "0 issue \"amazon.com\"")
    error_message = "Only one CA may issue."
  }

  assert {
    condition     = length(aws_acm_certificate_validation.this) == 0
    error_message = "Nothing waits for a delegation that nobody confirmed."
  }
<% if dns.mail == 'none' %>

  assert {
    condition     = aws_route53_record.mx.records == toset(["0 ."]) && aws_route53_record.spf.records == toset(["v=spf1 -all"])
    error_message = "A domain without mail refuses mail."
  }
<% endif %>
<% endif %>
}

run "no_name_may_be_the_domain_itself" {
  command = plan

  module {
    source = "./dns"
  }

  variables {
    services = { web = "<: dns.domain :>" }
  }

  expect_failures = [var.services]
}

run "a_day_is_the_longest_ttl" {
  command = plan

  module {
    source = "./dns"
  }

  variables {
    ttl_seconds = 172800
  }

  expect_failures = [var.ttl_seconds]
}
