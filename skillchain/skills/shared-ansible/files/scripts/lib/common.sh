---skillchain
when: "world contains 'hosts'"
section: shared-ansible
order: 45
---

# playbook NAME [ARGUMENT...]: one playbook of ansible/ against ENVIRONMENT; with DRY_RUN it shows what it would change.
playbook() {
  local name="$1" arguments=("${@:2}")
  need ansible-playbook
  [[ "${DRY_RUN}" != true ]] || arguments+=(--check --diff)
<% if linux.platform == 'aws' and has.writing_infrastructure_code %>
<% if resources.compute %>
  ANSIBLE_TRANSFER_BUCKET="$(tf_output ansible_transfer_bucket)"
  export ANSIBLE_TRANSFER_BUCKET
<% endif %>
<% if has.planning_disaster_recovery %>
<% if recovery.host_bucket %>
  BACKUP_BUCKET="$(tf_output backup_host_bucket)"
  export BACKUP_BUCKET
<% endif %>
<% endif %>
<% endif %>
  (cd "${REPO_ROOT}/ansible" && ansible-playbook --inventory "inventory/${ENVIRONMENT}" "playbooks/${name}.yml" "${arguments[@]}")
}
