---skillchain
section: kubernetes
order: 40
---
<% render 'tfvars', env: env %>
