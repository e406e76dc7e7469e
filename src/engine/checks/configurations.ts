import { mayBeActions } from './actions/paths.ts'
import { mayBeAnsible } from './ansible/paths.ts'
import type { CheckEntry } from './catalog.ts'
import { mayBeHaproxy } from './haproxy/paths.ts'
import { mayBeNamed } from './named/paths.ts'
import { mayBeNginx } from './nginx/paths.ts'
import { writtenHere } from './paths.ts'
import { mayHoldRules } from './prometheus/paths.ts'
import { mayBeUnit } from './systemd/paths.ts'
import { mayBeZone } from './zone/paths.ts'

/** Checks of the files that other programs are configured with. */
export const CONFIGURATIONS: readonly CheckEntry[] = [
  {
    id: 'nginx',
    judges: 'nginx configurations',
    mayConcern: (path) => mayBeNginx(path) && writtenHere(path),
    load: async () => (await import('./nginx/check.ts')).nginxCheck,
  },
  {
    id: 'haproxy',
    judges: 'HAProxy configurations',
    mayConcern: (path) => mayBeHaproxy(path) && writtenHere(path),
    load: async () => (await import('./haproxy/check.ts')).haproxyCheck,
  },
  {
    id: 'named',
    judges: 'BIND configurations',
    mayConcern: (path) => mayBeNamed(path) && writtenHere(path),
    load: async () => (await import('./named/check.ts')).namedCheck,
  },
  {
    id: 'actions',
    judges: 'GitHub Actions: workflows and actions',
    mayConcern: (path) => mayBeActions(path) && writtenHere(path),
    load: async () => (await import('./actions/check.ts')).actionsCheck,
  },
  {
    id: 'ansible',
    judges: 'Ansible: playbooks, roles, templates, inventories',
    mayConcern: (path) => mayBeAnsible(path) && writtenHere(path),
    load: async () => (await import('./ansible/check.ts')).ansibleCheck,
  },
  {
    id: 'prometheus',
    judges: 'rules of Prometheus',
    mayConcern: (path) => mayHoldRules(path) && writtenHere(path),
    load: async () => (await import('./prometheus/check.ts')).prometheusCheck,
  },
  {
    id: 'systemd',
    judges: 'systemd units',
    mayConcern: (path) => mayBeUnit(path) && writtenHere(path),
    load: async () => (await import('./systemd/check.ts')).systemdCheck,
  },
  {
    id: 'zone',
    judges: 'DNS zone files',
    mayConcern: (path) => mayBeZone(path) && writtenHere(path),
    load: async () => (await import('./zone/check.ts')).zoneCheck,
  },
]
