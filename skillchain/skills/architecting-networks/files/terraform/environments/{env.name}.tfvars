---skillchain
each: env in envs
section: network
order: 30
---
<% render 'tfvars', env: env %>
