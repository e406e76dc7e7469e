---skillchain
when: global.root
---
#!/usr/bin/env bash
# Applies what an account has once: <% if ci.trust %>the pipeline's roles<% endif %><% if level >= 3 %><% if ci.trust %> and <% endif %>account-wide blocks<% endif %>.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
<% if accounts.mode == 'per-env' %>
Usage: scripts/global.sh ENVIRONMENT [--dry-run]

Applies terraform/global to the account of one environment. Run it by hand with
administrator rights: the pipeline cannot change its own permissions.
<% else %>
Usage: scripts/global.sh [--dry-run]

Applies terraform/global. Run it by hand with administrator rights: the pipeline
cannot change its own permissions.
<% endif %>

  --dry-run  plan only
  --help     this text
HELP
}

<% if accounts.mode != 'per-env' %>
values=account.tfvars
<% endif %>
while (($# > 0)); do
  case "$1" in
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
<% if accounts.mode == 'per-env' %>
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" && values="${ENVIRONMENT}.tfvars" ;;
<% else %>
    *) usage >&2 && die "unknown argument '$1'" 2 ;;
<% endif %>
  esac
  shift
done
<% if accounts.mode == 'per-env' %>
[[ -n "${values:-}" ]] || use_environment ""
<% endif %>
need aws terraform

readonly GLOBAL_DIR="${TERRAFORM_DIR}/global"
init_root "${GLOBAL_DIR}" global.s3.tfbackend
if [[ "${DRY_RUN}" == true ]]; then
  terraform -chdir="${GLOBAL_DIR}" plan -lock-timeout=5m -var-file="${values}"
else
  terraform -chdir="${GLOBAL_DIR}" apply -lock-timeout=5m -var-file="${values}"
fi
