provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = var.project
      Environment = "shared"
      Owner       = var.owner
      ManagedBy   = "terraform"
<% if project.repository %>
      Repository = var.repository
<% endif %>
    }
  }
}
