---skillchain
section: recovery
order: 80
---

# ago SECONDS: that time in UTC, in a form that sorts.
ago() { TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T\n' "$(($(printf '%(%s)T' -1) - $1))"; }

# record_drill WHAT SECONDS RESULT: a line in the table that the next drill is compared with.
record_drill() {
  local file="${REPO_ROOT}/disaster-recovery/drills.md"
  if [[ "${DRY_RUN}" == true ]]; then
    log "would add to ${file#"${REPO_ROOT}/"}: $1, $2 s, $3"
  else
    printf '| %(%Y-%m-%d)T | %s | %s | %s s | %s |\n' -1 "${ENVIRONMENT}" "$1" "$2" "$3" >>"${file}"
    log "$1: $3 after $2 s; commit ${file#"${REPO_ROOT}/"}"
  fi
}
