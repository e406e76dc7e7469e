---skillchain
section: kubernetes
order: 40
---

# Custom resource definitions first: the controller starts only with the kinds it serves, and the manifests use them.
deploy_cluster_services() {
  log "installing the Gateway API <: versions.gateway_api :> and the AWS Load Balancer Controller <: versions.aws_load_balancer_controller :>"
  run kubectl apply --server-side --filename \
    "https://github.com/kubernetes-sigs/gateway-api/releases/download/<: versions.gateway_api :>/standard-install.yaml"
  # Helm installs definitions once and never updates them.
  local definitions
  definitions=$(mktemp)
  helm show crds aws-load-balancer-controller --repo https://aws.github.io/eks-charts \
    --version "<: versions.aws_load_balancer_controller :>" >"${definitions}"
  run kubectl apply --server-side --force-conflicts --filename "${definitions}"
  rm -f "${definitions}"
  run helm upgrade aws-load-balancer-controller aws-load-balancer-controller --install --atomic --timeout 5m \
    --repo https://aws.github.io/eks-charts --version "<: versions.aws_load_balancer_controller :>" \
    --namespace kube-system --skip-crds --values "${REPO_ROOT}/k8s/helm/values/aws-load-balancer-controller.yaml" \
    --set "clusterName=${CLUSTER}" --set "region=${REGION}" --set "vpcId=$(tf_output vpc_id)" \
    --set "defaultTags.Environment=${ENVIRONMENT}"
}

deploy_workloads() {
  log "applying k8s/cluster and k8s/overlays/${ENVIRONMENT}"
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/cluster"
  run kubectl apply --server-side --kustomize "${REPO_ROOT}/k8s/overlays/${ENVIRONMENT}"
  local deployment deployments=(<: services | map: 'name' | join: ' ' :>)
  for deployment in "${deployments[@]}"; do
    run kubectl rollout status "deployment/${deployment}" --namespace "<: namespace :>" --timeout 5m
  done
  run kubectl wait gateway/gateway --namespace "<: namespace :>" --for condition=Programmed --timeout 10m
}

need helm kubectl
if [[ ${DRY_RUN} == true ]]; then
  log "the cluster is not touched; this is what its overlay builds:"
  kubectl kustomize "${REPO_ROOT}/k8s/overlays/${ENVIRONMENT}"
else
  use_cluster
  run kubectl wait nodes --all --for condition=Ready --timeout 10m
  deploy_cluster_services
  deploy_workloads
  log "balancer: $(kubectl get gateway/gateway --namespace "<: namespace :>" --output jsonpath='{.status.addresses[0].value}')"
fi
