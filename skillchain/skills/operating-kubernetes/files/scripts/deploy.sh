---skillchain
section: kubernetes
order: 40
---

# upgrade_chart NAMESPACE CHART REPOSITORY VERSION [ARGUMENT...]: installs a chart without its resource definitions.
upgrade_chart() {
  local namespace="$1" chart="$2" repository="$3" version="$4" source
  shift 4
  source=("${chart}" --repo "${repository}")
  [[ ${repository} == oci://* ]] && source=("${repository}/${chart}")
  log "installing ${chart} ${version}"
  run helm upgrade "${chart}" "${source[@]}" --install --atomic --timeout 10m --version "${version}" \
    --namespace "${namespace}" --create-namespace --skip-crds --values "${REPO_ROOT}/k8s/helm/values/${chart}.yaml" "$@"
}

# install_chart, with the same arguments: Helm installs resource definitions once and never updates them, so they go first.
install_chart() {
  local chart="$2" repository="$3" version="$4" definitions source
  source=("${chart}" --repo "${repository}")
  [[ ${repository} == oci://* ]] && source=("${repository}/${chart}")
  definitions="$(mktemp)"
  helm show crds "${source[@]}" --version "${version}" >"${definitions}"
  if [[ -s "${definitions}" ]]; then
    run kubectl apply --server-side --force-conflicts --filename "${definitions}"
  fi
  rm -f "${definitions}"
  upgrade_chart "$@"
}
<% if cluster.compute == 'fargate' %>

# role_of NAME [KEY]: what tells Helm that a service account has the role NAME of this cluster; Fargate has no Pod Identity.
role_of() {
  printf '%s.eks\\.amazonaws\\.com/role-arn=arn:<: aws.partition :>:iam::%s:role/%s-%s' \
    "${2:-serviceAccount.annotations}" "$(account_id)" "${CLUSTER}" "$1"
}
<% endif %>

deploy_cluster_services() {
<% if cluster.compute == 'karpenter' %>
  # First, and on the group "system": the other controllers run on nodes that Karpenter starts.
  install_chart kube-system karpenter oci://public.ecr.aws/karpenter "<: versions.karpenter :>" \
    --set "settings.clusterName=${CLUSTER}" --set "settings.interruptionQueue=${CLUSTER}-karpenter" \
    --set "controller.env[0].name=AWS_REGION" --set "controller.env[0].value=${REGION}"
<% endif %>
<% if cluster.compute == 'karpenter' or cluster.compute == 'fargate' %>
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/compute/${ENVIRONMENT}"
<% endif %>
<% if ingress.controller == 'aws-lbc' %>
  run kubectl apply --server-side --filename \
    "https://github.com/kubernetes-sigs/gateway-api/releases/download/<: versions.gateway_api :>/standard-install.yaml"
<% else %>
  run kubectl apply --server-side --filename \
    "https://github.com/kubernetes-sigs/gateway-api/releases/download/<: versions.gateway_api_envoy :>/standard-install.yaml"
<% endif %>
  install_chart kube-system aws-load-balancer-controller https://aws.github.io/eks-charts "<: versions.aws_load_balancer_controller :>" \
    --set "clusterName=${CLUSTER}" --set "region=${REGION}" --set "vpcId=$(tf_output vpc_id)" \
<% if cluster.compute == 'fargate' %>
    --set "$(role_of load-balancer-controller)" \
<% endif %>
    --set "defaultTags.Environment=${ENVIRONMENT}"
<% if ingress.controller == 'envoy-gateway' %>
  envoy_definitions
  upgrade_chart envoy-gateway-system gateway-helm oci://docker.io/envoyproxy "<: versions.envoy_gateway :>"
<% endif %>
<% if cluster.cert_manager %>
  install_chart cert-manager cert-manager https://charts.jetstack.io "<: versions.cert_manager :>"<% if cluster.compute == 'fargate' %> --set "$(role_of cert-manager)"<% endif %>

<% endif %>
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/cluster"
<% if has.implementing_service_mesh %>
<% if mesh.linkerd %>
  install_chart cert-manager trust-manager https://charts.jetstack.io "<: versions.trust_manager :>"
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/mesh"
  run kubectl wait certificate/linkerd-identity-issuer --namespace linkerd --for condition=Ready --timeout 5m
  # An injector that is down must not stop the pods of the cluster itself.
  run kubectl label namespace kube-system cert-manager config.linkerd.io/admission-webhooks=disabled --overwrite
  install_chart linkerd-cni linkerd2-cni https://helm.linkerd.io/edge "<: versions.linkerd :>"
  install_chart linkerd linkerd-crds https://helm.linkerd.io/edge "<: versions.linkerd :>"
  install_chart linkerd linkerd-control-plane https://helm.linkerd.io/edge "<: versions.linkerd :>"
<% else %>
  install_chart istio-system base https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
  install_chart istio-system istiod https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
  install_chart istio-system cni https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
<% if mesh.kind == 'istio-ambient' %>
  install_chart istio-system ztunnel https://istio-release.storage.googleapis.com/charts "<: versions.istio :>"
<% endif %>
<% endif %>
<% endif %>
<% if observability.stack == 'prometheus' %>
  install_chart monitoring kube-prometheus-stack https://prometheus-community.github.io/helm-charts \
<% if level >= 2 %>
    "<: versions.kube_prometheus_stack :>" \
<% if cluster.compute == 'fargate' %>
    --set "$(role_of alertmanager alertmanager.serviceAccount.annotations)" \
<% endif %>
    --set "alertmanager.config.receivers[1].sns_configs[0].topic_arn=$(tf_output alerts_topic_arn)"
<% else %>
    "<: versions.kube_prometheus_stack :>"
<% endif %>
<% if has.implementing_service_mesh %>
  # Prometheus has an identity, so that the mesh lets it ask.
<% case mesh.kind %>
<% when 'linkerd' %>
  run kubectl annotate namespace monitoring linkerd.io/inject=enabled --overwrite
  run kubectl rollout restart statefulset/prometheus-kube-prometheus-stack-prometheus --namespace monitoring
<% when 'istio-ambient' %>
  run kubectl label namespace monitoring istio.io/dataplane-mode=ambient --overwrite
<% else %>
  run kubectl label namespace monitoring istio-injection=enabled --overwrite
<% endcase %>
<% if mesh.viz %>
  install_chart linkerd-viz linkerd-viz https://helm.linkerd.io/edge "<: versions.linkerd :>"
<% endif %>
<% endif %>
<% endif %>
}

<% if ingress.controller == 'envoy-gateway' %>
# Envoy Gateway's own definitions come in a chart of their own; those of the Gateway API are there already.
envoy_definitions() {
  local definitions
  definitions="$(mktemp)"
  helm template gateway-crds-helm oci://docker.io/envoyproxy/gateway-crds-helm --version "<: versions.envoy_gateway :>" \
    --set crds.gatewayAPI.enabled=false --set crds.envoyGateway.enabled=true >"${definitions}"
  run kubectl apply --server-side --force-conflicts --filename "${definitions}"
  rm -f "${definitions}"
}

<% endif %>
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
<% if cluster.groups %>
  run kubectl wait nodes --all --for condition=Ready --timeout 10m
<% elsif cluster.compute == 'fargate' %>
  # Nodes come with pods here: CoreDNS is the first to have some.
  run kubectl rollout status deployment/coredns --namespace kube-system --timeout 10m
<% endif %>
  deploy_cluster_services
  deploy_workloads
  log "balancer: $(kubectl get gateway/gateway --namespace <: namespace :> --output jsonpath='{.status.addresses[0].value}')"
fi
