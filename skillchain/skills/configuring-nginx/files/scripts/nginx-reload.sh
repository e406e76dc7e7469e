---skillchain
when: "world contains 'hosts'"
---
#!/usr/bin/env bash
# Brings the files of nginx to the web hosts, one host after the other: tested, loaded, asked. What fails stays as it was.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/nginx-reload.sh ENVIRONMENT [--limit HOSTS] [--dry-run]

Places nginx/ on the web hosts and reloads nginx there. A file that nginx refuses is
not loaded, and the hosts behind it are left alone.

  --limit HOSTS  some hosts only
  --dry-run      show what would change, and change nothing
  --help         this text
HELP
}

arguments=(--limit web)
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
<% if linux.platform == 'aws' %>
tf_init
<% endif %>

playbook site "${arguments[@]}"
log "nginx of ${PROJECT}-${ENVIRONMENT} serves what nginx/ says"
