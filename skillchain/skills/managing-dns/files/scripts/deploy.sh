---skillchain
section: dns
order: 50
when: skills contains 'operating-kubernetes'
---

deploy_external_dns() {
  local domain
  domain=$(tf_output dns_domain)
  log "installing external-dns <: versions.external_dns :> for apps.${domain}"
  run helm upgrade external-dns external-dns --install --atomic --timeout 5m \
    --repo https://kubernetes-sigs.github.io/external-dns --version "<: versions.external_dns :>" \
    --namespace kube-system --values "${REPO_ROOT}/k8s/helm/values/external-dns.yaml" \
    --set "txtOwnerId=${CLUSTER}" --set "domainFilters[0]=apps.${domain}"
}

if [[ ${DRY_RUN} != true ]]; then
  deploy_external_dns
fi
