---skillchain
when: maturity >= 'advanced'
---
#!/usr/bin/env bash
# What each environment cost, by service, as AWS billed it.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/cost-report.sh ENVIRONMENT [--month YYYY-MM]

Prints the unblended cost of an environment by service, dearest first. The tags
Project and Environment must be activated as cost allocation tags in the paying
account; they count from that day on. Each call costs $0.01.

  --month YYYY-MM  a month; the running one otherwise
  --help           this text
HELP
}

month="$(date -u +%Y-%m)"
while (($# > 0)); do
  case "$1" in
    --month) month="${2:?--month needs YYYY-MM}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ "${month}" =~ ^[0-9]{4}-(0[1-9]|1[0-2])$ ]] || die "a month is written YYYY-MM" 2
need aws jq

year="${month%-*}"
next=$((10#${month#*-} % 12 + 1))
((next != 1)) || year=$((year + 1))
end="$(printf '%s-%02d-01' "${year}" "${next}")"

filter="$(jq -n --arg project "${PROJECT}" --arg environment "${ENVIRONMENT}" '{And: [
  {Tags: {Key: "Project", Values: [$project]}},
  {Tags: {Key: "Environment", Values: [$environment]}}
]}')"

# Cost Explorer answers from one endpoint for all regions.
aws ce get-cost-and-usage --region us-east-1 --granularity MONTHLY --metrics UnblendedCost \
  --time-period "Start=${month}-01,End=${end}" --group-by Type=DIMENSION,Key=SERVICE --filter "${filter}" |
  jq -r '[.ResultsByTime[].Groups[] | {service: .Keys[0], amount: (.Metrics.UnblendedCost.Amount | tonumber)}]
    | sort_by(-.amount) as $rows
    | ($rows[] | select(.amount >= 0.01) | [.service, (.amount * 100 | round / 100)]), ["total", ([$rows[].amount] | add // 0 | . * 100 | round / 100)]
    | @tsv'
