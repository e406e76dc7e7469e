data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  name = "${var.project}-${var.environment}"

  tags = {
    Project     = var.project
    Environment = var.environment
    Owner       = var.owner
    ManagedBy   = "terraform"
<% if project.repository %>
    Repository = var.repository
<% endif %>
<% if regulated.data %>
    DataClass = "regulated"
<% endif %>
  }
}
