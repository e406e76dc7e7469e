import { run } from '../../../content/tools.ts'
import { oneFile } from '../one-file.ts'
import type { Judged } from './agree.ts'

const DEPLOY = `#!/usr/bin/env bash
# Deploys one environment.
set -Eeuo pipefail

readonly here=$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)
declare -A regions=([prod]=eu-west-1 [staging]="eu-central-1")
environments=(prod staging)

usage() {
  cat <<EOF
usage: deploy.sh [--dry-run] ENVIRONMENT
  one of \${environments[*]}
EOF
}

log() { printf '%s %s\\n' "$(date -u +%FT%TZ)" "$*" >&2; }

main() {
  local dry_run=false name=""
  while (($# > 0)); do
    case "$1" in
      --dry-run | -n) dry_run=true ;;
      -h | --help)
        usage
        return 0
        ;;
      -*) log "unknown option $1"; return 2 ;;
      *) name=$1 ;;
    esac
    shift
  done
  if [[ -z $name || ! " \${environments[*]} " == *" $name "* ]]; then
    usage >&2
    return 2
  elif [[ $name =~ ^(prod|live)$ ]]; then
    log "production: \${name^^}"
  else
    log "region \${regions[$name]:-none}"
  fi
  for step in init plan apply; do
    until run "$step" "$dry_run"; do
      sleep $((2 ** 3))
    done
  done
  diff <(terraform output -json | jq -r '.a["b"]') <(cat "$here/expected.json") || log 'it differs'
  trap 'rm -f -- "\${tmp:-}"' EXIT
  tmp=$(mktemp)
  {
    echo "done"
    echo 'it'"'"'s over'
  } >"$tmp" 2>&1
}

main "$@"
`

const POSIX = `#!/bin/sh
set -eu
: "\${NAME:=app}"
count=0
for file in /etc/"$NAME"/*.conf; do
  [ -e "$file" ] || continue
  count=$((count + 1))
done
if [ "$count" -gt 1 ] && [ -n "\${FORCE-}" ]; then
  echo "$count files" | tee -a "/var/log/$NAME.log"
elif ! command -v curl >/dev/null 2>&1; then
  exit 1
fi
while read -r line; do
  case $line in
    '#'*) continue ;;
    *=*) key=\${line%%=*} ;;
  esac
done <<'END'
a=1
# b
END
(cd / && ls) || true
echo "\${key#x}"
`

export const shellJudged: Judged = {
  name: 'shell',
  tools: ['bash'],
  comment: /#[^\n]*/g,
  // bash looks into no command substitution in backticks, no arithmetic and no index before it runs.
  least: 0.97,
  samples: async () => [DEPLOY, POSIX],
  prepare: async () => ({
    ours: await oneFile('shell', 'deploy.sh'),
    // Some of what it refuses it only writes, and ends as if all was well.
    theirs: (text) => run('bash', ['-n'], { input: text }).stderr.split('\n')[0] || null,
  }),
  // A substitution or a name that is none stops a script when it gets there, and not before.
  leaveOut: (theirs, ours) =>
    theirs === null &&
    /parameter|invalid var name|without matching `\[`|follow a name|followed by a (?:word|literal)|func name/.test(
      ours ?? '',
    ),
}
