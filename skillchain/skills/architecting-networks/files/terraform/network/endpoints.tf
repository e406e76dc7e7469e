<% if aws.partition == 'aws-cn' %>
# Service names begin differently from service to service in China, so they are looked up by their end.
data "aws_vpc_endpoint_service" "interface" {
  for_each = var.interface_endpoints

  service_type = "Interface"

  filter {
    name   = "service-name"
    values = ["*.${var.region}.${each.key}"]
  }
}

<% endif %>
# Free of charge, and keeps image layers and backups off the NAT gateway's bill.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.private : table.id]
<% if level >= 3 %>
  policy            = data.aws_iam_policy_document.s3_endpoint.json
<% endif %>

  tags = {
    Name = "${var.name}-s3"
  }
}
<% if level >= 2 %>

resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.private : table.id]

  tags = {
    Name = "${var.name}-dynamodb"
  }
}
<% endif %>

resource "aws_security_group" "endpoints" {
  count = length(var.interface_endpoints) > 0 ? 1 : 0

  name_prefix = "${var.name}-endpoints-"
  description = "Interface endpoints: HTTPS from the VPC"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${var.name}-endpoints"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_https" {
  count = length(var.interface_endpoints) > 0 ? 1 : 0

  security_group_id = one(aws_security_group.endpoints).id
  description       = "HTTPS from the VPC"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  vpc_id              = aws_vpc.this.id
<% if aws.partition == 'aws-cn' %>
  service_name        = data.aws_vpc_endpoint_service.interface[each.key].service_name
<% else %>
  service_name        = "com.amazonaws.${var.region}.${each.key}"
<% endif %>
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = aws_security_group.endpoints[*].id
  private_dns_enabled = true

  tags = {
    Name = "${var.name}-${each.key}"
  }
}
<% if level >= 3 %>

# A key that leaks into the VPC cannot be used to carry data to a bucket of another account.
data "aws_iam_policy_document" "s3_endpoint" {
  statement {
    sid       = "IdentitiesOfThisAccount"
    actions   = ["s3:*"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  # Image layers, system packages and what Systems Manager installs come from buckets that AWS owns.
  statement {
    sid     = "ImagesAndPackagesFromAws"
    actions = ["s3:GetObject"]
    resources = [
      "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-${var.region}-*/*",
      "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-${var.region}/*",
      "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-${var.region}/*",
      "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-${var.region}/*",
      "arn:${data.aws_partition.current.partition}:s3:::prod-${var.region}-starport-layer-bucket/*",
    ]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
<% endif %>
