#!/usr/bin/env bash
# Prepares an account and this checkout: state bucket, lock files<% if global.root %>, account-wide resources<% endif %>. Safe to run again.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/setup.sh [--dry-run]

Makes the state bucket and its key in the account of your credentials, moves the
state of that into the bucket, and writes provider lock files for Linux and macOS.

  --dry-run  print what would be done
  --help     this text
HELP
}

while (($# > 0)); do
  case "$1" in
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && die "unknown argument '$1'" 2 ;;
  esac
  shift
done

need aws terraform
readonly BOOTSTRAP_DIR="${TERRAFORM_DIR}/bootstrap"
readonly LOCAL_BACKEND="${BOOTSTRAP_DIR}/backend_override.tf"

bucket_exists() { aws s3api head-bucket --bucket "$(state_bucket)" >/dev/null 2>&1; }

bootstrap() {
  local bucket
  bucket="$(state_bucket)" || die "AWS does not know these credentials: log in first"
  if [[ ! -f "${LOCAL_BACKEND}" ]] && bucket_exists; then
    log "state bucket ${bucket}: exists"
    run init_root "${BOOTSTRAP_DIR}" bootstrap.s3.tfbackend
    return
  fi

  log "state bucket ${bucket}: making it"
  [[ "${DRY_RUN}" == true ]] || printf 'terraform {\n  backend "local" {}\n}\n' >"${LOCAL_BACKEND}"
  run terraform -chdir="${BOOTSTRAP_DIR}" init -input=false -reconfigure
  run terraform -chdir="${BOOTSTRAP_DIR}" apply
  [[ "${DRY_RUN}" != true ]] || return 0

  rm "${LOCAL_BACKEND}"
  terraform -chdir="${BOOTSTRAP_DIR}" init -input=false -migrate-state -force-copy \
    -backend-config=bootstrap.s3.tfbackend -backend-config="bucket=${bucket}" -backend-config="kms_key_id=$(state_key_arn)"
  terraform -chdir="${BOOTSTRAP_DIR}" state list >/dev/null || die "the state did not arrive in ${bucket}; it is still in ${BOOTSTRAP_DIR}/terraform.tfstate"
  rm -f "${BOOTSTRAP_DIR}/terraform.tfstate" "${BOOTSTRAP_DIR}/terraform.tfstate.backup"
}

lock_providers() {
  local root
  for root in "${BOOTSTRAP_DIR}" <% if global.root %>"${TERRAFORM_DIR}/global" <% endif %>"${TERRAFORM_DIR}"; do
    log "lock file of ${root#"${REPO_ROOT}/"}"
    run terraform -chdir="${root}" providers lock \
      -platform=darwin_amd64 -platform=darwin_arm64 -platform=linux_amd64 -platform=linux_arm64
  done
}

bootstrap
lock_providers
log "Commit the lock files (.terraform.lock.hcl). Next: scripts/<% if global.root %>global.sh<% else %>plan.sh <: env.name :><% endif %>"
