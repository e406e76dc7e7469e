---skillchain
when: maturity >= 'intermediate' and cluster.compute != 'fargate'
---
#!/usr/bin/env bash
# Moves all pods off a node; says which disruption budget holds it up when that does not work.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/node-drain.sh ENVIRONMENT NODE [--apply] [--timeout DURATION] [--back]

Without --apply it prints what it would do.

  --apply               cordon NODE and evict its pods
  --timeout DURATION    give up after this long (default 10m); the node stays cordoned
  --back                let pods onto NODE again instead of draining it
USAGE
}

environment='' node='' timeout=10m back=false
DRY_RUN=true
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --apply) DRY_RUN=false ;;
    --back) back=true ;;
    --timeout)
      [[ ${2:-} =~ ^[0-9]+[smh]$ ]] || die "--timeout needs a duration such as 10m" 2
      timeout=$2
      shift
      ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *)
      if [[ -z ${environment} ]]; then environment=$1; else node=$1; fi
      ;;
  esac
  shift
done
[[ ${environment} && ${node} ]] || die "name the environment and the node; see --help" 2
export DRY_RUN

blocked_by() {
  warn "the drain did not finish; these budgets allow no disruption now:"
  kubectl get poddisruptionbudgets --all-namespaces --output \
    jsonpath='{range .items[?(@.status.disruptionsAllowed==0)]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}' >&2
  die "the node stays cordoned; docs/runbooks/node-not-ready.md goes on from here"
}

use_environment "${environment}"
tf_init
use_cluster
kubectl get node "${node}" >/dev/null || die "no node ${node} in ${CLUSTER}"
if [[ ${back} == true ]]; then
  run kubectl uncordon "${node}"
  exit 0
fi
run kubectl cordon "${node}"
run kubectl drain "${node}" --ignore-daemonsets --delete-emptydir-data --timeout "${timeout}" || blocked_by
log "${node} is empty"
