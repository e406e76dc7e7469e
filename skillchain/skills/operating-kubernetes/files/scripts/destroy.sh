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
  use_cluster
  run kubectl delete gateways.gateway.networking.k8s.io --all --all-namespaces --ignore-not-found --timeout 10m
  local namespace name
  while read -r namespace name; do
    run kubectl delete service "${name}" --namespace "${namespace}" --timeout 10m
  done < <(kubectl get services --all-namespaces --output \
    jsonpath='{range .items[?(@.spec.type=="LoadBalancer")]}{.metadata.namespace} {.metadata.name}{"\n"}{end}')
  run kubectl delete namespace "<: namespace :>" --ignore-not-found --timeout 10m
  run kubectl delete persistentvolumeclaims --all --all-namespaces --timeout 10m
  if [[ ${DRY_RUN} != true ]]; then
    wait_until 900 "balancers, their security groups and volumes of ${CLUSTER} to be gone" cluster_leftovers_gone
  fi
}

if tf state list 2>/dev/null | grep -q '^module\.kubernetes\.aws_eks_cluster\.'; then
  empty_cluster
else
  log "no cluster in the state of ${ENVIRONMENT}: nothing to empty"
fi
