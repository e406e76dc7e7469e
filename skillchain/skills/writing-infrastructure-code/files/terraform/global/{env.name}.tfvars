---skillchain
when: global.root and accounts.mode == 'per-env'
each: env in envs
---
<% if ci.trust %>
environments = [<: env.name | hcl :>]
<% endif %>
region = <: aws.region | hcl :>
<% if level >= 3 %>

block_public_ingress = true
<% endif %>
