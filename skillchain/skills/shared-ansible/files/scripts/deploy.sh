---skillchain
when: "world contains 'hosts' and not (skills contains 'writing-infrastructure-code')"
section: shared-ansible
order: 10
---
#!/usr/bin/env bash
# Brings the hosts of one environment to what this repository says. Safe to run again: what is already there stays.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/deploy.sh ENVIRONMENT [--limit HOSTS] [--dry-run] [--confirm NAME]

Asks for the name of the environment and runs ansible/playbooks/site.yml on its hosts.

  --limit HOSTS   some hosts or roles only
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

confirm_name "${PROJECT}-${ENVIRONMENT}"
