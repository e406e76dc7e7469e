---skillchain
when: global.root and accounts.mode != 'per-env'
---
environments = <: environments | sort | hcl :>
region       = <: aws.region | hcl :>
<% if level >= 3 %>

# The account is shared: other VPCs in it may need the internet.
block_public_ingress = false
<% endif %>
