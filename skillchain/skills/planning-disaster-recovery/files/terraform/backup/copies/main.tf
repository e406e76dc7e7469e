---skillchain
when: recovery.copies
---
<% render 'vault', vault: '"${var.name}-copies"', suffix: 'copies', what: 'Copies of the recovery points', why: 'A key of this region: a copy under a key that fails with the first region cannot be read.' %>
<% if recovery.replicas %>

# The logs of the databases too: the other region restores to any minute, not to last night.
resource "aws_db_instance_automated_backups_replication" "this" {
  for_each = var.database_arns

  source_db_instance_arn = each.value
  kms_key_id             = aws_kms_key.this.arn
  retention_period       = 14
}
<% endif %>
