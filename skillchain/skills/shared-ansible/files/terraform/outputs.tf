---skillchain
when: resources.compute
section: shared-ansible
order: 55
---
output "ansible_transfer_bucket" {
  description = "Bucket that files for the hosts pass through."
  value       = aws_s3_bucket.ansible_transfer.id
}
