---skillchain
when: recovery.cloud and maturity >= 'intermediate'
---
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name      = "shop-test"
  project   = "shop"
  stage     = "test"
  protected = true
  plans = {
    volumes = {
      daily = { schedule = "cron(0 1 * * ? *)", keep_days = 35, copy_days = 35 }
      brief = { schedule = "cron(0 * * * ? *)", keep_days = 2 }
    }
  }
<% if recovery.copies %>
  copy_vault_arn = "arn:<: aws.partition :>:backup:<: aws.dr_region :>:000000000000:backup-vault:test"
<% endif %>
<% if level >= 2 %>
<% if backup.immutable != 'none' %>
  kept_days       = { shortest = 2, longest = 35 }
<% endif %>
  alarm_topic_arn = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:alerts"
<% endif %>
<% if recovery.cluster %>
  cluster_name = "shop-test"
<% endif %>
<% if recovery.velero %>
  pod_trust_policy  = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  velero_bucket_arn = "arn:<: aws.partition :>:s3:::test"
  velero_key_arn    = "arn:<: aws.partition :>:kms:<: aws.dr_region :>:000000000000:key/test"
<% endif %>
}

run "each_rule_keeps_what_it_says" {
  command = plan

  module {
    source = "./backup"
  }

  assert {
    condition     = sort([for rule in aws_backup_plan.this["volumes"].rule : "${rule.rule_name} ${one(rule.lifecycle[*].delete_after)}"]) == tolist(["brief 2", "daily 35"])
    error_message = "A rule keeps recovery points as long as its value says."
  }

  assert {
    condition     = aws_backup_vault.this.force_destroy == false
    error_message = "Protected recovery points survive a destroy."
  }

  assert {
    condition     = length(aws_backup_selection.tagged) == 1
    error_message = "Each plan finds its resources by tag."
  }
}

run "unprotected_backups_go_with_their_environment" {
  command = plan

  module {
    source = "./backup"
  }

  variables {
    protected = false
  }

  assert {
    condition     = aws_backup_vault.this.force_destroy
    error_message = "A rehearsal environment can be destroyed."
  }
<% if level >= 2 %>
<% if backup.immutable != 'none' %>

  assert {
    condition     = length(aws_backup_vault_lock_configuration.this) == 0
    error_message = "A rehearsal environment is not locked."
  }
<% endif %>
<% endif %>
}
<% if recovery.copies %>

run "only_what_asks_for_it_is_copied" {
  command = plan

  module {
    source = "./backup"
  }

  assert {
    condition     = join(" ", [for rule in aws_backup_plan.this["volumes"].rule : rule.rule_name if length(rule.copy_action) > 0]) == "daily"
    error_message = "copy_days of 0 means no copy."
  }
<% if level >= 2 %>
<% if backup.immutable != 'none' %>

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].min_retention_days == 2 && aws_backup_vault_lock_configuration.this[0].max_retention_days == 35
    error_message = "The lock lets exactly the retention of the plans through."
  }

  assert {
    condition     = <% if backup.immutable == 'compliance' %>aws_backup_vault_lock_configuration.this[0].changeable_for_days == 3<% else %>aws_backup_vault_lock_configuration.this[0].changeable_for_days == null<% endif %>

    error_message = "The lock is the one that was answered: <: backup.immutable :>."
  }
<% endif %>
<% endif %>
}

run "a_stand_in_needs_no_copies" {
  command = plan

  module {
    source = "./backup"
  }

  variables {
    copy_vault_arn = null
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this["volumes"].rule : length(rule.copy_action) == 0])
    error_message = "Without copies nothing is copied."
  }
}
<% endif %>

<% if recovery.copies %>
run "copies_have_a_key_and_buckets_of_their_own" {
  command = plan

  module {
    source = "./backup/copies"
  }
<% if recovery.replicas %>

  variables {
    database_arns = { postgresql = "arn:<: aws.partition :>:rds:<: aws.region :>:000000000000:db:test" }
  }
<% endif %>

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "The key of the copies rotates and survives a mistaken deletion for 30 days."
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.this : block.block_public_acls && block.restrict_public_buckets])
    error_message = "Backups are closed to the public."
  }
<% if recovery.replicas %>

  assert {
    condition     = length(aws_db_instance_automated_backups_replication.this) == 1
    error_message = "The log of each database is copied to the other region."
  }
<% endif %>
}

<% endif %>
run "a_plan_without_rules_is_refused" {
  command = plan

  module {
    source = "./backup"
  }

  variables {
    plans = { volumes = {} }
  }

  expect_failures = [var.plans]
}

run "a_schedule_that_aws_cannot_read_is_refused" {
  command = plan

  module {
    source = "./backup"
  }

  variables {
    plans = { volumes = { daily = { schedule = "0 1 * * *", keep_days = 7 } } }
  }

  expect_failures = [var.plans]
}
