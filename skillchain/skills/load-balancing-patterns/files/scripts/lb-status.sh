---skillchain
when: balancer.proxy or balancer.aws or balancer.gateway
---
#!/usr/bin/env bash
# What the balancer of an environment sees. Changes nothing.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/lb-status.sh ENVIRONMENT

<% if balancer.proxy %>
For each balancer: whether the shared address is there, until when its certificate lasts,
and each server with its state, sessions, errors and last check.
<% endif %>
<% if balancer.aws %>
For each target group: its hosts, their state, and why one is not healthy.
<% endif %>
<% if balancer.gateway %>
For the Gateway of the cluster: its address, its routes, and how many pods are ready.
<% endif %>

  --help  this text
HELP
}

while (($# > 0)); do
  case "$1" in
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
<% if balancer.proxy %>

playbook balancers
<% endif %>
<% if balancer.aws %>

need aws jq terraform
tf_init
while read -r service group; do
  log "${service}"
  aws elbv2 describe-target-health --region "${REGION}" --target-group-arn "${group}" --output text \
    --query 'TargetHealthDescriptions[].[Target.Id, Target.Port, TargetHealth.State, TargetHealth.Reason]'
done < <(tf output -json load_balancer_target_groups | jq --raw-output 'to_entries[] | "\(.key) \(.value)"')
<% endif %>
<% if balancer.gateway %>

need kubectl
use_cluster
kubectl get gateways,httproutes --namespace <: namespace :>
kubectl get deployments --namespace <: namespace :>
<% endif %>
