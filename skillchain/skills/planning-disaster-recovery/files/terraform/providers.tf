---skillchain
section: recovery
order: 80
when: recovery.copies
---

# Copies leave the region: what fails with it is not a backup of it.
provider "aws" {
  alias  = "dr"
  region = var.dr_region

  default_tags {
    tags = local.tags
  }
}
