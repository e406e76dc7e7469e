---skillchain
when: balancer.aws
section: balancing
order: 65
---
variable "balanced_services" {
  description = "Services behind the load balancer by name: the names people use, the port on the hosts, the path that says whether it is ready."
  type = map(object({
    hosts       = list(string)
    port        = number
    health_path = string
  }))
  nullable = false
}
<% if balancer.certificate == 'arn' %>

variable "balancer_certificate_arn" {
  description = "Certificate in ACM for the names of the services; null before there is one, and then nothing is served over HTTPS."
  type        = string
  default     = null

  validation {
    condition     = var.balancer_certificate_arn == null || can(regex("^arn:aws[a-z-]*:acm:", var.balancer_certificate_arn))
    error_message = "balancer_certificate_arn is the ARN of a certificate in ACM."
  }
}
<% endif %>
