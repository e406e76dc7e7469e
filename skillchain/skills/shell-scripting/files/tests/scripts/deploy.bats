---skillchain
when: "skills contains 'writing-infrastructure-code'"
---
#!/usr/bin/env bats

load helpers.bash

setup() {
  setup_copy
  stub terraform
  stub aws 000000000000
  stub git
<% if has.operating_kubernetes %>
  stub kubectl
  stub helm
<% endif %>
<% if has.administering_linux %>
  stub ansible-playbook
<% endif %>
}

@test "a dry run plans and applies nothing" {
  run "${WORK}/scripts/deploy.sh" <: env.name :> --dry-run
  grep -q 'terraform .* plan ' "${CALLS}"
  run ! grep -E 'terraform .* apply ' "${CALLS}"
}

@test "another environment's name stops before anything is applied" {
  run ! "${WORK}/scripts/deploy.sh" <: env.name :> --confirm somewhere-else
  run ! grep -E 'terraform .* apply ' "${CALLS}"
}

@test "no environment, or one that is not there, is a wrong call" {
  run -2 "${WORK}/scripts/deploy.sh"
  run -2 "${WORK}/scripts/deploy.sh" nowhere
  [[ ! -s "${CALLS}" ]]
}

@test "destroy shows and removes nothing unless it is told to" {
  run "${WORK}/scripts/destroy.sh" <: env.name :>
  run ! grep -E 'terraform .* destroy .*-auto-approve|terraform .* apply .*destroy' "${CALLS}"
}
