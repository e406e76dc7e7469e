---skillchain
when: resources.storage
---
output "bucket_ids" {
  description = "Names of the buckets by role."
  value       = { for role, bucket in aws_s3_bucket.this : role => bucket.id }
}
