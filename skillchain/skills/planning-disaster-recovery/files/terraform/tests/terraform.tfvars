---skillchain
when: recovery.cloud
section: recovery
order: 80
---
<% render 'tfvars' %>
