---skillchain
section: iac
order: 20
---
# shellcheck shell=bash
# Shared by the scripts of this repository: source it after `set -Eeuo pipefail`.
shopt -s inherit_errexit

REPO_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
TERRAFORM_DIR="${REPO_ROOT}/terraform"
PROJECT=<: project.name | shell :>
REGION=<: aws.region | shell :>
DRY_RUN="${DRY_RUN:-false}"
CONFIRM="${CONFIRM:-}"
readonly REPO_ROOT TERRAFORM_DIR PROJECT REGION

log() { printf '%s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }

# die TEXT [STATUS]: 1 means failed, 2 means called wrongly.
die() {
  printf 'error: %s\n' "$1" >&2
  exit "${2:-1}"
}

need() {
  local command missing=()
  for command in "$@"; do
    command -v "${command}" >/dev/null || missing+=("${command}")
  done
  ((${#missing[@]} == 0)) || die "not installed: ${missing[*]}"
}

# Every change goes through here, so that --dry-run can print it instead.
run() {
  if [[ "${DRY_RUN}" == true ]]; then
    printf '+' >&2
    printf ' %q' "$@" >&2
    printf '\n' >&2
  else
    "$@"
  fi
}

# confirm_name NAME: the operator types the name of what is about to change, or passes it with --confirm.
confirm_name() {
  local answer="${CONFIRM}"
  [[ "${DRY_RUN}" != true ]] || return 0
  if [[ -z "${answer}" ]]; then
    [[ -t 0 ]] || die "nobody is there to ask; pass --confirm $1" 2
    read -r -p "Type $1 to go on: " answer
  fi
  [[ "${answer}" == "$1" ]] || die "'${answer}' is not '$1': nothing was changed"
}

environments() {
  local file
  for file in "${TERRAFORM_DIR}"/environments/*.tfvars; do
    basename "${file}" .tfvars
  done
}

use_environment() {
  local known
  known="$(environments | tr '\n' ' ')"
  [[ -n "${1:-}" ]] || die "name an environment: ${known}" 2
  [[ -f "${TERRAFORM_DIR}/environments/$1.tfvars" ]] || die "no environment is named '$1'; there are: ${known}" 2
  ENVIRONMENT="$1"
  export ENVIRONMENT
}

account_id() { aws sts get-caller-identity --query Account --output text; }

# The bucket and the key are named after the account that the credentials belong to; terraform/bootstrap makes them.
state_bucket() { printf '%s-terraform-state-%s\n' "${PROJECT}" "$(account_id)"; }

state_key_arn() {
  aws kms describe-key --region "${REGION}" --key-id "alias/${PROJECT}-terraform-state" --query KeyMetadata.Arn --output text
}

tf() { terraform -chdir="${TERRAFORM_DIR}" "$@"; }

# init_root DIR BACKEND_FILE: a root below terraform/ with its state in the account's bucket.
init_root() {
  local bucket key
  bucket="$(state_bucket)" || die "AWS does not know these credentials: log in first"
  key="$(state_key_arn)" || die "this account has no state bucket yet: run scripts/setup.sh"
  terraform -chdir="$1" init -input=false -reconfigure \
    -backend-config="$2" -backend-config="bucket=${bucket}" -backend-config="kms_key_id=${key}" >&2
}

tf_init() { init_root "${TERRAFORM_DIR}" "environments/${ENVIRONMENT}.s3.tfbackend"; }

tf_output() { tf output -raw "$1" || die "the state of ${ENVIRONMENT} has no output '$1': was it applied?"; }

# wait_until SECONDS DESCRIPTION COMMAND...: asks every five seconds until the command succeeds.
wait_until() {
  local deadline=$((SECONDS + $1)) what="$2"
  shift 2
  until "$@"; do
    ((SECONDS < deadline)) || die "gave up waiting: ${what}"
    log "waiting: ${what}"
    sleep 5
  done
}

# stored_plan: where the plan of this very code is kept. A tree's hash survives merges that leave the code as it is.
stored_plan() {
  local tree
  tree="$(git -C "${REPO_ROOT}" rev-parse 'HEAD:./terraform')" || die "plans are stored under the hash of committed code"
  printf 's3://%s/plans/%s/%s.tfplan\n' "$(state_bucket)" "${ENVIRONMENT}" "${tree}"
}
