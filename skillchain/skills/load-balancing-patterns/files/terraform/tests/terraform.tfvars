---skillchain
when: balancer.aws
section: balancing
order: 65
---
<% render 'tfvars' %>
