---skillchain
when: global.root and accounts.mode == 'per-env'
each: env in envs
---
environments = [<: env.name | hcl :>]
region       = <: aws.region | hcl :>
<% if level >= 3 %>

block_public_ingress = true
<% endif %>
