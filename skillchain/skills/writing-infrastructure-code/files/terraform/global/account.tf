---skillchain
when: maturity >= 'advanced'
---
resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_ebs_snapshot_block_public_access" "this" {
  state = "block-all-sharing"
}

resource "aws_ec2_instance_metadata_defaults" "this" {
  http_tokens                 = "required"
  http_put_response_hop_limit = 1
}

<% if has.architecting_networks %>
<% if network.public_ingress %>
# Public subnets of the environments are excluded by name in terraform/network/public-access.tf, so that apply order does not matter.
<% endif %>
<% endif %>
resource "aws_vpc_block_public_access_options" "this" {
  internet_gateway_block_mode = var.block_public_ingress ? "block-ingress" : "off"
}
