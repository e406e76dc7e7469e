---skillchain
section: recovery
order: 80
when: recovery.cloud
---

mock_resource "aws_backup_vault" {
  defaults = {
    arn = "arn:<: aws.partition :>:backup:<: aws.region :>:000000000000:backup-vault:test"
  }
}
