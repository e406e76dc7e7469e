---skillchain
when: global.root
section: iac
order: 20
---
provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}
