---skillchain
section: network
order: 30
---
variable "network_cidr" {
  description = "Addresses of the VPC, /16 to /20. Cannot be changed later; docs/cidr-plan.md lists the blocks of all environments."
  type        = string
  nullable    = false
}

variable "network_zones" {
  description = "Availability zones and their address slots (0 to 3). A zone keeps its slot for ever, so adding one moves no subnet."
  type        = map(number)
  nullable    = false
}

variable "network_nat" {
  description = "Way out for private subnets: none, single (one zone's outage cuts all) or per-az."
  type        = string
  nullable    = false
}

variable "network_interface_endpoints" {
  description = "AWS services reached inside the VPC, by short name (ecr.api, sts). Each costs an hourly fee per zone."
  type        = set(string)
  nullable    = false
}

variable "lb_ingress_cidrs" {
  description = "Who may open ports 80 and 443 of load balancers."
  type        = set(string)
  nullable    = false
}

variable "app_ports" {
  description = "Ports on which applications accept the load balancer."
  type        = set(number)
  nullable    = false
}

<% if network.data_tier %>
variable "data_ports" {
  description = "Ports on which the data tier accepts applications, by the engine's name."
  type        = map(number)
  nullable    = false
}

<% endif %>
<% if network.hybrid != 'none' %>
variable "hybrid_cidrs" {
  description = "Networks on the other side that private subnets route to."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.hybrid_cidrs : can(cidrhost(cidr, 0))])
    error_message = "hybrid_cidrs holds CIDR blocks."
  }
}

<% endif %>
<% if network.hybrid == 'vpn' %>
variable "customer_gateways" {
  description = "Routers on the other side by site: public address and BGP number. No site, no tunnel."
  type        = map(object({ address = string, asn = number }))
  default     = {}
  nullable    = false
}

<% endif %>
<% if network.hybrid == 'transit-gateway' %>
variable "transit_gateway_id" {
  description = "Existing transit gateway to attach to; null when this environment makes one or stays apart."
  type        = string
  default     = null
}

variable "create_transit_gateway" {
  description = "Whether this environment makes the transit gateway that others attach to."
  type        = bool
  default     = false
  nullable    = false
}

<% endif %>
<% if level >= 3 %>
variable "dns_allowed_domains" {
  description = "Domains outside AWS that workloads may resolve; *.name covers what is below a name."
  type        = set(string)
  nullable    = false
}

variable "dns_unlisted_action" {
  description = "What the DNS firewall does with any other name: ALERT while the list is learnt, then BLOCK."
  type        = string
  nullable    = false
}

<% if network.public_ingress %>
variable "public_ingress" {
  description = "Whether public subnets stay open when the account blocks traffic from the internet."
  type        = bool
  nullable    = false
}

<% endif %>
<% endif %>
