#!/usr/bin/env bash
# Plans one environment and keeps the plan for scripts/deploy.sh.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/plan.sh ENVIRONMENT [--upload] [--check]

Plans an environment and writes terraform/ENVIRONMENT.tfplan.

  --upload  also store the plan beside the state, under the hash of the code
  --check   end with 3 when anything would change (drift)
  --help    this text
HELP
}

upload=false
check=false
while (($# > 0)); do
  case "$1" in
    --upload) upload=true ;;
    --check) check=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""

need aws git terraform
plan="${TERRAFORM_DIR}/${ENVIRONMENT}.tfplan"
tf_init

status=0
tf plan -input=false -lock-timeout=5m -detailed-exitcode \
  -var-file="environments/${ENVIRONMENT}.tfvars" -out="${plan}" || status=$?
((status != 1)) || die "terraform could not plan ${ENVIRONMENT}"

if [[ "${upload}" == true ]]; then
  target="$(stored_plan)"
  aws s3 cp --only-show-errors --sse aws:kms --sse-kms-key-id "$(state_key_arn)" "${plan}" "${target}"
  log "stored as ${target}"
fi
if [[ "${check}" == true ]] && ((status == 2)); then
  log "${ENVIRONMENT} differs from its code"
  exit 3
fi
