---skillchain
when: balancer.aws
---
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                = "test"
  account_id          = "000000000000"
  vpc_id              = "vpc-00000000000000000"
  subnet_ids          = ["subnet-00000000000000000", "subnet-00000000000000001"]
  security_group_id   = "sg-00000000000000000"
  public              = true
  services            = { shop = { hosts = ["shop.<: dns.domain :>"], port = 80, health_path = "/ready" } }
  autoscaling_groups  = { web = "test-web" }
<% if balancer.ends_tls %>
  https               = true
  certificate_arn     = "arn:<: aws.partition :>:acm:<: aws.region :>:000000000000:certificate/00000000-0000-0000-0000-000000000000"
<% endif %>
  drain_seconds       = 30
  deletion_protection = true
  log_retention_days  = 30
<% if level >= 2 %>
  alarm_topic_arn     = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:test"
<% endif %>
<% if balancer.firewall %>
  log_kms_key_arn     = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
  requests_per_second = 50
<% endif %>
}

run "the_balancer_is_protected_and_logs" {
  command = plan

  module {
    source = "./load-balancer"
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.access_logs[0].enabled
    error_message = "a protected balancer with logs"
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.access_logs.restrict_public_buckets
    error_message = "logs are nobody else's"
  }

  assert {
    condition     = length(aws_autoscaling_attachment.this) == 1
    error_message = "every group stands behind every service"
  }
}
<% if balancer.kind == 'ALB' %>

run "plain_http_is_sent_to_https" {
  command = plan

  module {
    source = "./load-balancer"
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
    error_message = "port 80 exists to be redirected"
  }

  assert {
    condition     = startswith(aws_lb_listener.https[0].ssl_policy, "ELBSecurityPolicy-TLS13-1-<% if tls.profile == 'modern' %>3<% else %>2<% endif %>")
    error_message = "TLS <% if tls.profile == 'modern' %>1.3<% else %>1.2<% endif %> at least"
  }

  assert {
    condition     = aws_lb_listener.https[0].default_action[0].type == "fixed-response"
    error_message = "a name that is not ours is met by nobody"
  }
}

run "the_internet_gets_nothing_without_a_certificate" {
  command = plan

  module {
    source = "./load-balancer"
  }

  variables {
    https           = false
    certificate_arn = null
  }

  assert {
    condition     = length(aws_lb_listener_rule.service) == 0 && aws_lb_listener.http.default_action[0].fixed_response[0].status_code == "503"
    error_message = "no service may be served in clear to the internet"
  }
}
<% endif %>

run "refuses_a_name_that_no_target_group_may_have" {
  command = plan

  module {
    source = "./load-balancer"
  }

  variables {
    services = { a-service-with-quite-a-long-name = { hosts = ["a.<: dns.domain :>"], port = 80, health_path = "/ready" } }
  }

  expect_failures = [var.services]
}

run "refuses_one_zone" {
  command = plan

  module {
    source = "./load-balancer"
  }

  variables {
    subnet_ids = ["subnet-00000000000000000"]
  }

  expect_failures = [var.subnet_ids]
}
