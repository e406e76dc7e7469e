---skillchain
when: maturity >= 'intermediate'
---
#!/usr/bin/env bash
# Adds the digest to each image tag in an overlay, read from its registry: what was tested is then what runs.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/pin-images.sh ENVIRONMENT [--dry-run]

Needs docker with buildx, and access to the registries. A tag that has a digest is looked up again.

  --dry-run   print the images with their digests, change nothing
USAGE
}

environment=''
DRY_RUN=false
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --dry-run) DRY_RUN=true ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *) environment=$1 ;;
  esac
  shift
done
[[ ${environment} ]] || die "name the environment; see --help" 2
export DRY_RUN

need docker awk
use_environment "${environment}"
overlay="${REPO_ROOT}/k8s/overlays/${environment}/kustomization.yaml"

images=$(awk '$1 == "-" && $2 == "name:" { name = $3 }
  $1 == "newTag:" { gsub(/"/, "", $2); split($2, tag, "@"); print name, tag[1] }' "${overlay}")
while read -r name tag; do
  digest=$(docker buildx imagetools inspect "${name}:${tag}" --format '{{.Manifest.Digest}}')
  [[ ${digest} == sha256:* ]] || die "the registry gave no digest for ${name}:${tag}"
  printf '%s:%s@%s\n' "${name}" "${tag}" "${digest}"
  [[ ${DRY_RUN} == true ]] && continue
  pinned=$(awk -v name="$name" -v value="$tag@$digest" '
    $1 == "-" && $2 == "name:" { current = $3 }
    $1 == "newTag:" && current == name { sub(/newTag: .*/, "newTag: " value) }
    { print }' "${overlay}")
  printf '%s\n' "${pinned}" >"${overlay}"
done <<<"${images}"
