---skillchain
section: iac
order: 10
---
#!/usr/bin/env bash
# Brings one environment to what the code says. Safe to run again: what is already there stays.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/deploy.sh ENVIRONMENT [--dry-run] [--confirm NAME] [--plan FILE]

Plans the environment, shows the plan, asks for its name and applies that plan.

  --plan FILE     apply this saved plan instead of making one
  --confirm NAME  the environment's name, for terminals without a person
  --dry-run       plan and print what would be done
  --help          this text
HELP
}

plan=""
while (($# > 0)); do
  case "$1" in
    --plan) plan="${2:?--plan needs a file}" && shift ;;
    --confirm) CONFIRM="${2:?--confirm needs a name}" && shift ;;
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
need aws terraform

tf_init
if [[ -z "${plan}" ]]; then
  plan="${TERRAFORM_DIR}/${ENVIRONMENT}.tfplan"
  tf plan -input=false -lock-timeout=5m -var-file="environments/${ENVIRONMENT}.tfvars" -out="${plan}"
else
  plan="$(realpath "${plan}")"
  tf show "${plan}"
fi

confirm_name "${PROJECT}-${ENVIRONMENT}"
run tf apply -input=false -lock-timeout=5m "${plan}"
[[ "${DRY_RUN}" == true ]] || rm -f "${plan}"
