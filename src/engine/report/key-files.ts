import { globMatcher } from '../checks/index.ts'
import type { KeyFile } from '../protocol/report.ts'

/** Spec 1 §4.6's five lines, then what other worlds have instead; the first path that exists stands for each. */
const KEYS: readonly (readonly [label: string, ...globs: string[]])[] = [
  ['Core infrastructure resources', '**/terraform/main.tf', 'main.tf', '**/main.tf'],
  [
    'Kubernetes deployment specs',
    '**/k8s/overlays/prod*/kustomization.yaml',
    '**/overlays/*/kustomization.yaml',
    '**/{k8s,kubernetes}/**/deployment.yaml',
  ],
  [
    'Network architecture',
    '**/terraform/network.tf',
    '**/terraform/network/main.tf',
    '**/docs/network-architecture.md',
  ],
  [
    'Load balancer configuration',
    '**/terraform/load-balancer.tf',
    '**/haproxy.cfg',
    '**/base/gateway/gateway.yaml',
    '**/gateway.yaml',
    '**/envoy.yaml',
  ],
  ['Setup and deployment scripts', '**/scripts/setup.sh', '**/scripts/deploy.sh', '**/scripts/*.sh'],
  ['DNS zones and records', '**/terraform/dns.tf', '**/dns/*/primary/named.conf'],
  ['Web server configuration', '**/nginx/nginx.conf'],
  ['Host configuration', '**/ansible/playbooks/site.yml', '**/playbooks/*.yml'],
  ['Recovery plan', '**/disaster-recovery/plan.md', '**/disaster-recovery/*.md'],
  ['Architecture and decisions', '**/docs/architecture.md'],
  ['Where an operator begins', 'README.md', '**/README.md'],
]

export function keyFiles(paths: readonly string[]): KeyFile[] {
  return KEYS.flatMap(([label, ...globs]) => {
    for (const glob of globs) {
      const matches = globMatcher(glob)
      const found = paths.filter((path) => matches(path)).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0]
      if (found !== undefined) return [{ label, path: found }]
    }
    return []
  })
}

function depth(path: string): number {
  return path.split('/').length
}
