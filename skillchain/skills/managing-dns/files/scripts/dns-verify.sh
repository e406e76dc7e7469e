#!/usr/bin/env bash
# Compares what Terraform says about names with what the name servers answer.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/dns-verify.sh ENVIRONMENT

<% if dns.public %>
Asks every authoritative server of the public zone for its serial, for CAA and for each service name.
<% endif %>
<% if dns.private %>
Reads the private zone from Route 53 and, where this machine is inside the VPC, asks its resolver too.
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

need aws dig jq
use_environment "${environment}"
tf_init
names=$(tf output -json dns_service_names | jq --raw-output '.[]')
failures=0

report() {
  local verdict=$1 what=$2
  printf '%-5s %s\n' "${verdict}" "${what}"
  if [[ ${verdict} == FAIL ]]; then failures=$((failures + 1)); fi
}
<% if dns.private %>

check_private_zone() {
  local zone name records
  zone=$(tf_output dns_private_zone_id)
  records=$(aws route53 list-resource-record-sets --hosted-zone-id "${zone}" --output json |
    jq --raw-output '.ResourceRecordSets[].Name | rtrimstr(".")')
  for name in ${names}; do
    if grep --quiet --line-regexp --fixed-strings "${name}" <<<"${records}"; then
      report ok "${name} stands in the private zone"
    else
      report FAIL "${name} is missing in the private zone ${zone}"
    fi
    if [[ $(dig +short +time=2 +tries=1 "${name}" 2>/dev/null) ]]; then
      report ok "${name} resolves from here"
    else
      report skip "${name} does not resolve from here: this machine is outside the VPC, or nothing is deployed"
    fi
  done
}

check_private_zone
<% endif %>
<% if dns.public %>

check_public_zone() {
  local server servers domain name serial first=''
  domain=$(tf_output dns_domain)
  servers=$(tf output -json dns_name_servers | jq --raw-output '.[]')
  for server in ${servers}; do
    serial=$(dig +short +time=3 +tries=2 SOA "$domain" "@$server" | awk '{ print $3 }')
    first=${first:-${serial}}
    if [[ ${serial} && ${serial} == "${first}" ]]; then
      report ok "${server} has serial ${serial}"
    else
      report FAIL "${server} has serial '${serial}', another one has '${first}'"
    fi
    if [[ $(dig +short +time=3 +tries=2 CAA "${domain}" "@${server}") ]]; then
      report ok "${server} answers CAA"
    else
      report FAIL "${server} has no CAA for ${domain}"
    fi
    for name in ${names}; do
      if [[ $(dig +short +time=3 +tries=2 CNAME "${name}" "@${server}") ]]; then
        report ok "${server} knows ${name}"
      else
        report FAIL "${server} does not know ${name}"
      fi
    done
  done
  if [[ $(dig +short +time=3 +tries=2 NS "${domain}" | sort) == "$(tr ' ' '\n' <<<"${servers}" | sed 's/$/./' | sort)" ]]; then
    report ok "the parent delegates to these servers"
  else
    report FAIL "the parent of ${domain} does not delegate to these servers; see docs/runbooks/delegation.md"
  fi
}

check_public_zone
<% endif %>

((failures == 0)) || die "${failures} checks failed"
log "all names answer as Terraform says"
