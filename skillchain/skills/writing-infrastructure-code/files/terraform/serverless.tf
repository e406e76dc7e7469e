---skillchain
when: resources.serverless
---
module "serverless" {
  source = "./serverless"

  name               = local.name
  functions          = var.functions
  package_bucket     = module.storage.bucket_ids["packages"]
<% if has.architecting_networks %>
  subnet_ids         = values(module.network.private_subnet_ids)
  security_group_id  = module.network.app_security_group_id
<% endif %>
  kms_key_arn        = aws_kms_key.data.arn
  log_kms_key_arn    = aws_kms_key.logs.arn
  log_retention_days = var.log_retention_days
<% if level >= 2 %>
  alarm_topic_arn    = aws_sns_topic.alerts.arn
<% endif %>
}
