---skillchain
section: kubernetes
order: 40
---

# A kubeconfig per cluster, in the repository: no script ever talks to the cluster another terminal has chosen.
use_cluster() {
  need aws kubectl
  CLUSTER="$(tf_output cluster_name)"
  export KUBECONFIG="${REPO_ROOT}/.kube/${CLUSTER}.yaml"
  if [[ ! -s "${KUBECONFIG}" ]]; then
    aws eks update-kubeconfig --name "${CLUSTER}" --region "${REGION}" --kubeconfig "${KUBECONFIG}" --alias "${CLUSTER}" >&2
  fi
  kubectl get --raw /readyz >/dev/null 2>&1 ||
<% if cluster.endpoint == 'private' %>
    die "the API of ${CLUSTER} does not answer; it is private: run scripts/cluster-tunnel.sh ${ENVIRONMENT} in another terminal"
<% else %>
    die "the API of ${CLUSTER} does not answer; is your address in cluster_public_access_cidrs, and your role in cluster_admins?"
<% endif %>
}
