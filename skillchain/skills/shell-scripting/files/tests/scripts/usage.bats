#!/usr/bin/env bats

load helpers.bash

setup() { setup_copy; }

@test "every script says what it does and ends with 0" {
  for script in "${WORK}"/scripts/*.sh; do
    run -0 "${script}" --help
    [[ "${output}" == [Uu]sage:* ]] || { echo "${script}: ${output}" && false; }
  done
}

@test "every script refuses an option that it does not know, with 2" {
  for script in "${WORK}"/scripts/*.sh; do
    run -2 "${script}" --surely-not-an-option
  done
}

@test "every script is strict" {
  for script in "${WORK}"/scripts/*.sh; do
    grep -q '^set -Eeuo pipefail$' "${script}" || { echo "${script}" && false; }
  done
}

@test "no script reads a secret from its arguments" {
  run ! grep -nE -- '--(password|token|secret)\b' "${WORK}"/scripts/*.sh
}

@test "the doctor changes nothing" {
  before="$(find "${WORK}" -type f | sort)"
  run "${WORK}/scripts/doctor.sh"
  [[ "${output}" == *"bash"* ]]
  [[ "$(find "${WORK}" -type f | sort)" == "${before}" ]]
}
