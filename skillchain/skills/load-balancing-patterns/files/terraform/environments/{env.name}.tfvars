---skillchain
when: balancer.aws
section: balancing
order: 65
each: env in envs
---
<% render 'tfvars', env: env %>
