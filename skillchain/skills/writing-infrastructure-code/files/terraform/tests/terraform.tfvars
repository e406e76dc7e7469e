---skillchain
section: iac
order: 20
---
<% render 'tfvars' %>
