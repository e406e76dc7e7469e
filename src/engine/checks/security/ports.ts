import type { Judge } from '../resources/judge.ts'
import { nameOf } from '../resources/judge.ts'
import { type At, entryOf, itemsOf, type MapNode, type Node, numberOf, textOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Hit, Rule } from '../rule.ts'

const ADMIN: Rule = {
  id: 'public-admin-port',
  severity: 'error',
  what: 'Ports of administration and of databases that are open to the whole internet, and all ports at once',
  why: 'They are found within minutes, and tried until something gives way.',
  fix: 'Admit the addresses that need it, or go through a bastion, a VPN or Session Manager.',
}

const OTHER: Rule = {
  id: 'public-port',
  severity: 'warning',
  what: 'Other ports than 80 and 443 that are open to the whole internet',
  why: 'What is not meant for everybody is found by everybody.',
  fix: 'Admit the addresses or the security group that need it.',
}

/** What answers on these is not for strangers. */
const NAMES: Readonly<Record<number, string>> = {
  22: 'SSH',
  23: 'Telnet',
  445: 'SMB',
  1433: 'SQL Server',
  1521: 'Oracle',
  2049: 'NFS',
  2375: 'Docker',
  2379: 'etcd',
  3306: 'MySQL',
  3389: 'remote desktop',
  5432: 'PostgreSQL',
  5439: 'Redshift',
  5601: 'Kibana',
  5900: 'VNC',
  5985: 'WinRM',
  6379: 'Redis',
  6443: 'the Kubernetes API',
  8500: 'Consul',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  10250: 'the kubelet',
  11211: 'memcached',
  27017: 'MongoDB',
}

const WEB = new Set([80, 443])

interface IngressRule {
  at: At
  /** The addresses that mean everybody. */
  everybody: boolean
  protocol: string | null
  from: number | null
  to: number | null
}

/** Security groups that let everybody in. */
export const ports: Judge = {
  rules: [ADMIN, OTHER],
  *judge(unit) {
    for (const resource of unit.resources) {
      if (resource.isData) continue
      for (const rule of ingressOf(resource)) yield* judgeRule(rule, resource)
    }
  },
}

function* judgeRule(rule: IngressRule, resource: ConfiguredResource): Generator<Hit> {
  if (!rule.everybody || rule.protocol === null) return
  if (/^(?:icmp|icmpv6|1|58)$/.test(rule.protocol)) return
  const all = rule.protocol === '-1' || rule.protocol === 'all'
  if (!all && (rule.from === null || rule.to === null)) return
  const [from, to] = all ? [0, 65535] : [rule.from ?? 0, rule.to ?? 0]
  const name = nameOf(resource)
  if (to - from >= 1024) {
    const which = to - from >= 65534 || all ? 'All ports are' : `The ports ${from} to ${to} are`
    yield { rule: ADMIN, at: rule.at, message: `${which} open to the whole internet in ${name}.` }
    return
  }
  const known = Object.keys(NAMES)
    .map(Number)
    .filter((port) => port >= from && port <= to)
  if (known.length > 0) {
    const what = known.map((port) => `${port} (${NAMES[port] ?? ''})`).join(', ')
    const are = known.length === 1 ? 'is' : 'are'
    yield { rule: ADMIN, at: rule.at, message: `Port ${what} ${are} open to the whole internet in ${name}.` }
    return
  }
  if (from === to && WEB.has(from)) return
  const which = from === to ? `Port ${from} is` : `The ports ${from} to ${to} are`
  yield { rule: OTHER, at: rule.at, message: `${which} open to the whole internet in ${name}.` }
}

function ingressOf({ body, type }: ConfiguredResource): IngressRule[] {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return itemsOf(entryOf(body, 'ingress')?.value).flatMap((one) => (one.is === 'map' ? blockRule(one) : []))
    case 'aws_security_group_rule':
      return textOf(entryOf(body, 'type')?.value) === 'ingress' ? [blockRule(body)] : []
    case 'aws_vpc_security_group_ingress_rule':
      return [ruleOf(body, ['cidr_ipv4', 'cidr_ipv6'], 'ip_protocol', 'from_port', 'to_port')]
    case 'AWS::EC2::SecurityGroup':
      return itemsOf(entryOf(body, 'SecurityGroupIngress')?.value).flatMap((one) =>
        one.is === 'map' ? ruleOf(one, ['CidrIp', 'CidrIpv6'], 'IpProtocol', 'FromPort', 'ToPort') : [],
      )
    case 'AWS::EC2::SecurityGroupIngress':
      return [ruleOf(body, ['CidrIp', 'CidrIpv6'], 'IpProtocol', 'FromPort', 'ToPort')]
    default:
      return []
  }
}

function blockRule(block: MapNode): IngressRule {
  return ruleOf(block, ['cidr_blocks', 'ipv6_cidr_blocks'], 'protocol', 'from_port', 'to_port')
}

function ruleOf(block: MapNode, addresses: readonly string[], protocol: string, from: string, to: string): IngressRule {
  const value = (name: string): Node | undefined => entryOf(block, name)?.value
  const open = addresses
    .flatMap((name) => {
      const entry = entryOf(block, name)
      return itemsOf(entry?.value).map((node) => ({ node, at: entry?.at ?? node.at }))
    })
    .find(({ node }) => node.is === 'text' && (node.text === '0.0.0.0/0' || node.text === '::/0'))
  return {
    at: open?.at ?? block.at,
    everybody: open !== undefined,
    protocol: textOf(value(protocol))?.toLowerCase() ?? null,
    from: numberOf(value(from)),
    to: numberOf(value(to)),
  }
}
