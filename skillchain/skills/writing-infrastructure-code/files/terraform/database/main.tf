---skillchain
when: resources.database
---
locals {
  # The families that parameter groups name, and the log each engine can export.
  engines = {
    mysql      = { engine = "mysql", family = "mysql8.4", version = "8.4", logs = ["error", "slowquery"], tls = "require_secure_transport", tls_value = "1" }
    postgresql = { engine = "postgres", family = "postgres17", version = "17", logs = ["postgresql"], tls = "rds.force_ssl", tls_value = "1" }
  }

  logs = merge([
    for key, database in var.databases : {
      for log in local.engines[database.engine].logs : "${key} ${log}" => "/aws/rds/instance/${var.name}-${key}/${log}"
    }
  ]...)
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Data subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  for_each = var.databases

  name_prefix = "${var.name}-${each.key}-"
  description = "Encrypted connections only"
  family      = local.engines[each.value.engine].family

  parameter {
    name  = local.engines[each.value.engine].tls
    value = local.engines[each.value.engine].tls_value
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Made before the instance: RDS would make it without a key and without an end.
resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: retention follows compliance and environment; its value is in environments/<env>.tfvars
  for_each = local.logs

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_db_instance" "this" {
  # checkov:skip=CKV_AWS_133: days of backups are a value of the environment, never less than one
  # checkov:skip=CKV_AWS_157: copies in a second zone are a value of the environment, multi_az in its tfvars
  # checkov:skip=CKV_AWS_293: deletion protection is a value of the environment
  for_each = var.databases

  identifier     = "${var.name}-${each.key}"
  engine         = local.engines[each.value.engine].engine
  engine_version = local.engines[each.value.engine].version
  instance_class = each.value.instance_class
  multi_az       = each.value.multi_az

  allocated_storage     = each.value.storage_gib
  max_allocated_storage = each.value.storage_gib * 5
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  # RDS makes the password, keeps it in Secrets Manager and changes it every week.
  username                            = "operator"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group_id]
  parameter_group_name   = aws_db_parameter_group.this[each.key].name
  publicly_accessible    = false

  backup_retention_period         = each.value.backup_days
  copy_tags_to_snapshot           = true
  deletion_protection             = var.deletion_protection
  skip_final_snapshot             = !var.deletion_protection
  final_snapshot_identifier       = "${var.name}-${each.key}-final"
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = local.engines[each.value.engine].logs

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn

  tags = {
    Name = "${var.name}-${each.key}"
<% if has.planning_disaster_recovery %>
    Backup = "databases"
<% endif %>
  }

  depends_on = [aws_cloudwatch_log_group.this]
}

data "aws_iam_policy_document" "monitoring_trust" {
  statement {
    sid     = "EnhancedMonitoring"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_role" "monitoring" {
  name               = "${var.name}-rds-monitoring"
  description        = "RDS writes the metrics of its hosts"
  assume_role_policy = data.aws_iam_policy_document.monitoring_trust.json
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
<% if level >= 2 %>

resource "aws_cloudwatch_metric_alarm" "storage" {
  for_each = aws_db_instance.this

  alarm_name          = "${each.value.identifier}-storage"
  alarm_description   = "Less than a tenth of the storage is free, and growing has not helped. Runbook: docs/runbooks/database-storage.md"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = each.value.identifier }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = each.value.allocated_storage * pow(1024, 3) / 10
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
<% endif %>
