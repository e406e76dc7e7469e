---skillchain
when: "recovery.cluster and maturity >= 'advanced'"
---
#!/usr/bin/env bash
# Does harm for a bounded time and compares with what was expected. Never without somebody who may stop it; Ctrl-C repairs.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/chaos.sh ENVIRONMENT EXPERIMENT [--service NAME] [--zone ZONE] [--apply] [--confirm NAME]

Without --apply it prints what it would do.

  pod       deletes one pod of a service; it is back within two minutes
  zone      empties the nodes of a zone; services go on, and the zone is given back afterwards
<% if recovery.databases %>
  database  moves each database to its second zone; it answers again within two minutes
<% endif %>

  --service NAME  of pod (default <: services[0].name :>)
  --zone ZONE     of zone (default <: network.zones[0].name :>)
  --apply         really do it
  --confirm NAME  <: project.name :>-ENVIRONMENT, for terminals without a person
  --help          this text
HELP
}

experiment="" service=<: services[0].name :> zone=<: network.zones[0].name :>
DRY_RUN=true
while (($# > 0)); do
  case "$1" in
    --service) service="${2:?--service needs a name}" && shift ;;
    --zone) zone="${2:?--zone needs a zone}" && shift ;;
    --apply) DRY_RUN=false ;;
    --confirm) CONFIRM="${2:?--confirm needs a name}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) if [[ -z "${ENVIRONMENT:-}" ]]; then use_environment "$1"; else experiment="$1"; fi ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ "${experiment}" =~ ^(pod|zone<% if recovery.databases %>|database<% endif %>)$ ]] || die "name an experiment; see --help" 2

steady() {
  local short
  short="$(kubectl get deployments --namespace <: namespace :> --output \
    jsonpath='{range .items[?(@.status.unavailableReplicas)]}{.metadata.name} {end}')"
  [[ -z "${short}" ]]
}

experiment_pod() {
  local pod
  pod="$(kubectl get pods --namespace <: namespace :> --selector "app.kubernetes.io/name=${service}" --output name | head -n 1)"
  [[ -n "${pod}" ]] || die "${service} has no pod"
  run kubectl delete "${pod}" --namespace <: namespace :> --wait=false
}

nodes_of_zone() { kubectl get nodes --selector "topology.kubernetes.io/zone=${zone}" --output name; }

give_back() {
  local node
  for node in $(nodes_of_zone); do run kubectl uncordon "${node}"; done
}

experiment_zone() {
  local node
  trap give_back EXIT
  for node in $(nodes_of_zone); do run kubectl cordon "${node}"; done
  for node in $(nodes_of_zone); do
    run kubectl drain "${node#node/}" --ignore-daemonsets --delete-emptydir-data --timeout 10m
  done
}
<% if recovery.databases %>

experiment_database() {
  local name
  for name in $(aws rds describe-db-instances --region "${REGION}" --output text \
    --query "DBInstances[?MultiAZ && starts_with(DBInstanceIdentifier, '${PROJECT}-${ENVIRONMENT}-')].DBInstanceIdentifier"); do
    run aws rds reboot-db-instance --region "${REGION}" --db-instance-identifier "${name}" --force-failover
    run aws rds wait db-instance-available --region "${REGION}" --db-instance-identifier "${name}"
  done
}
<% endif %>

need aws kubectl terraform
tf_init
use_cluster
confirm_name "${PROJECT}-${ENVIRONMENT}"
steady || die "something is missing already: no harm is added to harm"
SECONDS=0
"experiment_${experiment}"
if [[ "${DRY_RUN}" == true ]]; then
  log "nothing was harmed; call it again with --apply"
else
  wait_until 600 "every service to have all its pods" steady
  record_drill "chaos ${experiment}" "${SECONDS}" passed
fi
