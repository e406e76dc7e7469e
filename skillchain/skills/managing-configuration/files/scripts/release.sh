---skillchain
when: "world contains 'hosts' and config.containers"
---
#!/usr/bin/env bash
# Releases what linux/containers/ says to the hosts of one environment, a batch at a time. Safe to run again.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/release.sh ENVIRONMENT [--limit HOSTS] [--dry-run] [--confirm NAME]

Asks for the name of the environment and brings the services up batch by batch. A
batch whose health check does not answer stops the release; the hosts behind it keep
what they run.

  --limit HOSTS   some hosts only
  --confirm NAME  the environment's name, for terminals without a person
  --dry-run       show what would change, and change nothing
  --help          this text
HELP
}

limit=()
while (($# > 0)); do
  case "$1" in
    --limit) limit=(--limit "${2:?--limit needs hosts}") && shift ;;
    --confirm) CONFIRM="${2:?--confirm needs a name}" && shift ;;
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
<% if linux.platform == 'aws' %>
need aws terraform
tf_init
<% endif %>
confirm_name "${PROJECT}-${ENVIRONMENT}"

playbook release "${limit[@]}"
log "${PROJECT}-${ENVIRONMENT} runs what linux/containers/ says"
