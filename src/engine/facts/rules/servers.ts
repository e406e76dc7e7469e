import { isPrivate, parseAddress } from '../cidr.ts'
import { finding, type Rule, type RuleContext } from './rule.ts'

const DNS = 'managing-dns'

/** Where BIND serves zones of hosts that are there already; elsewhere its addresses are a plan. */
const bindServes = ({ facts, has }: RuleContext): boolean =>
  has(DNS) && facts['dns.provider'].includes('bind') && facts['linux.platform'] === 'existing'

export const zonesHaveServers: Rule = (context) => {
  const { facts, envs } = context
  const servers = envs[0]?.name_servers ?? []
  const nobody = facts['dns.nameservers'].length === 0 && !facts.hosts.some((group) => group.role === 'dns')
  if (!bindServes(context)) return []
  return [
    ...finding(
      nobody,
      'warning',
      ['hosts', 'dns.nameservers'],
      `no host has the role dns: the zones name ${servers.map(({ address }) => address).join(' and ')}, where nothing may be`,
      'add a group of the role dns to hosts, or name the servers in dns.nameservers',
    ),
    ...finding(
      servers.length === 1,
      'warning',
      ['hosts', 'dns.nameservers'],
      'one name server: when it is away, no name answers, and a registrar refuses the delegation',
      'give the role dns two hosts that do not fail together',
    ),
  ]
}

export const worldIsAnswered: Rule = (context) => {
  const { facts, envs } = context
  const inner = (envs[0]?.name_servers ?? []).filter(({ outside }) =>
    isPrivate({ address: parseAddress(outside), prefix: 32 }),
  )
  return finding(
    bindServes(context) && facts['dns.visibility'] !== 'private' && inner.length > 0,
    'warning',
    ['dns.outside_servers', 'dns.visibility'],
    `the world cannot ask ${inner.map(({ outside }) => outside).join(' and ')}: these are private addresses`,
    'answer dns.outside_servers and dns.outside_services, or set dns.visibility to private',
  )
}
