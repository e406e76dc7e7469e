---skillchain
section: kubernetes
order: 40
---

# install_chart NAMESPACE CHART REPOSITORY VERSION [ARGUMENT...]: Helm installs resource definitions once and never updates
# them, so they are applied first.
install_chart() {
  local namespace="$1" chart="$2" repository="$3" version="$4" definitions
  shift 4
  log "installing ${chart} ${version}"
  definitions="$(mktemp)"
  helm show crds "${chart}" --repo "${repository}" --version "${version}" >"${definitions}"
  if [[ -s "${definitions}" ]]; then
    run kubectl apply --server-side --force-conflicts --filename "${definitions}"
  fi
  rm -f "${definitions}"
  run helm upgrade "${chart}" "${chart}" --install --atomic --timeout 10m --repo "${repository}" --version "${version}" \
    --namespace "${namespace}" --create-namespace --skip-crds --values "${REPO_ROOT}/k8s/helm/values/${chart}.yaml" "$@"
}

deploy_cluster_services() {
  run kubectl apply --server-side --filename \
    "https://github.com/kubernetes-sigs/gateway-api/releases/download/<: versions.gateway_api :>/standard-install.yaml"
  install_chart kube-system aws-load-balancer-controller https://aws.github.io/eks-charts "<: versions.aws_load_balancer_controller :>" \
    --set "clusterName=${CLUSTER}" --set "region=${REGION}" --set "vpcId=$(tf_output vpc_id)" \
    --set "defaultTags.Environment=${ENVIRONMENT}"
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/cluster"
<% if has.implementing_service_mesh %>
  install_chart istio-system base https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
  install_chart istio-system istiod https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
  install_chart istio-system cni https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
<% if mesh.kind == 'istio-ambient' %>
  install_chart istio-system ztunnel https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
<% endif %>
<% endif %>
<% if observability.stack == 'prometheus' %>
  install_chart monitoring kube-prometheus-stack https://prometheus-community.github.io/helm-charts \
<% if level >= 2 %>
    "<: versions.kube_prometheus_stack :>" \
    --set "alertmanager.config.receivers[1].sns_configs[0].topic_arn=$(tf_output alerts_topic_arn)"
<% else %>
    "<: versions.kube_prometheus_stack :>"
<% endif %>
<% if has.implementing_service_mesh %>
  # Prometheus has an identity, so that the mesh lets it ask.
  run kubectl label namespace monitoring <% if mesh.kind == 'istio-ambient' %>istio.io/dataplane-mode=ambient<% else %>istio-injection=enabled<% endif %> --overwrite
<% endif %>
<% endif %>
}

deploy_workloads() {
  local deployment deployments=(<: services | map: 'name' | join: ' ' :>)
  log "applying k8s/overlays/${ENVIRONMENT}"
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/overlays/${ENVIRONMENT}"
  for deployment in "${deployments[@]}"; do
    run kubectl rollout status "deployment/${deployment}" --namespace <: namespace :> --timeout 5m
  done
  run kubectl wait gateway/gateway --namespace <: namespace :> --for condition=Programmed --timeout 10m
}

need helm kubectl
if [[ "${DRY_RUN}" == true ]]; then
  log "the cluster is not touched; this is what its overlay builds:"
  kubectl kustomize "${REPO_ROOT}/k8s/overlays/${ENVIRONMENT}"
else
  use_cluster
  run kubectl wait nodes --all --for condition=Ready --timeout 10m
  deploy_cluster_services
  deploy_workloads
  log "balancer: $(kubectl get gateway/gateway --namespace <: namespace :> --output jsonpath='{.status.addresses[0].value}')"
fi
