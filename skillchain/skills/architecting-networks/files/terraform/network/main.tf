data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_availability_zones" "available" {
  # checkov:skip=CKV_AWS_394: the list only confirms the zones that were named; a new one in it changes nothing
  state = "available"

  # Local and wavelength zones are listed too, once somebody opts in.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  # Slots reserve room for four zones in each tier: private takes the upper half, public and data blocks below it.
  private_cidrs = { for zone, slot in var.zones : zone => cidrsubnet(var.cidr, 3, 4 + slot) }
  public_cidrs  = { for zone, slot in var.zones : zone => cidrsubnet(var.cidr, 6, slot) }
<% if network.data_tier %>
  data_cidrs    = { for zone, slot in var.zones : zone => cidrsubnet(var.cidr, 6, 4 + slot) }
<% endif %>

  first_zone = one([for zone, slot in var.zones : zone if slot == min(values(var.zones)...)])
  nat_zones  = { none = {}, single = { (local.first_zone) = var.zones[local.first_zone] }, per-az = var.zones }[var.nat]
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
<% if network.ipv6 %>

  assign_generated_ipv6_cidr_block = true
<% endif %>

  tags = {
    Name = var.name
  }

  lifecycle {
    precondition {
      condition     = length(setsubtract(keys(var.zones), data.aws_availability_zones.available.names)) == 0
      error_message = "This account has ${join(", ", data.aws_availability_zones.available.names)} in ${var.region}: choose zones from these."
    }
  }
}

# What nobody associates, attaches or names falls back to these; empty, it reaches nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${var.name}-default-closed"
  }
}

resource "aws_default_route_table" "this" {
  default_route_table_id = aws_vpc.this.default_route_table_id
  route                  = []

  tags = {
    Name = "${var.name}-default-empty"
  }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = var.name
  }
}
<% if network.ipv6 %>

resource "aws_egress_only_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = var.name
  }
}
<% endif %>
