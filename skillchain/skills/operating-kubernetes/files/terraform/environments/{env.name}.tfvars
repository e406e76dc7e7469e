---skillchain
each: env in envs
section: kubernetes
order: 40
---
<% render 'tfvars', env: env %>
