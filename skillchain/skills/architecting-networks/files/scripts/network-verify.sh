#!/usr/bin/env bash
# Asks AWS whether the network of an environment is as its code promises. Changes nothing.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/network-verify.sh ENVIRONMENT

Checks NAT gateways, default routes, the default security group, endpoints and flow
logs. Prints one line per check; ends with 1 when one of them is bad.

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
need aws terraform

tf_init
vpc="$(tf_output vpc_id)"
bad=0

ec2() { aws ec2 "$@" --region "${REGION}" --output text; }

# report DESCRIPTION FOUND: FOUND lists what is wrong; nothing is good.
report() {
  if [[ -z "$2" || "$2" == None ]]; then
    printf 'ok   %s\n' "$1"
  else
    printf 'bad  %s: %s\n' "$1" "${2//[[:space:]]/ }"
    bad=1
  fi
}

report "NAT gateways are available" "$(ec2 describe-nat-gateways --filter "Name=vpc-id,Values=${vpc}" "Name=state,Values=pending,failed" \
  --query 'NatGateways[].[NatGatewayId,State]')"

report "no route leads nowhere" "$(ec2 describe-route-tables --filters "Name=vpc-id,Values=${vpc}" "Name=route.state,Values=blackhole" \
  --query "RouteTables[].Tags[?Key==\`Name\`].Value")"

default_group="$(ec2 describe-security-groups --filters "Name=vpc-id,Values=${vpc}" Name=group-name,Values=default \
  --query 'SecurityGroups[0].GroupId')"
report "the default security group is closed" "$(ec2 describe-security-group-rules --filters "Name=group-id,Values=${default_group}" \
  --query 'SecurityGroupRules[].SecurityGroupRuleId')"

report "endpoints are available" "$(ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=${vpc}" \
  --query "VpcEndpoints[?State!=\`available\`].[ServiceName,State]")"

flow_logs="$(ec2 describe-flow-logs --filter "Name=resource-id,Values=${vpc}" \
  --query "FlowLogs[?FlowLogStatus==\`ACTIVE\` && DeliverLogsStatus!=\`FAILED\`].FlowLogId")"
report "flow logs are delivered" "$([[ -n "${flow_logs}" ]] || echo 'none is active')"

report "no subnet gives out public addresses" "$(ec2 describe-subnets --filters "Name=vpc-id,Values=${vpc}" Name=map-public-ip-on-launch,Values=true \
  --query 'Subnets[].SubnetId')"

exit "${bad}"
