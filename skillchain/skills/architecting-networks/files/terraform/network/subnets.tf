resource "aws_subnet" "public" {
  for_each = var.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = local.public_cidrs[each.key]
<% if network.ipv6 %>
  ipv6_cidr_block   = cidrsubnet(aws_vpc.this.ipv6_cidr_block, 8, each.value)
<% endif %>

<% if has.operating_kubernetes %>
  tags = merge(var.public_subnet_tags, {
    Name = "${var.name}-public-${each.key}"
  })
<% else %>
  tags = {
    Name = "${var.name}-public-${each.key}"
  }
<% endif %>
}

resource "aws_subnet" "private" {
  for_each = var.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = local.private_cidrs[each.key]
<% if network.ipv6 %>
  ipv6_cidr_block   = cidrsubnet(aws_vpc.this.ipv6_cidr_block, 8, 8 + each.value)

  assign_ipv6_address_on_creation = true
<% endif %>

<% if has.operating_kubernetes %>
  tags = merge(var.private_subnet_tags, {
    Name = "${var.name}-private-${each.key}"
  })
<% else %>
  tags = {
    Name = "${var.name}-private-${each.key}"
  }
<% endif %>
}
<% if network.data_tier %>

resource "aws_subnet" "data" {
  for_each = var.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = local.data_cidrs[each.key]

  tags = {
    Name = "${var.name}-data-${each.key}"
  }
}
<% endif %>
