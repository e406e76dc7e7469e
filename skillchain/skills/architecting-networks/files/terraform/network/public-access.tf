---skillchain
when: maturity >= 'advanced' and network.public_ingress
---
# terraform/global may block traffic from the internet for the whole account; these subnets hold balancers and NAT gateways.
resource "aws_vpc_block_public_access_exclusion" "public" {
  for_each = var.public_ingress ? aws_subnet.public : {}

  subnet_id                       = each.value.id
  internet_gateway_exclusion_mode = "allow-bidirectional"
}
