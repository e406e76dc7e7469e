---skillchain
each: env in envs
section: dns
order: 50
---
<% capture domain %><% render 'env-domain', env: env, domain: dns.domain %><% endcapture %>
<% assign domain = domain | strip %>
<% assign below = dns.domain | prepend: '.' %>
<% assign ending = domain | prepend: '.' %>

dns_domain = "<: domain :>"
dns_services = {
<% if has.operating_kubernetes %>
<% for service in services %>
<% if service.class != 'batch' %>
<% if service.host %>
<% if service.host contains below %>
<% if env.production %>
  <: service.name :> = "<: service.host :>"
<% else %>
  <: service.name :> = "<: service.host | replace: below, ending :>"
<% endif %>
<% endif %>
<% else %>
  <: service.name :> = "<: service.name :>.<: domain :>"
<% endif %>
<% endif %>
<% endfor %>
<% endif %>
}
