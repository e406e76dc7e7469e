---skillchain
when: recovery.cloud or recovery.hosts
---
#!/usr/bin/env bash
# Brings data back beside what is there; nothing that runs is touched. Switching over is a step of the runbook.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/restore.sh ENVIRONMENT WHAT NAME [--time TIME] [--into NAME] [--apply]

Without --apply it prints what it would do.

<% if recovery.databases %>
  database NAME    a new instance from the log of the database NAME (postgresql, mysql)
<% endif %>
<% if recovery.cloud %>
  volume ARN       a new volume from the newest recovery point of the volume ARN
<% endif %>
<% if recovery.velero %>
  namespace NAME   its objects and volumes, from the newest backup of the cluster
<% endif %>
<% if recovery.hosts %>
  files HOST       the files of HOST, into a folder on it
<% endif %>
<% if recovery.postgresql %>
  postgresql HOST  a server of its own on HOST, beside the live one
<% endif %>
<% if recovery.mysql %>
  mysql HOST       the same for MySQL
<% endif %>

  --time TIME      a point in time, such as 2026-11-20T14:30:00Z, where there is a log; the newest point otherwise
  --into NAME      name of what is made (an instance, a namespace, a folder)
  --apply          really do it
  --help           this text
HELP
}

time="" into="" what="" name=""
DRY_RUN=true
while (($# > 0)); do
  case "$1" in
    --time) time="${2:?--time needs a time}" && shift ;;
    --into) into="${2:?--into needs a name}" && shift ;;
    --apply) DRY_RUN=false ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *)
      if [[ -z "${ENVIRONMENT:-}" ]]; then
        use_environment "$1"
      elif [[ -z "${what}" ]]; then
        what="$1"
      else
        name="$1"
      fi
      ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ -n "${what}" && -n "${name}" ]] || die "say what to restore, and its name; see --help" 2
<% if recovery.databases %>

restore_database() {
  local source="${PROJECT}-${ENVIRONMENT}-$1" target="${into:-${PROJECT}-${ENVIRONMENT}-$1-restored}" point=(--use-latest-restorable-time)
  local group
  [[ -z "${time}" ]] || point=(--restore-time "${time}")
  group="$(aws rds describe-db-instances --region "${REGION}" --db-instance-identifier "${source}" --output text \
    --query 'DBInstances[0].[VpcSecurityGroups[0].VpcSecurityGroupId,DBParameterGroups[0].DBParameterGroupName]')"
  run aws rds restore-db-instance-to-point-in-time --region "${REGION}" --source-db-instance-identifier "${source}" \
    --target-db-instance-identifier "${target}" "${point[@]}" --db-subnet-group-name "${PROJECT}-${ENVIRONMENT}" \
    --vpc-security-group-ids "${group%%$'\t'*}" --db-parameter-group-name "${group##*$'\t'}" --no-publicly-accessible --copy-tags-to-snapshot
  run aws rds wait db-instance-available --region "${REGION}" --db-instance-identifier "${target}"
  log "database ${target}: its endpoint is shown by: aws rds describe-db-instances --region ${REGION} --db-instance-identifier ${target}"
}
<% endif %>
<% if recovery.cloud %>

restore_volume() {
  local point zone job
  point="$(aws backup list-recovery-points-by-backup-vault --region "${REGION}" --backup-vault-name "$(tf_output backup_vault)" \
    --by-resource-arn "$1" --output text --query "sort_by(RecoveryPoints[?Status=='COMPLETED'], &to_string(CreationDate))[-1].RecoveryPointArn")"
  [[ "${point}" == arn:* ]] || die "$1 has no recovery point"
  zone="$(aws ec2 describe-volumes --region "${REGION}" --volume-ids "${1##*/}" --query 'Volumes[0].AvailabilityZone' --output text 2>/dev/null ||
    aws ec2 describe-availability-zones --region "${REGION}" --query 'AvailabilityZones[0].ZoneName' --output text)"
  log "recovery point ${point}, zone ${zone}"
  job="$(run aws backup start-restore-job --region "${REGION}" --recovery-point-arn "${point}" --iam-role-arn "$(tf_output backup_role_arn)" \
    --resource-type EBS --metadata "{\"availabilityZone\":\"${zone}\",\"encrypted\":\"true\"}" --query RestoreJobId --output text)"
  [[ "${DRY_RUN}" == true ]] || log "restore job ${job}: aws backup describe-restore-job --region ${REGION} --restore-job-id ${job}"
}
<% endif %>
<% if recovery.velero %>

newest_backup() {
  kubectl get backups.velero.io --namespace velero --output \
    jsonpath='{range .items[?(@.status.phase=="Completed")]}{.status.startTimestamp} {.metadata.name}{"\n"}{end}' |
    sort | awk -v at="${time:-9999}" '$1 <= at { name = $2 } END { print name }'
}

restore_namespace() {
  local backup target="${into:-$1-restored}" restore
  use_cluster
  backup="$(newest_backup)"
  [[ -n "${backup}" ]] || die "the cluster knows no finished backup${time:+ by ${time}}"
  restore="${target}-$(printf '%(%Y%m%d%H%M%S)T' -1)"
  log "backup ${backup}: namespace $1 into ${target}"
  run kubectl apply --filename - <<RESTORE
apiVersion: velero.io/v1
kind: Restore
metadata:
  name: ${restore}
  namespace: velero
spec:
  backupName: ${backup}
  includedNamespaces: [$1]
  namespaceMapping: {$1: ${target}}
  restorePVs: true
RESTORE
  run kubectl wait "restore.velero.io/${restore}" --namespace velero --for "jsonpath={.status.phase}=Completed" --timeout <: backup.rto | duration: 's' :>s
}
<% endif %>
<% if recovery.hosts %>

# on_host USER ARGUMENT...: a script of that host, through Ansible.
on_host() {
  local user="$1" words
  shift
  printf -v words '"%s",' "$@"
  run playbook restore --limit "${name}" --extra-vars "{\"restore_user\":\"${user}\",\"restore_command\":[${words%,}]}"
}

restore_files() { on_host root /usr/local/sbin/backup-agent restore "${into:-/var/restored}" ${time:+--time "${time}"}; }
<% endif %>
<% if recovery.postgresql %>

restore_postgresql() { on_host postgres /usr/local/sbin/pg-recovery restore "${into:-/var/lib/postgresql/restored}" ${time:+--time "${time}"} --apply; }
<% endif %>
<% if recovery.mysql %>

restore_mysql() { on_host root /usr/local/sbin/mysql-recovery restore "${into:-/var/lib/mysql-restored}" ${time:+--time "${time}"} --apply; }
<% endif %>

[[ "$(type -t "restore_${what}")" == function ]] || die "nothing here restores a '${what}'; see --help" 2
<% if recovery.cloud %>
need aws terraform
tf_init
<% endif %>
"restore_${what}" "${name}"
[[ "${DRY_RUN}" != true ]] || log "nothing was restored; call it again with --apply"
