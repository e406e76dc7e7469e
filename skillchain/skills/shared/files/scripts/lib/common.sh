---skillchain
section: shared
order: 10
---
# shellcheck shell=bash
# Shared by the scripts of this repository: source it after `set -Eeuo pipefail`.
shopt -s inherit_errexit

REPO_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
PROJECT=<: project.name | shell :>
DRY_RUN="${DRY_RUN:-false}"
CONFIRM="${CONFIRM:-}"
readonly REPO_ROOT PROJECT
export PROJECT

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

environments() { printf '%s\n'<% for each in envs %> <: each.name | shell :><% endfor %>; }

use_environment() {
  local known
  known="$(environments | tr '\n' ' ')"
  [[ -n "${1:-}" ]] || die "name an environment: ${known}" 2
  [[ " ${known}" == *" $1 "* ]] || die "no environment is named '$1'; there are: ${known}" 2
  ENVIRONMENT="$1"
  export ENVIRONMENT
}

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
