import { secondsOf } from '../values/measure.ts'
import { finding, type Rule } from './rule.ts'

const DNS = 'managing-dns'
const DR = 'planning-disaster-recovery'

const isPrivateName = (domain: string): boolean =>
  /(^|\.)(internal|local|lan|home|corp|private|intranet|test|invalid|localhost|home\.arpa)$/.test(domain)

export const publicNameIsPublic: Rule = ({ facts }) =>
  finding(
    facts['dns.visibility'] !== 'private' && isPrivateName(facts['dns.domain']),
    'error',
    ['dns.visibility', 'dns.domain'],
    `nobody outside can resolve ${facts['dns.domain']}: its last label is not delegated`,
    'set dns.visibility to private, or dns.domain to a domain you own',
  )

export const notMulticast: Rule = ({ facts }) =>
  finding(
    facts['dns.domain'].endsWith('.local'),
    'warning',
    ['dns.domain'],
    `${facts['dns.domain']}: .local belongs to multicast DNS, and many resolvers never ask a server for it`,
    `use ${facts['dns.domain'].replace(/\.local$/, '.internal')}`,
  )

/** The failover skill's TTL where it has one, else what the records of the plan get. */
export const ttlWithinRto: Rule = ({ facts, get, has }) => {
  if (!has(DNS) || (!has(DR) && facts['dns.failover'] === 'none')) return []
  const given = get('dns.ttl')
  const ttl = typeof given === 'number' ? given : facts['dns.failover'] === 'none' ? 300 : 60
  const rto = secondsOf(facts['backup.rto'])
  return finding(
    ttl > rto,
    'error',
    ['backup.rto', 'dns.failover', 'dns.ttl'],
    `resolvers keep a name for ${ttl}s, and service is to be back within ${facts['backup.rto']}`,
    'lower the TTL or allow a longer backup.rto',
  )
}

export const failoverNeedsProbes: Rule = ({ facts, has }) =>
  finding(
    has(DNS) && facts['dns.failover'] !== 'none' && facts['dns.visibility'] === 'private',
    'warning',
    ['dns.failover', 'dns.visibility'],
    'health checks of Route 53 come from the internet and cannot reach private endpoints: failover follows an alarm instead',
    'set dns.visibility to public, or accept failover by CloudWatch alarm',
  )

export const failoverNeedsRoute53: Rule = ({ facts, has }) =>
  finding(
    has(DNS) && facts['dns.failover'] !== 'none' && !facts['dns.provider'].includes('route53'),
    'error',
    ['dns.failover', 'dns.provider'],
    'BIND answers the same to everybody, whatever has failed',
    'add route53 to dns.provider, or set dns.failover to none',
  )

export const publicZoneOfPrivateBalancer: Rule = ({ facts, has }) =>
  finding(
    has('load-balancing-patterns') && facts['lb.scheme'] === 'public' && facts['dns.visibility'] === 'private',
    'warning',
    ['lb.scheme', 'dns.visibility'],
    `the load balancer faces the internet, where nobody can resolve ${facts['dns.domain']}`,
    'set lb.scheme to internal, or dns.visibility to public',
  )

export const certificateCanBeIssued: Rule = ({ facts, has }) => {
  const source = facts['tls.source']
  const used = has('load-balancing-patterns') || has('configuring-nginx') || has('operating-kubernetes')
  const isPublic = source === 'acm' || source === 'certbot'
  return finding(
    used && isPublic && (facts['dns.visibility'] === 'private' || isPrivateName(facts['dns.domain'])),
    'error',
    ['tls.source', 'dns.domain', 'dns.visibility'],
    `${source === 'acm' ? 'ACM' : "Let's Encrypt"} issues no certificate for ${facts['dns.domain']}: nobody outside can check the name`,
    'set tls.source to cert-manager or provided, or use a public domain',
  )
}
