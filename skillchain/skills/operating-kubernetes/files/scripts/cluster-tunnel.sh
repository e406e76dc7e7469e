---skillchain
when: cluster.endpoint == 'private'
---
#!/usr/bin/env bash
# Opens a tunnel to the private API of a cluster through <% if cluster.jump_host %>its jump host<% else %>one of its nodes<% endif %>, and writes the kubeconfig that uses it.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/cluster-tunnel.sh ENVIRONMENT [--port PORT]

Keeps a Session Manager tunnel to the API of the environment's cluster open until Ctrl-C.
Other scripts and kubectl use it through .kube/<cluster>.yaml.

  --port PORT   local port (default 8443)
USAGE
}

environment='' port=8443
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --port)
      [[ ${2:-} =~ ^[0-9]+$ ]] || die "--port needs a number" 2
      port=$2
      shift
      ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *) environment=$1 ;;
  esac
  shift
done
[[ ${environment} ]] || die "name the environment; see --help" 2

need aws kubectl session-manager-plugin
use_environment "${environment}"
tf_init
cluster=$(tf_output cluster_name)
endpoint=$(tf_output cluster_endpoint)
host=${endpoint#https://}

node=$(aws ec2 describe-instances --region "${REGION}" --output text \
<% if cluster.jump_host %>
  --filters "Name=tag:Name,Values=${cluster}-jump" Name=instance-state-name,Values=running \
<% else %>
  --filters "Name=tag:eks:cluster-name,Values=${cluster}" Name=instance-state-name,Values=running \
<% endif %>
  --query 'Reservations[0].Instances[0].InstanceId')
<% if cluster.jump_host %>
[[ ${node} == i-* ]] || die "the jump host of ${cluster} is not running; look at the Auto Scaling group ${cluster}-jump"
<% else %>
[[ ${node} == i-* ]] || die "no node of ${cluster} is running; look at its node groups in the EKS console"
<% endif %>

kubeconfig="${REPO_ROOT}/.kube/${cluster}.yaml"
mkdir -p "${kubeconfig%/*}"
aws eks update-kubeconfig --name "${cluster}" --region "${REGION}" --kubeconfig "${kubeconfig}" --alias "${cluster}" >&2
entry=$(kubectl config view --kubeconfig "${kubeconfig}" --output jsonpath='{.clusters[0].name}')
kubectl config set-cluster "${entry}" --kubeconfig "${kubeconfig}" \
  --server "https://localhost:${port}" --tls-server-name "${host}" >&2

log "tunnel through ${node}; use it with KUBECONFIG=${kubeconfig}"
exec aws ssm start-session --region "${REGION}" --target "${node}" \
  --document-name AWS-StartPortForwardingSessionToRemoteHost \
  --parameters "host=${host},portNumber=443,localPortNumber=${port}"
