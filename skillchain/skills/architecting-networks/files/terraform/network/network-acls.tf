---skillchain
when: maturity >= 'advanced'
---
# A second lock on the data tier, so that one mistaken security-group rule opens nothing. Slots below four are private zones.
resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.data : subnet.id]

  tags = {
    Name = "${var.name}-data"
  }
}

resource "aws_network_acl_rule" "data_in" {
  for_each = merge([
    for zone, slot in var.zones : {
      for index, engine in sort(keys(var.data_ports)) :
      "${zone} ${engine}" => { number = 100 + 10 * slot + index, cidr = local.private_cidrs[zone], port = var.data_ports[engine] }
    }
  ]...)

  network_acl_id = aws_network_acl.data.id
  rule_number    = each.value.number
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = each.value.cidr
  from_port      = each.value.port
  to_port        = each.value.port
}

# NACLs keep no state: answers leave from the port that was called to an ephemeral one.
resource "aws_network_acl_rule" "data_out" {
  for_each = var.zones

  network_acl_id = aws_network_acl.data.id
  rule_number    = 100 + each.value
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = local.private_cidrs[each.key]
  from_port      = 1024
  to_port        = 65535
}
