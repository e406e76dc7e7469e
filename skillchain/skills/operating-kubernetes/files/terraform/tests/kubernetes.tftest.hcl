---skillchain
when: maturity >= 'intermediate'
---
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name            = "test-cluster"
  cluster_version = "<: cluster.version :>"
<% case cluster.compute %>
<% when 'fargate' %>
  addons = { coredns = "v1.0.0-eksbuild.1" }
<% when 'auto-mode' %>
  addons = { metrics-server = "v1.0.0-eksbuild.1" }
<% else %>
  addons = {
    aws-ebs-csi-driver     = "v1.0.0-eksbuild.1"
    coredns                = "v1.0.0-eksbuild.1"
    eks-pod-identity-agent = "v1.0.0-eksbuild.1"
    kube-proxy             = "v1.0.0-eksbuild.1"
    vpc-cni                = "v1.0.0-eksbuild.1"
  }
<% endcase %>
  region              = "<: aws.region :>"
  vpc_id              = "vpc-test"
  subnets             = { a = "subnet-a", b = "subnet-b", c = "subnet-c" }
  service_cidr        = "<: cluster.service_cidr :>"
  public_access_cidrs = []
  admins              = []
<% if cluster.groups %>
  node_groups         = { general = { instance_types = ["m7i.large"], min = 1, max = 3 } }
<% endif %>
<% if cluster.compute == 'fargate' %>
  fargate_namespaces  = ["kube-system", "test"]
  controller_accounts = ["kube-system:aws-load-balancer-controller"]
<% endif %>
  log_kms_key_arn     = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/logs"
  log_retention_days  = 30
<% if cluster.groups or cluster.jump_host %>
  tags                = { Project = "test" }
<% endif %>
<% if level >= 2 %>
<% if observability.stack == 'prometheus' %>
  alerts_topic_arn   = "arn:<: aws.partition :>:sns:<: aws.region :>:000000000000:alerts"
  alerts_kms_key_arn = "arn:<: aws.partition :>:kms:<: aws.region :>:000000000000:key/data"
<% endif %>
<% endif %>
}

run "api_stays_private_without_cidrs" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = !aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].endpoint_private_access
    error_message = "Without CIDRs the API must not be reachable from the internet."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5
    error_message = "All five control-plane logs are on."
  }

  assert {
    condition     = !aws_eks_cluster.this.bootstrap_self_managed_addons && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "No unpinned add-ons and no hidden administrator."
  }

  assert {
    condition     = aws_eks_cluster.this.upgrade_policy[0].support_type == "STANDARD"
    error_message = "Extended support must be a decision."
  }
}

run "api_opens_to_named_networks_only" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    public_access_cidrs = ["10.1.0.0/16"]
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["10.1.0.0/16"])
    error_message = "The public endpoint admits the named networks."
  }
}

run "whoever_applies_is_admin_when_none_is_named" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = keys(aws_eks_access_entry.admin) == ["arn:<: aws.partition :>:iam::000000000000:role/deployer"]
    error_message = "Somebody must be able to log in."
  }
}

<% if cluster.groups %>
run "cni_comes_before_nodes_and_coredns_after" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = keys(aws_eks_addon.before_nodes) == ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"]
    error_message = "Nodes become ready only with these three."
  }

  assert {
    condition     = keys(aws_eks_addon.after_nodes) == ["aws-ebs-csi-driver", "coredns"]
    error_message = "These need nodes to run on."
  }

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Without it NetworkPolicies are not enforced."
  }
}

run "nodes_hide_their_credentials" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.node : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "IMDSv2, one hop."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.node : template.block_device_mappings[0].ebs[0].encrypted == "true"])
    error_message = "Node volumes are encrypted."
  }
}

<% endif %>
<% case cluster.compute %>
<% when 'fargate' %>
run "dns_runs_on_fargate" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = jsondecode(aws_eks_addon.this["coredns"].configuration_values).computeType == "Fargate"
    error_message = "Without computeType CoreDNS waits for nodes that never come."
  }

  assert {
    condition     = keys(aws_eks_fargate_profile.this) == ["kube-system", "test"]
    error_message = "A profile for each namespace."
  }
}

run "only_controllers_get_aws_rights" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    controller_accounts = ["kube-system:*"]
  }

  expect_failures = [var.controller_accounts]
}

run "refuses_what_runs_on_every_node" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    addons = { coredns = "v1.0.0-eksbuild.1", vpc-cni = "v1.0.0-eksbuild.1" }
  }

  expect_failures = [var.addons]
}

<% when 'auto-mode' %>
run "eks_owns_nodes_storage_and_balancing_together" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = aws_eks_cluster.this.compute_config[0].enabled && aws_eks_cluster.this.storage_config[0].block_storage[0].enabled && aws_eks_cluster.this.kubernetes_network_config[0].elastic_load_balancing[0].enabled
    error_message = "EKS refuses Auto Mode unless all three are on."
  }
}

run "refuses_what_auto_mode_runs_itself" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    addons = { vpc-cni = "v1.0.0-eksbuild.1" }
  }

  expect_failures = [var.addons]
}

<% when 'karpenter' %>
run "karpenter_hears_of_every_interruption" {
  command = plan

  module {
    source = "./kubernetes"
  }

  assert {
    condition     = keys(aws_cloudwatch_event_target.interruption) == ["health", "rebalance", "reservation", "spot", "state"]
    error_message = "What is not heard kills pods without a warning."
  }

  assert {
    condition     = [for entry in aws_eks_access_entry.karpenter_node : entry.type] == ["EC2_LINUX"]
    error_message = "Without an entry of their own, nodes of Karpenter cannot join."
  }
}

<% endcase %>
run "refuses_the_whole_internet" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

<% if cluster.groups %>
run "refuses_a_missing_cni" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    addons = { coredns = "v1.0.0-eksbuild.1" }
  }

  expect_failures = [var.addons]
}

run "a_zone_has_its_own_nodes" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    subnets = { a = "subnet-a", b = "subnet-b" }
  }

  # The same keys as with three zones: adding the third leaves these groups alone.
  assert {
    condition     = keys(aws_eks_node_group.this) == ["general-a", "general-b"] && aws_eks_node_group.this["general-a"].subnet_ids == toset(["subnet-a"])
    error_message = "One group per zone, named after it."
  }
}

<% endif %>
run "refuses_one_zone" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    subnets = { a = "subnet-a" }
  }

  expect_failures = [var.subnets]
}
<% if cluster.groups %>

run "refuses_nodes_in_a_zone_without_subnet" {
  command = plan

  module {
    source = "./kubernetes"
  }

  variables {
    node_groups = { general = { instance_types = ["m7i.large"], min = 1, max = 3, zones = ["d"] } }
  }

  expect_failures = [var.node_groups]
}
<% endif %>
