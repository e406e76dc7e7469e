---skillchain
section: recovery
order: 80
when: recovery.cloud
---

output "backup_vault" {
  description = "Vault of recovery points in the region of the environment."
  value       = module.backup.vault_name
}

output "backup_role_arn" {
  description = "Role that AWS Backup saves and restores with."
  value       = module.backup.role_arn
}
<% if recovery.copies %>

output "dr_region" {
  description = "Region of the copies."
  value       = var.dr_region
}

output "dr_vault" {
  description = "Vault of the copies."
  value       = module.backup_copies.vault_name
}

output "dr_state_bucket" {
  description = "Bucket for the state of a stand-in: reachable when the region of this environment is not."
  value       = module.backup_copies.state_bucket
}
<% endif %>
<% if recovery.velero %>

output "velero_bucket" {
  description = "Bucket of the cluster's backups, in the region of the copies."
  value       = module.backup_copies.velero_bucket
}

output "velero_key_arn" {
  description = "Key of that bucket."
  value       = module.backup_copies.key_arn
}
<% endif %>
<% if recovery.host_bucket %>

output "backup_host_bucket" {
  description = "Bucket of the hosts' backups, in the region of the copies."
  value       = module.backup_copies.host_bucket
}
<% endif %>
