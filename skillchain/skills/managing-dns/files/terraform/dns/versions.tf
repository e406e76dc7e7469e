terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
<% if dns.us_east_1 %>
      # Route 53 keeps DNSSEC keys, query logs and health metrics in us-east-1, wherever the rest runs.
      configuration_aliases = [aws.us_east_1]
<% endif %>
    }
  }
}
