---skillchain
when: maturity >= 'intermediate'
---
<% render 'test-values' %>

run "before_a_zone_is_added" {
  module {
    source = "./network"
  }
}

run "a_new_zone_moves_nothing" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    zones = { "<: aws.region :>z" = 3, <% for zone in network.zones %><: zone.name | hcl :> = <: zone.slot :>, <% endfor %> }
  }

  assert {
    condition     = alltrue([for zone, id in run.before_a_zone_is_added.private_subnet_ids : aws_subnet.private[zone].id == id])
    error_message = "a private subnet would be replaced"
  }

  assert {
    condition     = alltrue([for zone, id in run.before_a_zone_is_added.public_subnet_ids : aws_subnet.public[zone].id == id])
    error_message = "a public subnet would be replaced"
  }

  assert {
    condition     = toset([for address in aws_eip.nat : address.public_ip]) == toset(run.before_a_zone_is_added.nat_public_ips)
    error_message = "the address that partners know would change"
  }
}

run "more_gateways_keep_the_first" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    nat = "per-az"
  }

  assert {
    condition     = contains([for address in aws_eip.nat : address.public_ip], run.before_a_zone_is_added.nat_public_ips[0])
    error_message = "going to one gateway per zone must keep the address that partners know"
  }
}

run "refuses_a_block_too_small" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    cidr = "10.0.0.0/24"
  }

  expect_failures = [var.cidr]
}

run "refuses_public_addresses" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    cidr = "8.8.0.0/16"
  }

  expect_failures = [var.cidr]
}

run "refuses_one_zone" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    zones = { <: network.zones[0].name | hcl :> = 0 }
  }

  expect_failures = [var.zones]
}

run "refuses_two_zones_in_one_slot" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    zones = { <: network.zones[0].name | hcl :> = 0, <: network.zones[1].name | hcl :> = 0 }
  }

  expect_failures = [var.zones]
}

run "refuses_an_unknown_way_out" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    nat = "double"
  }

  expect_failures = [var.nat]
}

run "refuses_no_way_to_aws" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    nat                 = "none"
    interface_endpoints = []
  }

  expect_failures = [var.interface_endpoints]
}

run "refuses_a_zone_the_account_does_not_have" {
  command = plan

  module {
    source = "./network"
  }

  variables {
    zones = { <: network.zones[0].name | hcl :> = 0, "<: aws.region :>y" = 1 }
  }

  expect_failures = [aws_vpc.this]
}
