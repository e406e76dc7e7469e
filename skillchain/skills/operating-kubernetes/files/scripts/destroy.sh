---skillchain
section: kubernetes
order: 15
---

# Balancers, security groups and volumes that controllers made are unknown to Terraform and hold on to the VPC.
# They go first, and while the controllers still run.
cluster_leftovers_gone() {
  local groups volumes
  groups=$(aws ec2 describe-security-groups --region "${REGION}" --output text \
    --filters "Name=tag:elbv2.k8s.aws/cluster,Values=${CLUSTER}" --query 'length(SecurityGroups)')
  volumes=$(kubectl get persistentvolumes --output name)
  [[ ${groups} == 0 && -z ${volumes} ]]
}

empty_cluster() {
  local namespace name
  use_cluster
  if kubectl get customresourcedefinition gateways.gateway.networking.k8s.io >/dev/null 2>&1; then
    run kubectl delete gateways.gateway.networking.k8s.io --all --all-namespaces --timeout 10m
  fi
  while read -r namespace name; do
    run kubectl delete service "${name}" --namespace "${namespace}" --timeout 10m
  done < <(kubectl get services --all-namespaces --output \
    jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace} {.metadata.name}{"\n"}{end}')
  run kubectl delete namespace <: namespace :> --ignore-not-found --timeout 10m
<% if observability.stack == 'prometheus' %>
  # A claim waits for its pod, and a StatefulSet brings the pod back: the release goes before the claims.
  run helm uninstall kube-prometheus-stack --namespace monitoring --ignore-not-found --wait
<% endif %>
  run kubectl delete persistentvolumeclaims --all --all-namespaces --timeout 10m
<% if cluster.compute == 'karpenter' %>
  # Terraform knows nothing of Karpenter's machines: they end with their pools, while Karpenter still runs.
  run kubectl delete nodepools.karpenter.sh,ec2nodeclasses.karpenter.k8s.aws --all --ignore-not-found --timeout 15m
<% endif %>
  if [[ ${DRY_RUN} != true ]]; then
    wait_until 900 "balancers, their security groups and volumes of ${CLUSTER} to be gone" cluster_leftovers_gone
  fi
}

# Read whole: grep --quiet would end early, and pipefail would take that for "no cluster".
in_state="$(tf state list 2>/dev/null || true)"
if [[ ${in_state} == *module.kubernetes.aws_eks_cluster.* ]]; then
  need <% if observability.stack == 'prometheus' %>helm <% endif %>kubectl
  empty_cluster
else
  log "no cluster in the state of ${ENVIRONMENT}: nothing to empty"
fi
