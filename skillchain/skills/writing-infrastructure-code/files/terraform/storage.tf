---skillchain
when: resources.storage
---
module "storage" {
  source = "./storage"

  name        = local.name
  account_id  = data.aws_caller_identity.current.account_id
  buckets     = var.buckets
  kms_key_arn = aws_kms_key.data.arn
}
