---skillchain
each: env in envs
section: kubernetes
order: 40
---
<% assign minor = cluster.version | replace: '.', '_' %>
<% assign coredns = minor | prepend: 'eks_coredns_' %>
<% assign kube_proxy = minor | prepend: 'eks_kube_proxy_' %>
cluster_version = "<: cluster.version :>"
cluster_addons = {
  aws-ebs-csi-driver     = "<: versions.eks_aws_ebs_csi_driver :>"
  coredns                = "<: versions[coredns] :>"
  eks-pod-identity-agent = "<: versions.eks_pod_identity_agent :>"
  kube-proxy             = "<: versions[kube_proxy] :>"
<% if level >= 2 %>
  metrics-server         = "<: versions.eks_metrics_server :>"
<% endif %>
  vpc-cni                = "<: versions.eks_vpc_cni :>"
}
cluster_public_access_cidrs = <% if cluster.endpoint == 'public-restricted' %><: network.admin_cidrs | hcl :><% else %>[]<% endif %>

cluster_admins = <: cluster.admins | hcl :>

node_groups = {
  general = {
    # Two generations of one size: a zone that lacks the first still gets the second.
    instance_types = ["m7i.large", "m6i.large"]
<% if env.production %>
    min            = <: env.zones.size :>
    max            = <: env.zones.size | times: 3 :>
<% else %>
    min            = 2
    max            = 4
<% endif %>
  }
}
