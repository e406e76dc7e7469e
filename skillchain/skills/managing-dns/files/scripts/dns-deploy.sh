---skillchain
when: dns.hosts
---
#!/usr/bin/env bash
# Brings zones and named.conf to the name servers, the primary first: what does not read is not placed.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/dns-deploy.sh ENVIRONMENT [--limit HOSTS] [--dry-run]

Places dns/ENVIRONMENT/ on the name servers and reloads them, one after the other.

  --limit HOSTS  some hosts only
  --dry-run      show what would change, and change nothing
  --help         this text
HELP
}

arguments=(--limit dns)
while (($# > 0)); do
  case "$1" in
    --limit) arguments=(--limit "${2:?--limit needs hosts}") && shift ;;
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""

playbook site "${arguments[@]}"
log "the name servers of ${PROJECT}-${ENVIRONMENT} serve what dns/ says"
