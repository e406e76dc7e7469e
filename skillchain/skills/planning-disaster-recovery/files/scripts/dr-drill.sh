---skillchain
when: "recovery.cloud and maturity >= 'intermediate'"
---
#!/usr/bin/env bash
# Rehearses a restore: brings data back beside what runs, looks at it, measures, cleans up and writes down how long it took.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/dr-drill.sh ENVIRONMENT WHAT [--apply] [--keep]

Without --apply it prints what it would do.

<% if recovery.databases %>
  database   restores each database into an instance that is deleted again
<% endif %>
<% if recovery.velero %>
  namespace  restores <: namespace :> into <: namespace :>-drill and waits until its pods answer
<% endif %>
  copies     looks for a copy of everything in the other region

  --apply    really do it
  --keep     leave what was restored for a look at it
  --help     this text
HELP
}

what="" keep=false
DRY_RUN=true
while (($# > 0)); do
  case "$1" in
    --apply) DRY_RUN=false ;;
    --keep) keep=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) if [[ -z "${ENVIRONMENT:-}" ]]; then use_environment "$1"; else what="$1"; fi ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ -n "${what}" ]] || die "say what to rehearse; see --help" 2

apply=(--apply)
[[ "${DRY_RUN}" != true ]] || apply=()
<% if recovery.databases %>

drill_database() {
  local key target status
  for key in $(tf output -json database_endpoints | tr -d '{}" ' | tr ',' '\n' | cut -d : -f 1); do
    target="${PROJECT}-${ENVIRONMENT}-${key}-drill"
    "${REPO_ROOT}/scripts/restore.sh" "${ENVIRONMENT}" database "${key}" --into "${target}" "${apply[@]}"
    [[ "${DRY_RUN}" != true ]] || continue
    status="$(aws rds describe-db-instances --region "${REGION}" --db-instance-identifier "${target}" --query 'DBInstances[0].DBInstanceStatus' --output text)"
    [[ "${status}" == available ]] || die "${target} is ${status}"
    [[ "${keep}" == true ]] || run aws rds delete-db-instance --region "${REGION}" --db-instance-identifier "${target}" --skip-final-snapshot --delete-automated-backups
  done
}
<% endif %>
<% if recovery.velero %>

drill_namespace() {
  local target=<: namespace :>-drill
  "${REPO_ROOT}/scripts/restore.sh" "${ENVIRONMENT}" namespace <: namespace :> --into "${target}" "${apply[@]}"
  use_cluster
  run kubectl wait deployments --all --namespace "${target}" --for condition=Available --timeout 15m
  [[ "${keep}" == true ]] || run kubectl delete namespace "${target}" --timeout 10m
}
<% endif %>

drill_copies() {
  local here there
  here="$(aws backup list-protected-resources-by-backup-vault --region "${REGION}" --backup-vault-name "$(tf_output backup_vault)" --query 'length(Results)' --output text)"
  there="$(aws backup list-protected-resources-by-backup-vault --region "$(tf_output dr_region)" --backup-vault-name "$(tf_output dr_vault)" --query 'length(Results)' --output text)"
  log "${here} resources have recovery points here, ${there} have copies in the other region"
  ((there >= here)) || die "something has no copy"
}

[[ "$(type -t "drill_${what}")" == function ]] || die "nothing here rehearses a '${what}'; see --help" 2
need aws terraform
tf_init
result=FAILED
trap 'record_drill "${what}" "${SECONDS}" "${result}"' EXIT
"drill_${what}"
if ((SECONDS > <: backup.rto | duration: 's' :>)); then
  result="slower than <: backup.rto :>"
  die "it worked, and took longer than the <: backup.rto :> that were promised"
fi
result=passed
