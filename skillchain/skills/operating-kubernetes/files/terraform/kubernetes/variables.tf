variable "name" {
  description = "Cluster name; the first part of every name in this module"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "The name is lower case, starts with a letter and has at most 40 characters, so that role names stay below 64."
  }
}

variable "cluster_version" {
  description = "Kubernetes minor version, for example 1.35; move it up one minor at a time"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.cluster_version))
    error_message = "The cluster version is a minor such as 1.35."
  }
}

variable "addons" {
  description = "Exact version of each EKS add-on; what is not listed is not installed"
  type        = map(string)
  nullable    = false

  validation {
<% if cluster.groups %>
    condition     = alltrue([for name in ["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"] : contains(keys(var.addons), name)])
    error_message = "coredns, eks-pod-identity-agent, kube-proxy and vpc-cni are needed: no other add-on runs without them."
<% elsif cluster.compute == 'fargate' %>
    condition     = contains(keys(var.addons), "coredns") && length(setintersection(keys(var.addons), ["aws-ebs-csi-driver", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"])) == 0
    error_message = "coredns is needed; add-ons that run on every node (aws-ebs-csi-driver, eks-pod-identity-agent, kube-proxy, vpc-cni) never start on Fargate."
<% else %>
    condition     = length(setintersection(keys(var.addons), ["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"])) == 0
    error_message = "Auto Mode runs aws-ebs-csi-driver, coredns, eks-pod-identity-agent, kube-proxy and vpc-cni itself."
<% endif %>
  }
}

variable "region" {
  description = "Region of the cluster, for the ARNs in controller policies"
  type        = string
  nullable    = false
}

variable "vpc_id" {
  description = "VPC of the cluster"
  type        = string
  nullable    = false
}

variable "subnets" {
  description = "Zone → private subnet for nodes and control-plane interfaces, at least two"
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.subnets) >= 2
    error_message = "EKS needs subnets in at least two zones."
  }
}

variable "service_cidr" {
  description = "Addresses of Services; must not meet the VPC or anything routed to it, and cannot be changed later"
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.service_cidr))
    error_message = "The service CIDR is an IPv4 CIDR."
  }
}

variable "public_access_cidrs" {
  description = "Addresses that may reach the API over the internet; empty keeps it inside the VPC"
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "Each entry is an IPv4 CIDR, and none is the whole internet."
  }
}

variable "admins" {
  description = "Role or user ARNs with full rights in the cluster; empty means whoever applies"
  type        = set(string)
  nullable    = false
}

variable "groups" {
  description = "Kubernetes group → role ARNs in it; rights come from RoleBindings in k8s/base/namespace"
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(var.admins, toset(flatten([for arns in values(var.groups) : tolist(arns)])))) == 0
    error_message = "EKS keeps one access entry per principal: an admin cannot be in a group as well."
  }
}

<% if cluster.groups %>
variable "node_groups" {
  description = "Managed node groups: instance types in order of preference, node counts per zone, root volume in GiB; zones null means all"
  type = map(object({
    instance_types = list(string)
    capacity_type  = optional(string, "ON_DEMAND")
    min            = number
    max            = number
    zones          = optional(set(string))
    disk_gib       = optional(number, 50)
    labels         = optional(map(string), {})
    taints = optional(map(object({
      value  = optional(string)
      effect = string
    })), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.min >= 1 && group.min <= group.max])
    error_message = "Each group has 1 ≤ min ≤ max."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.zones == null ? true : length(setsubtract(group.zones, keys(var.subnets))) == 0])
    error_message = "A group's zones are among the zones of the subnets."
  }

  validation {
    condition     = alltrue([for group in values(var.node_groups) : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "capacity_type is ON_DEMAND or SPOT."
  }
}

<% endif %>
<% if cluster.compute == 'fargate' %>
variable "fargate_namespaces" {
  description = "Namespaces whose pods run on Fargate; a pod of any other namespace stays Pending"
  type        = set(string)
  nullable    = false

  validation {
    condition     = contains(var.fargate_namespaces, "kube-system")
    error_message = "kube-system is needed: CoreDNS runs there."
  }
}

variable "controller_accounts" {
  description = "Service accounts that may use AWS, each as namespace:name"
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for account in var.controller_accounts : can(regex("^[a-z0-9-]+:[a-z0-9-]+$", account))])
    error_message = "Each account is namespace:name, without wildcards."
  }
}

<% endif %>

variable "log_kms_key_arn" {
  description = "Key for the control-plane log group"
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that control-plane logs are kept"
  type        = number
  nullable    = false
}
<% if cluster.groups or cluster.jump_host %>

variable "tags" {
  description = "Tags for instances and volumes, which default tags do not reach"
  type        = map(string)
  nullable    = false
}
<% endif %>
<% if level >= 2 %>
<% if observability.stack == 'prometheus' %>

variable "alerts_topic_arn" {
  description = "Topic that Alertmanager tells"
  type        = string
  nullable    = false
}

variable "alerts_kms_key_arn" {
  description = "Key of that topic"
  type        = string
  nullable    = false
}
<% endif %>
<% endif %>
