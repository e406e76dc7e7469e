---skillchain
when: global.root
---
<% if ci.trust %>
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

<% endif %>
locals {
<% if ci.trust %>
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

<% endif %>
  tags = {
    Project     = var.project
    Environment = "shared"
    Owner       = var.owner
    ManagedBy   = "terraform"
<% if project.repository %>
    Repository = var.repository
<% endif %>
  }
}
