---skillchain
when: network.hybrid == 'vpn'
---
resource "aws_vpn_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = var.name
  }
}

resource "aws_customer_gateway" "this" {
  for_each = var.customer_gateways

  type       = "ipsec.1"
  ip_address = each.value.address
  bgp_asn    = each.value.asn

  tags = {
    Name = "${var.name}-${each.key}"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Pre-shared keys are made by AWS and kept in Secrets Manager, so that the state holds none.
resource "aws_vpn_connection" "this" {
  for_each = var.customer_gateways

  type                  = "ipsec.1"
  vpn_gateway_id        = aws_vpn_gateway.this.id
  customer_gateway_id   = aws_customer_gateway.this[each.key].id
  preshared_key_storage = "SecretsManager"

  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_dh_group_numbers      = [20, 21]
  tunnel1_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase1_integrity_algorithms  = ["SHA2-384", "SHA2-512"]
  tunnel1_phase2_dh_group_numbers      = [20, 21]
  tunnel1_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase2_integrity_algorithms  = ["SHA2-384", "SHA2-512"]

  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_dh_group_numbers      = [20, 21]
  tunnel2_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase1_integrity_algorithms  = ["SHA2-384", "SHA2-512"]
  tunnel2_phase2_dh_group_numbers      = [20, 21]
  tunnel2_phase2_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase2_integrity_algorithms  = ["SHA2-384", "SHA2-512"]

  tags = {
    Name = "${var.name}-${each.key}"
  }
}

# Sites announce their networks by BGP; routes appear and leave with the tunnels.
resource "aws_vpn_gateway_route_propagation" "private" {
  for_each = var.zones

  vpn_gateway_id = aws_vpn_gateway.this.id
  route_table_id = aws_route_table.private[each.key].id
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
