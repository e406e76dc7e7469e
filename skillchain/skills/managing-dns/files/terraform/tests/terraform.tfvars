---skillchain
section: dns
order: 50
---
<% render 'tfvars', env: env %>
