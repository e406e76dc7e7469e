---skillchain
when: recovery.cloud
each: env in envs
section: recovery
order: 80
---
<% render 'tfvars', env: env %>
