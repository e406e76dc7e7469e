#!/usr/bin/env bash
# Says whether this machine can run the scripts of this repository, before one of them stops half-way.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/doctor.sh

Looks for the programs that the scripts call and for their versions. Prints one line
each; ends with 1 when one is missing or too old. Changes nothing.

  --help  this text
HELP
}

case "${1:-}" in
  --help) usage && exit 0 ;;
  "") ;;
  *) usage >&2 && die "unknown argument '$1'" 2 ;;
esac

bad=0

# at_least NAME WANTED FOUND WHY: compares dotted versions.
at_least() {
  local lowest
  if [[ -z "$3" ]]; then
    printf 'bad  %-18s missing; %s\n' "$1" "$4"
    bad=1
    return
  fi
  lowest="$(printf '%s\n%s\n' "$2" "$3" | sort -V | head -n 1)"
  if [[ "${lowest}" == "$2" ]]; then
    printf 'ok   %-18s %s\n' "$1" "$3"
  else
    printf 'bad  %-18s %s, and %s is needed; %s\n' "$1" "$3" "$2" "$4"
    bad=1
  fi
}

# version_of COMMAND ARGUMENT...: the first dotted number it prints, or nothing.
version_of() {
  command -v "$1" >/dev/null 2>&1 || return 0
  "$@" 2>/dev/null | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1 || true
}

at_least bash 4.4 "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" "macOS: brew install bash"
at_least git 2.20 "$(version_of git --version)" "https://git-scm.com"
<% if has.writing_infrastructure_code %>
at_least terraform 1.11 "$(version_of terraform version)" "the state locks in S3 since 1.11"
at_least aws 2.0 "$(version_of aws --version)" "the AWS CLI, version 2"
<% endif %>
<% if has.operating_kubernetes %>
at_least kubectl <: cluster.version :> "$(version_of kubectl version --client)" "within one minor version of the cluster"
at_least helm 3.14 "$(version_of helm version --short)" "add-ons are installed with it"
<% endif %>
<% if has.administering_linux %>
at_least ansible-playbook <: versions.ansible_core :> "$(version_of ansible-playbook --version)" "hosts are configured with it"
<% endif %>
at_least shellcheck 0.8 "$(version_of shellcheck --version)" "only to change scripts"
at_least bats 1.5 "$(version_of bats --version)" "only to test scripts"

exit "${bad}"
