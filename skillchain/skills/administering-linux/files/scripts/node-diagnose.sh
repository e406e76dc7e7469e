#!/usr/bin/env bash
# What a host looks like from inside, for somebody who was just woken up. Reads, changes nothing, needs nothing but a shell.
set -Eeuo pipefail

usage() {
  cat <<'HELP'
Usage: scripts/node-diagnose.sh

Runs on the host itself. Prints load, memory, disks, files that are deleted but open,
failed units, timers, the clock, what the kernel ended, and what waits for a boot.

  --help  this text
HELP
}

case "${1:-}" in
  --help) usage && exit 0 ;;
  "") ;;
  *)
    usage >&2
    exit 2
    ;;
esac

section() { printf '\n== %s ==\n' "$1"; }
# A command that this host does not have is said, and the others go on.
try() {
  if command -v "$1" >/dev/null 2>&1; then
    "$@" 2>&1 || printf '(%s ended with %s)\n' "$1" "$?"
  else
    printf '(%s is not installed)\n' "$1"
  fi
}

section "load, and processors"
try uptime
try nproc
section "memory"
try free -h
section "disks, then inodes"
try df -h -x tmpfs -x devtmpfs -x overlay
try df -i -x tmpfs -x devtmpfs -x overlay
section "largest folders of /var"
try du -xh --max-depth=2 --threshold=100M /var
section "deleted files that are still open"
try lsof -nP +L1
section "failed units"
try systemctl --failed --no-legend --no-pager
section "timers"
try systemctl list-timers --all --no-pager
section "clock"
try chronyc tracking
section "ended for lack of memory, since the boot"
try journalctl --no-pager --quiet --boot --dmesg --grep 'Out of memory|oom-kill'
section "listening"
try ss -tulpn
section "waiting for a boot"
<% if linux.family == 'debian' %>
if [[ -e /run/reboot-required ]]; then cat /run/reboot-required; else echo no; fi
<% else %>
try dnf --quiet needs-restarting --reboothint
<% endif %>
