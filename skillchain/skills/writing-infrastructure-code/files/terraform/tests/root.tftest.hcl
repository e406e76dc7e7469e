mock_provider "aws" {
  source = "./tests/mocks"
}
<% if has.managing_dns %>
<% if dns.us_east_1 %>

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}
<% endif %>
<% endif %>
<% if has.planning_disaster_recovery %>
<% if recovery.copies %>

mock_provider "aws" {
  alias  = "dr"
  source = "./tests/mocks"
}
<% endif %>
<% endif %>

run "names_and_tags_come_from_the_environment" {
  command = plan

  assert {
    condition     = output.name == "${var.project}-${var.environment}"
    error_message = "names must begin with project and environment"
  }

  assert {
    condition     = length(setsubtract(["Project", "Environment", "Owner", "ManagedBy"], keys(local.tags))) == 0
    error_message = "every resource needs an owner and an environment"
  }

  assert {
    condition     = alltrue([for value in values(local.tags) : length(value) > 0])
    error_message = "a tag without a value finds nothing in the bill"
  }
}

run "log_key_rotates" {
  command = plan

  assert {
    condition     = aws_kms_key.logs.enable_key_rotation && aws_kms_key.logs.deletion_window_in_days == 30
    error_message = "the log key must rotate and survive a mistaken deletion for 30 days"
  }
}
<% if kms.data %>

run "data_key_rotates" {
  command = plan

  assert {
    condition     = aws_kms_key.data.enable_key_rotation && aws_kms_key.data.deletion_window_in_days == 30
    error_message = "the data key must rotate and survive a mistaken deletion for 30 days"
  }
}
<% endif %>
<% if level >= 2 %>

run "alarms_reach_an_encrypted_topic" {
  command = plan

  variables {
    alert_emails = ["on-call@<: project.name :>.internal"]
  }

  assert {
    condition     = length(aws_sns_topic_subscription.alerts) == 1
    error_message = "each address needs a subscription"
  }
}

run "refuses_an_address_that_is_none" {
  command = plan

  variables {
    alert_emails = ["on-call"]
  }

  expect_failures = [var.alert_emails]
}
<% endif %>

run "refuses_an_environment_that_breaks_names" {
  command = plan

  variables {
    environment = "Prod_1"
  }

  expect_failures = [var.environment]
}

run "refuses_a_region_that_is_none" {
  command = plan

  variables {
    region = "Ireland"
  }

  expect_failures = [var.region]
}

<% if logs.written %>
run "refuses_a_retention_cloudwatch_does_not_offer" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}
<% endif %>

run "refuses_a_project_too_long_for_balancers" {
  command = plan

  variables {
    project = "a-name-of-more-than-twenty-characters"
  }

  expect_failures = [var.project]
}
