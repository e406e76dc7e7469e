---skillchain
section: network
order: 30
---
mock_data "aws_availability_zones" {
  defaults = {
    names = [
<% for zone in network.zones %>
      <: zone.name | hcl :>,
<% endfor %>
    ]
  }
}

mock_resource "aws_vpc" {
  defaults = {
    arn             = "arn:<: aws.partition :>:ec2:<: aws.region :>:000000000000:vpc/vpc-00000000000000000"
    ipv6_cidr_block = "2001:db8::/56"
  }
}
