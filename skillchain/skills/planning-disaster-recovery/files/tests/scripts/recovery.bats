---skillchain
when: recovery.cloud or recovery.hosts
---
#!/usr/bin/env bats

load helpers.bash

setup() {
  setup_copy
<% if recovery.cloud %>
  stub terraform value
  stub aws 000000000000
<% endif %>
<% if recovery.cluster %>
  stub kubectl name
  stub helm
<% endif %>
<% if recovery.hosts %>
  stub ansible-playbook
  mkdir -p "${WORK}/ansible"
<% endif %>
<% if recovery.hosts %>
  stub vault
<% endif %>
}

# Calls that change something.
changes() {
<% if recovery.cloud %>
  grep -E 'aws \S+ (create|delete|modify|put|restore|start|change)-|kubectl (apply|delete|cordon|drain|scale)|terraform .* (apply|destroy)' "${CALLS}" && return
<% endif %>
  grep 'ansible-playbook' "${CALLS}" | grep -v -- '--check'
}

@test "a restore that is not told to changes nothing" {
<% if recovery.databases %>
  run "${WORK}/scripts/restore.sh" <: env.name :> database postgresql
  run ! changes
<% endif %>
<% if recovery.velero %>
  run "${WORK}/scripts/restore.sh" <: env.name :> namespace <: namespace :>
  run ! changes
<% endif %>
<% if recovery.hosts %>
  run "${WORK}/scripts/restore.sh" <: env.name :> files host-1
<% endif %>
  run ! changes
}

@test "a restore of what does not exist is a wrong call" {
  run -2 "${WORK}/scripts/restore.sh" <: env.name :> moon crater
  run -2 "${WORK}/scripts/restore.sh" <: env.name :>
  run -2 "${WORK}/scripts/restore.sh" nowhere files host-1
  run ! changes
}
<% if recovery.hosts %>

@test "a restore on a host is limited to that host" {
  run -0 "${WORK}/scripts/restore.sh" <: env.name :> files host-1 --into /var/there --apply
  grep -q 'ansible-playbook .*--limit host-1 .*"/var/there"' "${CALLS}"
}

@test "a dry run makes no password" {
  run "${WORK}/scripts/backup-password.sh" <: env.name :> --dry-run
  run ! grep -E ' (put|<% if recovery.cloud %>create-secret|<% endif %>put-parameter) ' "${CALLS}"
}
<% endif %>
<% if recovery.failover %>

@test "a rehearsal that is not told to changes nothing, and is written down nowhere" {
  mkdir -p "${WORK}/disaster-recovery"
  run "${WORK}/scripts/dr-drill.sh" <: env.name :> copies
  run ! changes
  [[ ! -e "${WORK}/disaster-recovery/drills.md" ]]
}

@test "a rehearsal is written down with its time" {
  mkdir -p "${WORK}/disaster-recovery"
  stub aws 3
  run -0 "${WORK}/scripts/dr-drill.sh" <: env.name :> copies --apply
  grep -qE '^\| [0-9-]{10} \| <: env.name :> \| copies \| [0-9]+ s \| passed \|$' "${WORK}/disaster-recovery/drills.md"
}

@test "a copy that is missing fails the rehearsal, and that is written down too" {
  mkdir -p "${WORK}/disaster-recovery"
  cat >"${STUBS}/aws" <<'STUB'
#!/usr/bin/env bash
[[ "$*" != *--region\ <: aws.region :>* ]] || { echo 3 && exit; }
echo 2
STUB
  sed -i "s/printf '%s' 'value'/case \"\$*\" in *dr_region*) printf <: aws.dr_region :> ;; *) printf value ;; esac/" "${STUBS}/terraform"
  run -1 "${WORK}/scripts/dr-drill.sh" <: env.name :> copies --apply
  grep -q 'FAILED' "${WORK}/disaster-recovery/drills.md"
}

@test "the stand-in has values of its own, and asks the lost region nothing" {
  run -0 "${WORK}/scripts/failover.sh" <: env.name :> values
  [[ "${output}" == *'environment = "<: env.name :>-dr"'* || "${output}" == *'"<: env.name :>-dr"'* ]]
  [[ "${output}" != *"<: aws.region :>"* ]]
  [[ ! -e "${WORK}/terraform/environments/<: env.name :>-dr.tfvars" ]]
}

@test "a failover wants the name of the stand-in" {
  run ! "${WORK}/scripts/failover.sh" <: env.name :> build --apply --confirm <: env.cluster :>
  run ! changes
  run -2 "${WORK}/scripts/failover.sh" <: env.name :> sideways
}
<% if recovery.names %>
<% if dns.routing == 'none' %>

@test "names that are not told to move stay" {
  run "${WORK}/scripts/failover.sh" <: env.name :> names
  run ! changes
}
<% endif %>
<% endif %>
<% endif %>
