variable "name" {
  description = "Beginning of every name: project and environment."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the VPC."
  type        = string
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the VPC, /16 to /20, from private space."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|20)$", var.cidr))
    error_message = "cidr is an IPv4 block from /16 to /20: smaller ones leave no room for the pods or balancers of a zone."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr))
    error_message = "cidr is private address space (RFC 1918); other addresses belong to somebody."
  }
}

variable "zones" {
  description = "Availability zones and the slot, 0 to 3, that fixes their addresses."
  type        = map(number)
  nullable    = false

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 4
    error_message = "zones holds two to four zones: databases and balancers need two."
  }

  validation {
    condition     = alltrue([for slot in values(var.zones) : contains([0, 1, 2, 3], slot)]) && length(distinct(values(var.zones))) == length(var.zones)
    error_message = "Each zone has a slot of its own, 0 to 3."
  }

  validation {
    condition     = alltrue([for zone in keys(var.zones) : startswith(zone, var.region)])
    error_message = "Every zone belongs to the region."
  }
}

variable "nat" {
  description = "none, single or per-az."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["none", "single", "per-az"], var.nat)
    error_message = "nat is none, single or per-az."
  }
}

variable "interface_endpoints" {
  description = "Short names of AWS services that get an interface endpoint."
  type        = set(string)
  nullable    = false

  validation {
    condition     = var.nat != "none" || length(var.interface_endpoints) > 0
    error_message = "Without NAT, private subnets reach AWS through interface endpoints only: name at least one."
  }
}

variable "lb_ingress_cidrs" {
  description = "Who may open ports 80 and 443 of load balancers."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.lb_ingress_cidrs : can(cidrhost(cidr, 0))])
    error_message = "lb_ingress_cidrs holds CIDR blocks."
  }
}

variable "app_ports" {
  description = "Ports on which applications accept the load balancer."
  type        = set(number)
  nullable    = false

  validation {
    condition     = alltrue([for port in var.app_ports : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "app_ports holds numbers from 1 to 65535."
  }
}

<% if network.data_tier %>
variable "data_ports" {
  description = "Ports on which the data tier accepts applications, by engine."
  type        = map(number)
  nullable    = false

  validation {
    condition     = length(var.data_ports) <= 10 && alltrue([for port in values(var.data_ports) : port >= 1024 && port <= 65535])
    error_message = "data_ports holds at most ten ports from 1024 to 65535."
  }
}

<% endif %>
<% if has.operating_kubernetes %>
variable "public_subnet_tags" {
  description = "Tags by which controllers find public subnets."
  type        = map(string)
  nullable    = false
}

variable "private_subnet_tags" {
  description = "Tags by which controllers find private subnets."
  type        = map(string)
  nullable    = false
}

<% endif %>
variable "log_kms_key_arn" {
  description = "Key of the log groups."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that flow logs stay."
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
<% if network.hybrid != 'none' %>

variable "hybrid_cidrs" {
  description = "Networks on the other side."
  type        = set(string)
  nullable    = false
}
<% endif %>
<% if network.hybrid == 'vpn' %>

variable "customer_gateways" {
  description = "Routers on the other side by site: public address and BGP number."
  type        = map(object({ address = string, asn = number }))
  nullable    = false
}
<% endif %>
<% if network.hybrid == 'transit-gateway' %>

variable "transit_gateway_id" {
  description = "Existing transit gateway; null when there is none to attach to."
  type        = string
}

variable "create_transit_gateway" {
  description = "Whether the transit gateway is made here."
  type        = bool
  nullable    = false

  validation {
    condition     = !(var.create_transit_gateway && var.transit_gateway_id != null)
    error_message = "Either make a transit gateway or name an existing one."
  }
}
<% endif %>
<% if level >= 3 %>

variable "dns_allowed_domains" {
  description = "Domains outside AWS that workloads may resolve."
  type        = set(string)
  nullable    = false
}

variable "dns_unlisted_action" {
  description = "ALERT or BLOCK, for names that are not allowed."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ALERT", "BLOCK"], var.dns_unlisted_action)
    error_message = "dns_unlisted_action is ALERT or BLOCK."
  }
}
<% if network.public_ingress %>

variable "public_ingress" {
  description = "Whether public subnets stay open when the account blocks traffic from the internet."
  type        = bool
  nullable    = false
}
<% endif %>
<% endif %>
