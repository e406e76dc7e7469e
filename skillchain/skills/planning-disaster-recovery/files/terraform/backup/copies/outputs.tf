---skillchain
when: recovery.copies
---
output "vault_name" {
  description = "Vault of the copies."
  value       = aws_backup_vault.this.name
}

output "vault_arn" {
  description = "ARN of that vault."
  value       = aws_backup_vault.this.arn
}

output "state_bucket" {
  description = "Bucket for the state of a stand-in."
  value       = aws_s3_bucket.this["state"].id
}
<% if recovery.velero %>

output "key_arn" {
  description = "Key of what lies in this region."
  value       = aws_kms_key.this.arn
}

output "velero_bucket" {
  description = "Bucket of the cluster's backups."
  value       = aws_s3_bucket.this["velero"].id
}

output "velero_bucket_arn" {
  description = "ARN of that bucket."
  value       = aws_s3_bucket.this["velero"].arn
}
<% endif %>
<% if recovery.host_bucket %>

output "host_bucket" {
  description = "Bucket of the hosts' backups."
  value       = aws_s3_bucket.this["hosts"].id
}

output "host_policy" {
  description = "Policy (JSON) of hosts that keep their backups there."
  value       = data.aws_iam_policy_document.hosts.json
}
<% endif %>
