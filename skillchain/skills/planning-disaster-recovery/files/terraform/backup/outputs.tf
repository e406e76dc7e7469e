---skillchain
when: recovery.cloud
---
output "vault_name" {
  description = "Vault in the region of the environment."
  value       = aws_backup_vault.this.name
}

output "vault_arn" {
  description = "ARN of that vault."
  value       = aws_backup_vault.this.arn
}

output "role_arn" {
  description = "Role that AWS Backup saves and restores with."
  value       = aws_iam_role.backup.arn
}
