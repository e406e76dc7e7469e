---skillchain
when: maturity >= 'intermediate'
---
#!/usr/bin/env bash
# Gathers what somebody who helps will ask for into one file, without a secret in it. Reads, changes nothing.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/diagnose.sh ENVIRONMENT [--output FILE]

Writes what the environment looks like right now: the commit, the plan's summary, what
does not run, what was logged. Values that look like secrets are blotted out.

  --output FILE  instead of diagnosis-ENVIRONMENT.txt
  --help         this text
HELP
}

output=""
while (($# > 0)); do
  case "$1" in
    --output) output="${2:?--output needs a file}" && shift ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""
output="${output:-diagnosis-${ENVIRONMENT}.txt}"

blot() { sed -E 's/((password|secret|token|key)[A-Za-z_]*["'"'"']?[:=] *)[^ ,}]+/\1(blotted out)/Ig'; }

# part TITLE COMMAND...: a failure is part of the finding and ends nothing.
part() {
  local title="$1"
  shift
  printf '\n== %s ==\n' "${title}"
  "$@" 2>&1 || printf '(ended with %s)\n' "$?"
}

gather() {
  part "repository" git -C "${REPO_ROOT}" log -1 --format='%h %ad %an: %s'
  part "changes that are not committed" git -C "${REPO_ROOT}" status --short
<% if has.writing_infrastructure_code %>
  part "who is asking" aws sts get-caller-identity
  part "outputs of the state" tf output
<% endif %>
<% if has.operating_kubernetes %>
  part "nodes" kubectl get nodes --output wide
  part "pods that do not run" kubectl get pods --all-namespaces --field-selector 'status.phase!=Running,status.phase!=Succeeded'
  part "events" kubectl get events --namespace <: namespace :> --sort-by .lastTimestamp
<% endif %>
<% if has.administering_linux %>
  part "hosts that answer" ansible --inventory "${REPO_ROOT}/ansible/inventory/${ENVIRONMENT}" all --module-name ansible.builtin.ping --one-line
<% endif %>
}

<% if has.writing_infrastructure_code %>
need aws terraform
tf_init
<% endif %>
<% if has.operating_kubernetes %>
use_cluster
<% endif %>
gather | blot >"${output}"
log "written: ${output}; read it before you pass it on"
