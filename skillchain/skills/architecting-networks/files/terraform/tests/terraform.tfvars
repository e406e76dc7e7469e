---skillchain
section: network
order: 30
---
<% render 'tfvars' %>
