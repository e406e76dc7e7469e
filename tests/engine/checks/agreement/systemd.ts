import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { judge } from '../one-file.ts'
import type { Judged } from './agree.ts'

const SERVICE = `# A service with most of what services have.
[Unit]
Description=The app
Documentation=https://example.com/app man:app(8)
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=5min
StartLimitBurst=3
ConditionPathExists=/etc

[Service]
Type=simple
User=daemon
Group=nogroup
WorkingDirectory=/tmp
Environment=PORT=8080 "GREETING=hello world"
EnvironmentFile=-/etc/default/app
ExecStartPre=/bin/mkdir -p /tmp/app
ExecStart=/bin/sh -c 'exec sleep infinity'
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=5s
TimeoutStopSec=1min 30s
KillSignal=SIGTERM
KillMode=mixed
LimitNOFILE=65536
UMask=0027
Nice=5
OOMScoreAdjust=-100
NoNewPrivileges=yes
PrivateDevices=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=/var/log /run
RuntimeDirectory=app
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallFilter=@system-service
MemoryMax=512M
CPUQuota=50%
TasksMax=100
StandardOutput=journal
SyslogLevel=info

[Install]
WantedBy=multi-user.target
`

/** The sections say which type of unit it is. */
const TIMER = `[Unit]
Description=A timer

[Timer]
OnCalendar=Mon..Fri *-*-* 02:30:00
OnCalendar=weekly
OnBootSec=15min
OnUnitActiveSec=1d
RandomizedDelaySec=10m
AccuracySec=1us
Persistent=true
Unit=systemd-tmpfiles-clean.service

[Install]
WantedBy=timers.target
`

const ONESHOT = `[Unit]
Description=Once
OnFailure=emergency.target

[Service]
Type=oneshot
ExecStart=/bin/true
ExecStart=/bin/echo done
RemainAfterExit=yes
`

const typeOf = (text: string): string => (/^\[Timer\]/m.test(text) ? 'timer' : 'service')

export const systemdJudged: Judged = {
  name: 'systemd',
  tools: ['systemd-analyze'],
  comment: /^#[^\n]*/gm,
  // Capabilities, system calls and users are the running system's.
  least: 0.92,
  samples: async () => [SERVICE, TIMER, ONESHOT],
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-systemd-'))
    return {
      ours: async (text) => {
        const found = await judge('systemd', { [`skillchain.${typeOf(text)}`]: text })
        const one = found.find((finding) => finding.rule !== 'advice')
        return one === undefined ? null : `${one.line}:${one.column} ${one.message}`
      },
      theirs: (text) => {
        const file = join(dir, `skillchain.${typeOf(text)}`)
        writeFileSync(file, text)
        const { stderr, stdout } = run('systemd-analyze', ['verify', '--man=no', '--generators=no', file])
        // It says more than one line of what it minds; other units of the machine have theirs.
        return `${stderr}${stdout}`.split('\n').find((line) => line.includes('skillchain.')) ?? null
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  leaveOut: (theirs) =>
    /is not executable|not found\.$|not loaded|Failed to (?:find|create)|Failed to parse (?:system call|capability)|Transaction|ordering cycle/.test(
      theirs ?? '',
    ),
}
