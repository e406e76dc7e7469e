---skillchain
when: maturity >= 'intermediate' and ci.trust
---
#!/usr/bin/env bash
# The plan that the pull request made for the code that is checked out: find it, show it, apply it.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/stored-plan.sh ENVIRONMENT version
       scripts/stored-plan.sh ENVIRONMENT show|apply --version ID

  version       print the version of the stored plan; 1 when there is none
  show          print that version of the plan as text
  apply         apply exactly that version; Terraform refuses when the state moved since
  --version ID  the version that was shown, so that what is approved is what runs
  --help        this text
HELP
}

action=""
version=""
while (($# > 0)); do
  case "$1" in
    --version) version="${2:?--version needs an ID}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    version | show | apply) action="$1" ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
[[ -n "${action}" ]] || die "say version, show or apply" 2
[[ "${action}" == version || -n "${version}" ]] || die "${action} needs --version" 2
need aws git terraform

bucket="$(state_bucket)"
target="$(stored_plan)"
key="${target#"s3://${bucket}/"}"

if [[ "${action}" == version ]]; then
  aws s3api head-object --bucket "${bucket}" --key "${key}" --query VersionId --output text || die "no plan is stored for this code: ${target}"
  exit 0
fi

plan="$(mktemp)"
trap 'rm -f "${plan}"' EXIT
aws s3api get-object --bucket "${bucket}" --key "${key}" --version-id "${version}" "${plan}" >/dev/null
tf_init

if [[ "${action}" == show ]]; then
  printf '## %s\n\n```\n' "${ENVIRONMENT}"
  tf show -no-color "${plan}"
  printf '```\n'
else
  tf apply -input=false -lock-timeout=5m "${plan}"
fi
