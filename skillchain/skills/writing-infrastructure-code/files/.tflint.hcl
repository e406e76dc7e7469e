tflint {
  required_version = ">= 0.50"
}

config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

plugin "aws" {
  enabled = true
  version = "<: versions.tflint_ruleset_aws :>"
  source  = "github.com/terraform-linters/tflint-ruleset-aws"
}

# Files are named after their subject, so that a reader finds a bucket in storage.tf; locals and data stand beside what uses them.
rule "terraform_standard_module_structure" {
  enabled = false
}
