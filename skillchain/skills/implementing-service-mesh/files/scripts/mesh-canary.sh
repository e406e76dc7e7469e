---skillchain
when: mesh.split
---
#!/usr/bin/env bash
# Gives a share of the calls inside the mesh to the next release of a service, and takes it back.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'USAGE'
usage: scripts/mesh-canary.sh ENVIRONMENT SERVICE start --image IMAGE [--weight PERCENT] [--apply]
       scripts/mesh-canary.sh ENVIRONMENT SERVICE weight --weight PERCENT [--apply]
       scripts/mesh-canary.sh ENVIRONMENT SERVICE stop [--apply]

Without --apply it prints what it would do.

  start    one pod of IMAGE beside the release that runs, with PERCENT of the calls (default 10)
  weight   another share, while a canary runs
  stop     all calls back to the release that runs, and the pod away

To promote: set newTag in k8s/overlays/ENVIRONMENT/kustomization.yaml, run scripts/deploy.sh, then stop. Only calls between
services are split; from the balancer the pod gets its part as one pod among the others.
USAGE
}

environment='' service='' action='' image='' weight=10
DRY_RUN=true
while (($#)); do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --apply) DRY_RUN=false ;;
    --image)
      [[ ${2:-} == *:* ]] || die "--image needs an image with its tag" 2
      image=$2
      shift
      ;;
    --weight)
      [[ ${2:-} =~ ^([0-9]|[1-9][0-9]|100)$ ]] || die "--weight needs a number from 0 to 100" 2
      weight=$2
      shift
      ;;
    -*) die "unknown option $1; see --help" 2 ;;
    *)
      if [[ -z ${environment} ]]; then
        environment=$1
      elif [[ -z ${service} ]]; then
        service=$1
      else
        action=$1
      fi
      ;;
  esac
  shift
done
[[ ${environment} && ${service} ]] || die "name the environment and the service; see --help" 2
[[ ${action} == start || ${action} == weight || ${action} == stop ]] || die "start, weight or stop? see --help" 2
[[ ${action} != start || ${image} ]] || die "start needs --image" 2
export DRY_RUN

# serve NAME TRACK: a Service of those pods of the service that are on one track.
serve() {
  kubectl --namespace <: namespace :> get service "${service}" --output json |
    jq --arg name "$1" --arg track "$2" '{apiVersion, kind,
      metadata: {name: $name, namespace: .metadata.namespace, labels: .metadata.labels},
      spec: {selector: (.spec.selector + {track: $track}), ports: (.spec.ports | map(del(.nodePort)))}}' |
    run kubectl apply --server-side --filename -
}

# The pod carries the labels of the service, so that every policy holds for it; its track tells it apart.
start_canary() {
  serve "${service}-stable" stable
  serve "${service}-canary" canary
  kubectl --namespace <: namespace :> get deployment "${service}" --output json |
    jq --arg name "${service}-canary" --arg image "${image}" '{apiVersion, kind,
      metadata: {name: $name, namespace: .metadata.namespace, labels: .metadata.labels},
      spec: (.spec | .replicas = 1 | .selector.matchLabels.track = "canary"
        | .template.metadata.labels.track = "canary" | .template.spec.containers[0].image = $image)}' |
    run kubectl apply --server-side --filename -
  run kubectl --namespace <: namespace :> rollout status "deployment/${service}-canary" --timeout 5m
}

# route BACKENDS: where the calls inside the mesh go.
route() {
  run kubectl --namespace <: namespace :> patch httproute "${service}-inside" --type json \
    --patch "[{\"op\": \"replace\", \"path\": \"/spec/rules/0/backendRefs\", \"value\": $1}]"
}

split() {
  route "[{\"name\": \"${service}-stable\", \"port\": 80, \"weight\": $((100 - $1))},
    {\"name\": \"${service}-canary\", \"port\": 80, \"weight\": $1}]"
}

need jq kubectl
use_environment "${environment}"
tf_init
use_cluster
kubectl --namespace <: namespace :> get httproute "${service}-inside" >/dev/null ||
  die "no service calls ${service}: there is nothing to split"
case ${action} in
  start)
    start_canary
    split "${weight}"
    ;;
  weight)
    kubectl --namespace <: namespace :> get deployment "${service}-canary" >/dev/null || die "no canary of ${service} runs"
    split "${weight}"
    ;;
  stop)
    route "[{\"name\": \"${service}\", \"port\": 80}]"
    run kubectl --namespace <: namespace :> delete --ignore-not-found \
      "deployment/${service}-canary" "service/${service}-canary" "service/${service}-stable"
    ;;
esac
