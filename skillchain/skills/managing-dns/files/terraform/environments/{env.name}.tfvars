---skillchain
when: dns.route53
each: env in envs
section: dns
order: 50
---
<% render 'tfvars', env: env %>
