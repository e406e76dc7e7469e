---skillchain
each: env in envs
section: iac
order: 20
---
<% render 'tfvars', env: env %>
