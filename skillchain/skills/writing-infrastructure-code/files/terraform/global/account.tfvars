---skillchain
when: global.root and accounts.mode != 'per-env'
---
<% if ci.trust %>
environments = <: environments | sort | hcl :>
<% endif %>
region = <: aws.region | hcl :>
<% if level >= 3 %>

# The account is shared: other VPCs in it may need the internet.
block_public_ingress = false
<% endif %>
