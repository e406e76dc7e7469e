---skillchain
when: resources.database
---
output "endpoints" {
  description = "Host and port by database."
  value       = { for key, database in aws_db_instance.this : key => database.endpoint }
}

<% if has.planning_disaster_recovery %>
output "instance_arns" {
  description = "ARN of each database, for copies of its logs in another region."
  value       = { for key, database in aws_db_instance.this : key => database.arn }
}

<% endif %>
output "secret_arns" {
  description = "Where the master password of each database is kept."
  value       = { for key, database in aws_db_instance.this : key => one(database.master_user_secret[*].secret_arn) }
}
