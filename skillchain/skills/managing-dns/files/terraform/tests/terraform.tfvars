---skillchain
when: dns.route53
section: dns
order: 50
---
<% render 'tfvars', env: env %>
