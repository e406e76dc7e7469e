---skillchain
when: balancer.proxy
---
#!/usr/bin/env bash
# What the balancers of an environment see: servers, shared address, certificate. Changes nothing.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/lb-status.sh ENVIRONMENT

For each balancer: whether the shared address is there, until when its certificate lasts,
and each server with its state, sessions, errors and last check.

  --help  this text
HELP
}

while (($# > 0)); do
  case "$1" in
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""

playbook balancers
