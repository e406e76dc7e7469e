---skillchain
when: network.hybrid == 'transit-gateway'
---
locals {
  transit_gateway_id = var.create_transit_gateway ? one(aws_ec2_transit_gateway.this[*].id) : var.transit_gateway_id
  # Known at plan, unlike the identifier of a gateway that is still to be made.
  attached = var.create_transit_gateway || var.transit_gateway_id != null
}

resource "aws_ec2_transit_gateway" "this" {
  count = var.create_transit_gateway ? 1 : 0

  description                    = "Joins the networks of ${var.name} with those outside"
  auto_accept_shared_attachments = "disable"

  tags = {
    Name = var.name
  }
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  count = local.attached ? 1 : 0

  transit_gateway_id = local.transit_gateway_id
  vpc_id             = aws_vpc.this.id
  subnet_ids         = [for subnet in aws_subnet.private : subnet.id]

  tags = {
    Name = var.name
  }
}

resource "aws_route" "private_hybrid" {
  for_each = local.attached ? {
    for pair in setproduct(keys(var.zones), var.hybrid_cidrs) : join(" ", pair) => { zone = pair[0], cidr = pair[1] }
  } : {}

  route_table_id         = aws_route_table.private[each.value.zone].id
  destination_cidr_block = each.value.cidr
  transit_gateway_id     = local.transit_gateway_id

  # A route to a transit gateway is refused until the VPC is attached.
  depends_on = [aws_ec2_transit_gateway_vpc_attachment.this]
}

resource "aws_vpc_security_group_egress_rule" "app_hybrid" {
  for_each = var.hybrid_cidrs

  security_group_id = aws_security_group.tier["app"].id
  description       = "Networks on the other side: ${each.value}"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
