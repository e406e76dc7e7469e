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
export REPO_ROOT PROJECT

<% assign log_json = false %>
<% assign confirm_by_flag = false %>
<% if has.shell_scripting %>
<% if scripts.logs == 'json' %>
<% assign log_json = true %>
<% endif %>
<% if scripts.confirm == 'flag' %>
<% assign confirm_by_flag = true %>
<% endif %>
<% endif %>
<% if log_json %>
# LOG_FORMAT=json: one object a line, for whoever collects them.
log() { write_log info "$*"; }
warn() { write_log warning "$*"; }

write_log() {
  local text="${2//\\/\\\\}"
  if [[ "${LOG_FORMAT:-text}" == json ]]; then
    printf '{"time":"%s","level":"%s","script":"%s","message":"%s"}\n' \
      "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$(basename "$0")" "${text//\"/\\\"}" >&2
  elif [[ "$1" == warning ]]; then
    printf 'warning: %s\n' "$2" >&2
  else
    printf '%s\n' "$2" >&2
  fi
}
<% else %>
log() { printf '%s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
<% endif %>

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

<% if confirm_by_flag %>
# confirm_name NAME: nobody is asked; what cannot be undone wants --confirm NAME.
confirm_name() {
  [[ "${DRY_RUN}" != true ]] || return 0
  [[ "${CONFIRM}" == "$1" ]] || die "pass --confirm $1: '${CONFIRM}' is not that name, and nothing was changed" 2
}
<% else %>
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
<% endif %>

<% assign stand_ins = false %>
<% if has.planning_disaster_recovery %>
<% assign stand_ins = recovery.failover %>
<% endif %>
<% if stand_ins %>
environments() {
  local file
  printf '%s\n'<% for each in envs %> <: each.name | shell :><% endfor %>

  # Stand-ins in the other region; scripts/failover.sh writes their values.
  for file in "${REPO_ROOT}"/terraform/environments/*-dr.tfvars; do
    if [[ -e "${file}" ]]; then basename "${file}" .tfvars; fi
  done
}
<% else %>
environments() { printf '%s\n'<% for each in envs %> <: each.name | shell :><% endfor %>; }
<% endif %>

use_environment() {
  local known
  known="$(environments | tr '\n' ' ')"
  [[ -n "${1:-}" ]] || die "name an environment: ${known}" 2
  [[ " ${known}" == *" $1 "* ]] || die "no environment is named '$1'; there are: ${known}" 2
  ENVIRONMENT="$1"
  export ENVIRONMENT
<% if stand_ins %>
  if [[ "$1" == *-dr ]]; then REGION=<: aws.dr_region :>; fi
<% endif %>
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
