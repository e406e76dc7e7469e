#!/usr/bin/env bash
# Compares what this repository says about names with what the name servers answer.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/dns-verify.sh ENVIRONMENT

<% if dns.route53 and dns.public %>
Asks every authoritative server of the public zone for its serial, for CAA and for each service name.
<% endif %>
<% if dns.route53 and dns.private %>
Reads the private zone from Route 53 and, where this machine is inside the VPC, asks its resolver too.
<% endif %>
<% if dns.bind %>
Asks every BIND server for its serial and its names, and tries to take a whole zone, which has to fail.
<% endif %>
Ends with 1 when something is missing or two servers disagree.
USAGE
}

environment=''
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *) environment=$1 ;;
  esac
  shift
done
[[ ${environment} ]] || die "name the environment; see --help" 2

need <% if dns.route53 %>aws dig jq<% else %>dig<% endif %>
use_environment "${environment}"
failures=0

report() {
  local verdict=$1 what=$2
  printf '%-5s %s\n' "${verdict}" "${what}"
  if [[ ${verdict} == FAIL ]]; then failures=$((failures + 1)); fi
}
<% if dns.route53 %>
<% render 'verify-route53' %>
<% endif %>
<% if dns.bind %>
<% render 'verify-bind' %>
<% endif %>

((failures == 0)) || die "${failures} checks failed"
log "all names answer as this repository says"
