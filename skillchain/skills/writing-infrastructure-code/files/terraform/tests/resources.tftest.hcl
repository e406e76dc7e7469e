---skillchain
when: resources.any
---
mock_provider "aws" {
  source = "./tests/mocks"
}
<% if resources.storage %>

run "every_bucket_is_closed_and_keeps_versions" {
  command = plan

  module {
    source = "./storage"
  }

  variables {
    name        = "test"
    account_id  = "000000000000"
    buckets     = ["data"]
    kms_key_arn = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.this : block.block_public_policy && block.restrict_public_buckets])
    error_message = "no bucket may become public"
  }

  assert {
    condition     = alltrue([for versioning in aws_s3_bucket_versioning.this : versioning.versioning_configuration[0].status == "Enabled"])
    error_message = "overwritten objects must stay recoverable"
  }
}
<% endif %>
<% if resources.database %>

run "databases_are_private_encrypted_and_recoverable" {
  command = plan

  module {
    source = "./database"
  }

  variables {
    name                = "test"
    databases           = { main = { engine = "postgresql", instance_class = "db.t4g.medium", storage_gib = 20, multi_az = true, backup_days = 7 } }
    subnet_ids          = ["subnet-00000000000000000", "subnet-00000000000000001"]
    security_group_id   = "sg-00000000000000000"
    kms_key_arn         = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_kms_key_arn     = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_retention_days  = 30
    deletion_protection = true
<% if level >= 2 %>
    alarm_topic_arn     = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:test"
<% endif %>
  }

  assert {
    condition     = alltrue([for database in aws_db_instance.this : !database.publicly_accessible && database.storage_encrypted])
    error_message = "databases are private and encrypted"
  }

  assert {
    condition     = alltrue([for database in aws_db_instance.this : database.backup_retention_period >= 1 && !database.skip_final_snapshot])
    error_message = "a protected database has backups and leaves a last snapshot"
  }

  assert {
    condition     = alltrue([for database in aws_db_instance.this : database.manage_master_user_password == true && database.password == null])
    error_message = "RDS keeps the password; the state has none"
  }
}

run "refuses_a_database_without_backups" {
  command = plan

  module {
    source = "./database"
  }

  variables {
    name                = "test"
    databases           = { main = { engine = "postgresql", instance_class = "db.t4g.medium", storage_gib = 20, multi_az = true, backup_days = 0 } }
    subnet_ids          = ["subnet-00000000000000000", "subnet-00000000000000001"]
    security_group_id   = "sg-00000000000000000"
    kms_key_arn         = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_kms_key_arn     = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_retention_days  = 30
    deletion_protection = true
<% if level >= 2 %>
    alarm_topic_arn     = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:test"
<% endif %>
  }

  expect_failures = [var.databases]
}
<% endif %>
<% if resources.compute %>

run "hosts_use_signed_metadata_and_encrypted_disks" {
  command = plan

  module {
    source = "./compute"
  }

  variables {
    name              = "test"
    groups            = { web = { role = "web", count = 2, instance_type = "t3.small", disk_gib = 20 } }
    subnet_ids        = ["subnet-00000000000000000", "subnet-00000000000000001"]
    security_group_id = "sg-00000000000000000"
    kms_key_arn       = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    tags              = { Owner = "test" }
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.this : template.metadata_options[0].http_tokens == "required"])
    error_message = "instance metadata must ask for a token"
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.this : template.block_device_mappings[0].ebs[0].encrypted == "true"])
    error_message = "disks must be encrypted"
  }
}
<% endif %>
<% if resources.serverless %>

run "work_that_fails_is_kept" {
  command = plan

  module {
    source = "./serverless"
  }

  variables {
    name               = "test"
    functions          = { worker = { package_key = "worker.zip", handler = "main.handler", runtime = "python3.13" } }
    package_bucket     = "test-packages"
<% if has.architecting_networks %>
    subnet_ids         = ["subnet-00000000000000000"]
    security_group_id  = "sg-00000000000000000"
<% endif %>
    kms_key_arn        = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_kms_key_arn    = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/00000000-0000-0000-0000-000000000000"
    log_retention_days = 30
<% if level >= 2 %>
    alarm_topic_arn    = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:test"
<% endif %>
  }

  assert {
    condition     = length(aws_sqs_queue.dead) == 1 && aws_sqs_queue.work["worker"].visibility_timeout_seconds == 180
    error_message = "a function needs a dead-letter queue and six times its timeout"
  }
}
<% endif %>
