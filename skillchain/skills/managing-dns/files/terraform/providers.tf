---skillchain
section: dns
order: 50
when: dns.us_east_1
---

# Route 53 keeps DNSSEC keys, query logs and health metrics in us-east-1, wherever the rest runs.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = local.tags
  }
}
