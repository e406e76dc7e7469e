---skillchain
when: resources.compute
---
module "compute" {
  source = "./compute"

  name              = local.name
  groups            = var.host_groups
  subnet_ids        = values(module.network.private_subnet_ids)
  security_group_id = module.network.app_security_group_id
  kms_key_arn       = aws_kms_key.data.arn
  tags              = local.tags
}
