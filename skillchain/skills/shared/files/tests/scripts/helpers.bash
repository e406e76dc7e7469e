---skillchain
when: "skills contains 'shell-scripting' or skills contains 'planning-disaster-recovery'"
---
# shellcheck shell=bash
# Shared by the tests: a copy of the scripts, and stubs in place of the programs that change things.

bats_require_minimum_version 1.5.0

setup_copy() {
  REPO="$(cd "${BATS_TEST_DIRNAME}/../.." && pwd)"
  WORK="${BATS_TEST_TMPDIR}/repo"
  CALLS="${BATS_TEST_TMPDIR}/calls"
  STUBS="${BATS_TEST_TMPDIR}/stubs"
  mkdir -p "${WORK}" "${STUBS}"
  cp -R "${REPO}/scripts" "${WORK}/scripts"
<% if has.writing_infrastructure_code %>
  cp -R "${REPO}/terraform" "${WORK}/terraform"
<% endif %>
  : >"${CALLS}"
  export REPO WORK CALLS STUBS
  PATH="${STUBS}:${PATH}"
  cat >"${STUBS}/lib" <<'LIB'
#!/usr/bin/env bash
set -Eeuo pipefail
source "${WORK}/scripts/lib/common.sh"
"$@"
LIB
  chmod +x "${STUBS}/lib"
}

# stub NAME [OUTPUT]: writes down how it was called, prints OUTPUT, succeeds.
stub() {
  cat >"${STUBS}/$1" <<STUB
#!/usr/bin/env bash
printf '%s %s\n' "$1" "\$*" >>"${CALLS}"
printf '%s' '${2:-}'
STUB
  chmod +x "${STUBS}/$1"
}
