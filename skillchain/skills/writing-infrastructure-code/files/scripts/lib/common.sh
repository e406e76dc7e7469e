---skillchain
section: iac
order: 20
---

TERRAFORM_DIR="${REPO_ROOT}/terraform"
REGION=<: aws.region | shell :>
<% assign stand_ins = false %>
<% if has.planning_disaster_recovery %>
<% assign stand_ins = recovery.failover %>
<% endif %>
readonly TERRAFORM_DIR<% unless stand_ins %> REGION<% endunless %>

account_id() { aws sts get-caller-identity --query Account --output text; }

# The bucket and the key are named after the account that the credentials belong to; terraform/bootstrap makes them.
<% if stand_ins %>
# A stand-in keeps its state where it is itself: terraform/backup/copies makes that bucket and its key.
state_bucket() {
  case "${ENVIRONMENT:-}" in
    *-dr) printf '%s-%s-state-%s\n' "${PROJECT}" "${ENVIRONMENT}" "$(account_id)" ;;
    *) printf '%s-terraform-state-%s\n' "${PROJECT}" "$(account_id)" ;;
  esac
}

state_key_arn() {
  local name="${PROJECT}-terraform-state"
  if [[ "${ENVIRONMENT:-}" == *-dr ]]; then name="${PROJECT}-${ENVIRONMENT%-dr}-copies"; fi
  aws kms describe-key --region "${REGION}" --key-id "alias/${name}" --query KeyMetadata.Arn --output text
}
<% else %>
state_bucket() { printf '%s-terraform-state-%s\n' "${PROJECT}" "$(account_id)"; }

state_key_arn() {
  aws kms describe-key --region "${REGION}" --key-id "alias/${PROJECT}-terraform-state" --query KeyMetadata.Arn --output text
}
<% endif %>

tf() { terraform -chdir="${TERRAFORM_DIR}" "$@"; }

# init_root DIR BACKEND_FILE: a root below terraform/ with its state in the account's bucket.
init_root() {
  local bucket key
  bucket="$(state_bucket)" || die "AWS does not know these credentials: log in first"
  key="$(state_key_arn)" || die "this account has no state bucket yet: run scripts/setup.sh"
  terraform -chdir="$1" init -input=false -reconfigure \
    -backend-config="$2" -backend-config="bucket=${bucket}" -backend-config="kms_key_id=${key}" >&2
}

tf_init() { init_root "${TERRAFORM_DIR}" "environments/${ENVIRONMENT}.s3.tfbackend"; }

tf_output() { tf output -raw "$1" || die "the state of ${ENVIRONMENT} has no output '$1': was it applied?"; }

# stored_plan: where the plan of this very code is kept. A tree's hash survives merges that leave the code as it is.
stored_plan() {
  local tree
  tree="$(git -C "${REPO_ROOT}" rev-parse 'HEAD:./terraform')" || die "plans are stored under the hash of committed code"
  printf 's3://%s/plans/%s/%s.tfplan\n' "$(state_bucket)" "${ENVIRONMENT}" "${tree}"
}
