---skillchain
when: resources.database
---
module "database" {
  source = "./database"

  name                = local.name
  databases           = var.databases
  subnet_ids          = values(module.network.data_subnet_ids)
  security_group_id   = module.network.data_security_group_id
  kms_key_arn         = aws_kms_key.data.arn
  log_kms_key_arn     = aws_kms_key.logs.arn
  log_retention_days  = var.log_retention_days
  deletion_protection = var.deletion_protection
<% if level >= 2 %>
  alarm_topic_arn     = aws_sns_topic.alerts.arn
<% endif %>
}
