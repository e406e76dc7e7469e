---skillchain
when: "world contains 'hosts'"
section: shared-ansible-hosts
part_of: scripts/deploy.sh
order: 50
---
playbook site<% unless has.writing_infrastructure_code %> "${limit[@]}"<% endunless %>
<% unless has.writing_infrastructure_code %>
log "${PROJECT}-${ENVIRONMENT} is deployed"
<% endunless %>
