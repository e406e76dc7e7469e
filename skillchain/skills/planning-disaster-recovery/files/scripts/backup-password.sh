---skillchain
when: recovery.hosts
---
#!/usr/bin/env bash
# Makes the password of the backups of an environment, once, where secrets are kept. It is never shown.
set -Eeuo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'HELP'
Usage: scripts/backup-password.sh ENVIRONMENT [--dry-run]

Makes a password where there is none. One that is there stays: backups cannot be read with another.

  --dry-run  print what would be done
  --help     this text
HELP
}

while (($# > 0)); do
  case "$1" in
    --dry-run) DRY_RUN=true ;;
    --help) usage && exit 0 ;;
    -*) usage >&2 && die "unknown option '$1'" 2 ;;
    *) use_environment "$1" ;;
  esac
  shift
done
[[ -n "${ENVIRONMENT:-}" ]] || use_environment ""

<% case secrets.store %>
<% when 'vault' %>
need openssl vault
path="secret/${PROJECT}/${ENVIRONMENT}/backup"
exists() { vault kv get -field=password "${path}" >/dev/null 2>&1; }
make() { openssl rand -base64 32 | vault kv put "${path}" password=- >/dev/null; }
<% when 'ssm' %>
need aws openssl
path="/${PROJECT}/${ENVIRONMENT}/backup"
exists() { aws ssm get-parameter --region <: aws.region :> --name "${path}" >/dev/null 2>&1; }
make() {
  local value region
  value="$(openssl rand -base64 32)"
  # In both regions: a password that fails with the first one opens nothing in the second.
  for region in <: aws.region :> <: aws.dr_region :>; do
    printf '{"Name":"%s","Type":"SecureString","Value":"%s"}' "${path}" "${value}" |
      aws ssm put-parameter --region "${region}" --cli-input-json file:///dev/stdin >/dev/null
  done
}
<% else %>
need aws openssl
path="${PROJECT}/${ENVIRONMENT}/backup"
exists() { aws secretsmanager describe-secret --region <: aws.region :> --secret-id "${path}" >/dev/null 2>&1; }
# In both regions: a password that fails with the first one opens nothing in the second.
make() {
  openssl rand -base64 32 | tr -d '\n' | aws secretsmanager create-secret --region <: aws.region :> --name "${path}" \
    --secret-string file:///dev/stdin --add-replica-regions Region=<: aws.dr_region :> >/dev/null
}
<% endcase %>

if exists; then
  log "${path} is there and stays"
else
  run make
  log "${path}: made; give a copy to whoever must restore when this store is gone"
fi
