---skillchain
section: dns
order: 50
when: skills contains 'operating-kubernetes'
---

if [[ "${DRY_RUN}" != true ]]; then
  install_chart kube-system external-dns https://kubernetes-sigs.github.io/external-dns "<: versions.external_dns :>" \
<% if cluster.compute == 'fargate' %>
    --set "$(role_of external-dns)" \
<% endif %>
    --set "txtOwnerId=${CLUSTER}" --set "domainFilters[0]=apps.$(tf_output dns_domain)"
fi
