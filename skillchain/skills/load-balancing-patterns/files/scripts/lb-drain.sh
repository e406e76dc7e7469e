---skillchain
when: balancer.proxy
---
#!/usr/bin/env bash
# Takes one server out of the balancers of an environment, or back: for work on it, or because it is ill. Safe to run again.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/lb-drain.sh ENVIRONMENT SERVER [--ready] [--dry-run]

No balancer gives SERVER new requests; those that are open get <: lb.drain :>. The servers
that are left must carry its load (see scripts/lb-status.sh). A balancer that restarts
gives it requests again.

  --ready    take it back
  --dry-run  show what would change, and change nothing
  --help     this text
HELP
}

action=drain
server=
while (($# > 0)); do
  case "$1" in
    --ready) action=ready ;;
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *)
      if [[ -z "${ENVIRONMENT:-}" ]]; then
        use_environment "$1"
      else
        server="$1"
      fi
      ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ "${server}" =~ ^[a-z0-9-]+$ ]] || die "name a server, like <% capture list %><% render 'targets', machines: env.machines %><% endcapture %><: list | strip | split: '=' | first :>" 2

playbook drain --extra-vars "drain_action=${action} drain_server=${server}"
log "${server} of ${PROJECT}-${ENVIRONMENT}: ${action}"
