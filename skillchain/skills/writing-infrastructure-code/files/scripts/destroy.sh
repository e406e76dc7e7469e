---skillchain
section: iac
order: 10
---
#!/usr/bin/env bash
# Removes one environment. Shows what would go unless it is called with --apply.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/destroy.sh ENVIRONMENT [--apply] [--confirm NAME]

Removes everything of one environment. Without --apply nothing is touched.
Resources with deletion protection stop it: switch that off in a commit first.

  --apply         really remove
  --confirm NAME  project and environment, for terminals without a person
  --help          this text
HELP
}

DRY_RUN=true
while (($# > 0)); do
  case "$1" in
    --apply) DRY_RUN=false ;;
    --confirm) CONFIRM="${2:?--confirm needs a name}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
need aws terraform

tf_init
tf plan -destroy -input=false -lock-timeout=5m -var-file="environments/${ENVIRONMENT}.tfvars"
confirm_name "${PROJECT}-${ENVIRONMENT}"
