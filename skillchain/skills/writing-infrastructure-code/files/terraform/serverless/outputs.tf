---skillchain
when: resources.serverless
---
output "queue_urls" {
  description = "Queue that feeds each function."
  value       = { for name, queue in aws_sqs_queue.work : name => queue.url }
}
