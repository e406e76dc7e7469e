---skillchain
section: kubernetes
order: 40
---
variable "cluster_version" {
  description = "Kubernetes minor version; move it up one minor at a time<% if level >= 2 %>, see docs/runbooks/cluster-upgrade.md<% endif %>"
  type        = string
  nullable    = false
}

variable "cluster_addons" {
  description = "Exact version of each EKS add-on; moves together with cluster_version"
  type        = map(string)
  nullable    = false
}

variable "cluster_service_cidr" {
  description = "Addresses of Services; never inside the VPC or anything routed to it, and cannot be changed later"
  type        = string
  default     = "<: cluster.service_cidr :>"
  nullable    = false
}

variable "cluster_public_access_cidrs" {
  description = "Addresses that may reach the API over the internet; empty keeps it inside the VPC"
  type        = list(string)
  nullable    = false
}

variable "cluster_admins" {
  description = "Role or user ARNs with full rights in the cluster; empty means whoever applies"
  type        = set(string)
  nullable    = false
}
<% if level >= 2 %>

variable "cluster_operators" {
  description = "Role ARNs that may restart, scale and read workloads (Role operator in k8s/base/namespace)"
  type        = set(string)
  default     = []
  nullable    = false
}

variable "cluster_viewers" {
  description = "Role ARNs that may read workloads and logs (Role viewer in k8s/base/namespace)"
  type        = set(string)
  default     = []
  nullable    = false
}
<% endif %>
<% if cluster.compute == 'fargate' %>

variable "fargate_namespaces" {
  description = "Namespaces whose pods run on Fargate; a pod of any other namespace stays Pending"
  type        = set(string)
  nullable    = false
}
<% endif %>
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
}
<% endif %>
