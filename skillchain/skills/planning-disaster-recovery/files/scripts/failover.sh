---skillchain
when: recovery.failover
---
#!/usr/bin/env bash
# Builds an environment again in the other region from the copies that are there, and moves its names. People decide, it acts.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/failover.sh ENVIRONMENT STEP [--apply] [--confirm NAME]

Without --apply it prints what it would do. Each step can be run again; docs/runbooks/region-failover.md says when.

  values     write the values of the stand-in, ENVIRONMENT-dr, in <: aws.dr_region :>
  build      apply them: network<% if recovery.cluster %>, cluster and what runs in it<% endif %>

<% if recovery.databases %>
  databases  restore each database from the log that was copied
<% endif %>
<% if recovery.velero %>
  cluster    restore the namespace <: namespace :> from the cluster's backups
<% endif %>
<% if recovery.names %>
  names      send users to the stand-in
  back       send users to the environment again
<% endif %>

  --apply         really do it
  --confirm NAME  <: project.name :>-ENVIRONMENT-dr, for terminals without a person
  --help          this text
HELP
}

step=""
DRY_RUN=true
while (($# > 0)); do
  case "$1" in
    --apply) DRY_RUN=false ;;
    --confirm) CONFIRM="${2:?--confirm needs a name}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) if [[ -z "${ENVIRONMENT:-}" ]]; then use_environment "$1"; else step="$1"; fi ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ "${ENVIRONMENT}" != *-dr ]] || die "name the environment that was lost, not its stand-in" 2
[[ "${step}" =~ ^(values|build<% if recovery.databases %>|databases<% endif %><% if recovery.velero %>|cluster<% endif %><% if recovery.names %>|names|back<% endif %>)$ ]] ||
  die "say which step; see --help" 2

readonly LOST="${ENVIRONMENT}"
readonly STAND_IN="${ENVIRONMENT}-dr"
readonly LOST_NAME="${PROJECT}-${LOST}"
readonly VALUES="${TERRAFORM_DIR}/environments"
<% if recovery.names %>
readonly DOMAIN=<: dns.domain :>
<% endif %>

# The same values with another region, the same zones' letters, and names of its own.
rewrite() {
  sed --regexp-extended \
    -e 's/<: aws.region :>/<: aws.dr_region :>/g' \
    -e "s/^(environment +=) .*/\1 \"${STAND_IN}\"/" \
<% if recovery.names %>
    -e "s/\"([a-z0-9.-]+\\.)?${DOMAIN//./\\.}\"/\"\\1dr.${DOMAIN}\"/g" \
<% endif %>
    -e 's/^(backup_copies +=) .*/\1 false/' "$1"
}

