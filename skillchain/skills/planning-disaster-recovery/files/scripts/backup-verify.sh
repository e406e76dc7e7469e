---skillchain
when: recovery.cloud or recovery.hosts
---
#!/usr/bin/env bash
# Tells whether everything could be brought back to a point that is young enough. Changes nothing.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/backup-verify.sh ENVIRONMENT [--max-age SECONDS]

Ends with 1 when something has no recovery point that is young enough.

  --max-age SECONDS  instead of what may be lost, <: backup.rpo :>, and the time a job takes
  --help             this text
HELP
}

<% assign allowed = backup.rpo | duration: 's' | plus: 3600 %>
max_age=<: allowed :>
while (($# > 0)); do
  case "$1" in
    --max-age)
      [[ "${2:-}" =~ ^[0-9]+$ ]] || die "--max-age needs seconds" 2
      max_age="$2"
      shift
      ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""

<% if recovery.cloud %>
# The AWS CLI shows times in the zone of the terminal.
export TZ=UTC
<% endif %>
failed=0
limit="$(ago "${max_age}")"

<% if recovery.cloud %>
# judge NAME NEWEST LIMIT
judge() {
  if [[ -n "$2" && "$2" != None && "$2" > "$3" ]]; then
    log "ok    $1: ${2}"
  else
    log "OLD   $1: ${2:-never}; at least ${3} was promised"
    failed=1
  fi
}

vault_points() {
  local vault resource newest day
  vault="$(tf_output backup_vault)"
  # Environments without a frequent rule, and databases, which restore from their log, have a point a day.
  day="$(ago 90000)"
  while read -r resource; do
    [[ -n "${resource}" ]] || continue
    newest="$(aws backup list-recovery-points-by-backup-vault --region "${REGION}" --backup-vault-name "${vault}" \
      --by-resource-arn "${resource}" --output text \
      --query "max(RecoveryPoints[?Status=='COMPLETED'].to_string(CreationDate))")"
    if [[ "${ENVIRONMENT}" != <: env.name | shell :> || "${resource}" == *:rds:* ]]; then
      judge "${resource}" "${newest}" "${day}"
    else
      judge "${resource}" "${newest}" "${limit}"
    fi
  done < <(aws backup list-protected-resources-by-backup-vault --region "${REGION}" --backup-vault-name "${vault}" \
    --query 'Results[].ResourceArn' --output text | tr '\t' '\n')
}
<% if recovery.databases %>

databases() {
  local name newest
  while read -r name newest; do
    [[ -z "${name}" ]] || judge "log of ${name}" "${newest}" "${limit}"
  done < <(aws rds describe-db-instances --region "${REGION}" --output text \
    --query "DBInstances[?starts_with(DBInstanceIdentifier, '${PROJECT}-${ENVIRONMENT}-')].[DBInstanceIdentifier,LatestRestorableTime]")
}
<% endif %>
<% if recovery.velero %>

cluster() {
  local newest
  newest="$(kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=velero-frequent --output \
    jsonpath='{range .items[?(@.status.phase=="Completed")]}{.status.startTimestamp}{"\n"}{end}' | sort | tail -n 1)"
  judge "cluster ${CLUSTER}" "${newest}" "${limit}"
}
<% endif %>

need aws terraform
tf_init
vault_points
<% if recovery.databases %>
databases
<% endif %>
<% if recovery.velero %>
use_cluster
cluster
<% endif %>
<% endif %>
<% if recovery.hosts %>
playbook backup-verify || failed=1
<% endif %>

((failed == 0)) || die "not everything could be brought back: docs/runbooks/backup-failed.md"
log "everything has a recovery point after ${limit}"
