---skillchain
when: balancer.aws
---
variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account that the access logs stay in."
  type        = string
  nullable    = false
}

variable "vpc_id" {
  description = "VPC of the hosts."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Public subnets, also for a balancer that is not public: nothing else lives there, so hosts know where it calls from."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A balancer stands in two zones at least."
  }
}

variable "security_group_id" {
  description = "Group for load balancers."
  type        = string
  nullable    = false
}

variable "public" {
  description = "Whether the internet reaches it."
  type        = bool
  nullable    = false
}

variable "services" {
  description = "Services behind it by name: the names people use, the port on the hosts, the path that says whether it is ready."
  type = map(object({
    hosts       = list(string)
    port        = number
    health_path = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for service in keys(var.services) : length("${var.name}-${service}") <= 32])
    error_message = "Names of target groups end at 32 characters, project and environment included."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : startswith(service.health_path, "/") && length(service.hosts) <= 5])
    error_message = "A path begins with /, and a rule takes five names at most."
  }
}

variable "autoscaling_groups" {
  description = "Autoscaling groups whose hosts stand behind it, by name of the group."
  type        = map(string)
  nullable    = false
}
<% if balancer.ends_tls %>

variable "https" {
  description = "Whether there is a certificate that may be used."
  type        = bool
  nullable    = false
}

variable "certificate_arn" {
  description = "Certificate in ACM; null before there is one."
  type        = string
  default     = null
}
<% endif %>

variable "drain_seconds" {
  description = "Seconds that open requests get when a host leaves."
  type        = number
  nullable    = false

  validation {
    condition     = var.drain_seconds >= 0 && var.drain_seconds <= 3600
    error_message = "drain_seconds is 0 to 3600."
  }
}

variable "deletion_protection" {
  description = "Whether the balancer refuses to be deleted, and its logs with it."
  type        = bool
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that access logs stay."
  type        = number
  nullable    = false
}
<% if level >= 2 %>

variable "alarm_topic_arn" {
  description = "Topic that alarms publish to."
  type        = string
  nullable    = false
}
<% endif %>
<% if balancer.firewall %>

variable "log_kms_key_arn" {
  description = "Key of the log group of the firewall."
  type        = string
  nullable    = false
}

variable "requests_per_second" {
  description = "What one address may ask for, counted over five minutes."
  type        = number
  nullable    = false
}
<% endif %>