step_values() {
  local values="${VALUES}/${STAND_IN}.tfvars" backend="${VALUES}/${STAND_IN}.s3.tfbackend"
  if [[ "${DRY_RUN}" == true ]]; then
    rewrite "${VALUES}/${LOST}.tfvars"
    return
  fi
  rewrite "${VALUES}/${LOST}.tfvars" >"${values}"
  rewrite "${VALUES}/${LOST}.s3.tfbackend" | sed "s#${LOST}/#${STAND_IN}/#" >"${backend}"
<% if recovery.cluster %>
  mkdir -p "${REPO_ROOT}/k8s/overlays/${STAND_IN}"
  for file in "${REPO_ROOT}/k8s/overlays/${LOST}"/*.yaml; do
    rewrite "${file}" >"${REPO_ROOT}/k8s/overlays/${STAND_IN}/$(basename "${file}")"
  done
<% endif %>
  log "written: ${values#"${REPO_ROOT}/"} and what belongs to it; read it, then commit it"
}

step_build() {
  [[ -s "${VALUES}/${STAND_IN}.tfvars" || "${DRY_RUN}" == true ]] || die "there are no values yet: scripts/failover.sh ${LOST} values --apply"
  run "${REPO_ROOT}/scripts/deploy.sh" "${STAND_IN}" --confirm "${PROJECT}-${STAND_IN}"
}
<% if recovery.databases %>

# The build made empty databases; the restored ones take their names, and with them their addresses.
step_databases() {
  local source name target group
  while read -r source name; do
    [[ -n "${source}" ]] || continue
    target="${PROJECT}-${STAND_IN}${name#"${LOST_NAME}"}"
    group="$(aws rds describe-db-instances --region "${REGION}" --db-instance-identifier "${target}" --output text \
      --query 'DBInstances[0].VpcSecurityGroups[0].VpcSecurityGroupId' 2>/dev/null || echo "its security group")"
    run aws rds restore-db-instance-to-point-in-time --region "${REGION}" --source-db-instance-automated-backups-arn "${source}" \
      --target-db-instance-identifier "${target}-restored" --use-latest-restorable-time --db-subnet-group-name "${PROJECT}-${STAND_IN}" \
      --vpc-security-group-ids "${group}" --no-publicly-accessible --multi-az
    run aws rds wait db-instance-available --region "${REGION}" --db-instance-identifier "${target}-restored"
    run aws rds modify-db-instance --region "${REGION}" --db-instance-identifier "${target}" --new-db-instance-identifier "${target}-empty" --apply-immediately
    [[ "${DRY_RUN}" == true ]] || wait_until 900 "${target} to give its name away" renamed "${target}"
    run aws rds modify-db-instance --region "${REGION}" --db-instance-identifier "${target}-restored" --new-db-instance-identifier "${target}" --apply-immediately
  done < <(aws rds describe-db-instance-automated-backups --region "${REGION}" --output text \
    --query "DBInstanceAutomatedBackups[?starts_with(DBInstanceIdentifier, '${LOST_NAME}-')].[DBInstanceAutomatedBackupsArn,DBInstanceIdentifier]")
}

renamed() { ! aws rds describe-db-instances --region "${REGION}" --db-instance-identifier "$1" >/dev/null 2>&1; }
<% endif %>
<% if recovery.velero %>

# The stand-in reads the backups of the lost cluster and cannot change them.
step_cluster() {
  local bucket key
  bucket="${LOST_NAME}-dr-velero-$(account_id)"
  key="$(aws kms describe-key --region "${REGION}" --key-id "alias/${LOST_NAME}-copies" --query KeyMetadata.Arn --output text)"
  run aws iam put-role-policy --role-name "${PROJECT}-${STAND_IN}-velero" --policy-name backups-of-the-lost-cluster --policy-document "{\"Version\":\"2012-10-17\",\"Statement\":[
    {\"Effect\":\"Allow\",\"Action\":[\"s3:GetBucketLocation\",\"s3:ListBucket\"],\"Resource\":\"arn:<: aws.partition :>:s3:::${bucket}\"},
    {\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:<: aws.partition :>:s3:::${bucket}/*\"},
    {\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"${key}\"}]}"
  [[ "${DRY_RUN}" == true ]] || use_cluster
  run kubectl apply --filename - <<LOCATION
apiVersion: velero.io/v1
kind: BackupStorageLocation
metadata: {name: lost, namespace: velero}
spec:
  provider: aws
  accessMode: ReadOnly
  objectStorage: {bucket: ${bucket}}
  config: {region: ${REGION}}
LOCATION
  [[ "${DRY_RUN}" == true ]] || wait_until 600 "the backups of ${LOST_NAME} to be seen" backups_seen
  run "${REPO_ROOT}/scripts/restore.sh" "${STAND_IN}" namespace <: namespace :> --into <: namespace :> --apply
}

backups_seen() { [[ -n "$(kubectl get backups.velero.io --namespace velero --selector velero.io/storage-location=lost --output name)" ]]; }
<% endif %>
<% if recovery.names %>

# move TARGET_DOMAIN: every name that users know becomes an alias of the same service below apps.TARGET_DOMAIN.
move() {
  local zone name service services=()
<% for service in services %>
<% if service.class != 'batch' %>
  services+=(<: service.name :>=<: service.host :>)
<% endif %>
<% endfor %>
  zone="$(aws route53 list-hosted-zones-by-name --dns-name "${DOMAIN}" --query "HostedZones[?Name=='${DOMAIN}.'].Id" --output text)"
  [[ -n "${zone}" ]] || die "Route 53 has no zone ${DOMAIN}"
  for service in "${services[@]}"; do
    name="${service#*=}"
    service="${service%%=*}"
    run aws route53 change-resource-record-sets --hosted-zone-id "${zone%%$'\t'*}" --change-batch "{\"Changes\":[{\"Action\":\"UPSERT\",\"ResourceRecordSet\":
      {\"Name\":\"${name}\",\"Type\":\"CNAME\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"${service}.apps.$1\"}]}}]}"
  done
}

<% if dns.routing == 'none' %>
step_names() { move "dr.${DOMAIN}"; }
step_back() { move "${DOMAIN}"; }
<% else %>
# Health checks move these names by themselves once they know a stand-in; this is for a region that is half alive.
step_names() { log "set dns_failover_targets in terraform/environments/${LOST}.tfvars to the names below apps.dr.${DOMAIN}, and deploy: docs/runbooks/dns-failover.md"; }
step_back() { log "the health checks send users back by themselves: docs/runbooks/dns-failover.md"; }
<% endif %>
<% endif %>

need aws terraform
[[ "${DRY_RUN}" == true || "${step}" == values ]] || confirm_name "${PROJECT}-${STAND_IN}"
# From here on everything is about the stand-in: the region that failed is asked nothing.
REGION=<: aws.dr_region :>
export AWS_REGION="${REGION}"
if [[ "${step}" != values && "${step}" != build && "${DRY_RUN}" != true ]]; then
  use_environment "${STAND_IN}"
  tf_init
fi
"step_${step}"
[[ "${DRY_RUN}" != true ]] || log "nothing was changed; call it again with --apply"
