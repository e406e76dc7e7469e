output "bucket" {
  description = "Bucket that holds every state of this account."
  value       = aws_s3_bucket.state.id
}

output "kms_key_arn" {
  description = "Key that encrypts the state."
  value       = aws_kms_key.state.arn
}
