#!/usr/bin/env bash
# Checks the Terraform code without an account: format, validity, and the promises under terraform/tests.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/test.sh

Formats are checked, not changed. The tests run once for each environment with its
own values. Nothing is created; no credentials are needed.

  --help  this text
HELP
}

case "${1:-}" in
  "") ;;
  --help) usage && exit 0 ;;
  *) usage >&2 && die "unknown argument '$1'" 2 ;;
esac
need terraform

terraform fmt -check -diff -recursive "${TERRAFORM_DIR}"

for root in "${TERRAFORM_DIR}" "${TERRAFORM_DIR}/bootstrap"<% if global.root %> "${TERRAFORM_DIR}/global"<% endif %>; do
  log "validate ${root#"${REPO_ROOT}/"}"
  terraform -chdir="${root}" init -backend=false -input=false >/dev/null
  terraform -chdir="${root}" validate
done

for environment in $(environments); do
  log "test ${environment}"
  tf test -var-file="environments/${environment}.tfvars"
done
<% if level >= 2 %>

need tflint
tflint --chdir="${REPO_ROOT}" --init >/dev/null
tflint --chdir="${REPO_ROOT}" --recursive --config="${REPO_ROOT}/.tflint.hcl"
<% endif %>
