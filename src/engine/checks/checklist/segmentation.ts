import { withoutComments } from '../comments.ts'
import { dig, isMap, lineIn, type Manifest } from '../read/manifests.ts'
import { attribute, blocksOf, type TfBody } from '../read/terraform.ts'
import type { Survey, TfResource } from '../survey.ts'
import { lineAt } from '../tree.ts'
import { at, count, every, type Finding, type Line, some } from './finding.ts'
import { workloads } from './workloads.ts'

export const segmentation: Line = {
  line: 'Network segmentation and security groups',
  otherwise: 'Nothing here has a network of its own.',
  judge: (survey) => [
    ...defaultDeny(survey),
    ...closedDefaultGroup(survey),
    ...openPorts(survey),
    ...dataTier(survey),
    ...hostFirewall(survey),
  ],
}

function defaultDeny(survey: Survey): Finding[] {
  if (workloads(survey).length === 0) return []
  const policies = survey.manifests.filter(
    (one) => one.kind === 'NetworkPolicy' && one.apiVersion.startsWith('networking.k8s.io'),
  )
  const denies = (way: 'Ingress' | 'Egress') => policies.filter((policy) => deniesAll(policy, way))
  const both = [denies('Ingress'), denies('Egress')] as const
  const missing = [both[0].length === 0 ? 'ingress' : '', both[1].length === 0 ? 'egress' : ''].filter(Boolean)
  const shown = missing.length > 0 ? policies : [...new Set([...both[0], ...both[1]])]
  return [
    {
      ok: missing.length === 0,
      says:
        missing.length === 0
          ? `pods are denied by default both ways and allowed by ${count(policies.length - shown.length, 'network policy', 'network policies')}`
          : `no NetworkPolicy denies all ${missing.join(' and ')} by default (${count(policies.length, 'policy', 'policies')} found)`,
      evidence: shown.map((policy) => at(survey, policy.file, lineIn(policy, /podSelector/))),
    },
  ]
}

function deniesAll(policy: Manifest, way: 'Ingress' | 'Egress'): boolean {
  const spec = dig(policy.value, 'spec')
  if (!isMap(spec)) return false
  const selector = spec.podSelector
  if (!(selector === null || (isMap(selector) && Object.keys(selector).length === 0))) return false
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes : ['Ingress']
  const rules = spec[way.toLowerCase()]
  return types.includes(way) && (rules === undefined || rules === null || (Array.isArray(rules) && rules.length === 0))
}

function closedDefaultGroup(survey: Survey): Finding[] {
  if (!survey.resources.some((resource) => resource.type === 'aws_vpc')) return []
  const groups = survey.resources.filter((resource) => resource.type === 'aws_default_security_group')
  if (groups.length === 0) {
    const vpc = survey.resources.filter((resource) => resource.type === 'aws_vpc')
    return [
      {
        ok: false,
        says: 'the default security group of the VPC is left open (no aws_default_security_group)',
        evidence: vpc.map((one) => at(survey, one.file, one.block.line)),
      },
    ]
  }
  return every(
    groups,
    ({ block }) => !['ingress', 'egress'].some((way) => blocksOf(block, way).length > 0 || opens(block, way)),
    (passed, all) => `closed: ${passed} of ${count(all, 'default security group')}`,
    (group) => at(survey, group.file, group.block.line),
  )
}

function opens(block: TfBody, way: string): boolean {
  const set = attribute(block, way)?.value
  return set !== undefined && set.replace(/\s/g, '') !== '[]'
}

interface IngressRule {
  file: string
  line: number
  world: boolean
  ports: [from: number, to: number] | null
  name: string
}

const ANYBODY = /"(?:0\.0\.0\.0\/0|::\/0)"/
const PUBLIC_PORTS = new Set([80, 443])

function openPorts(survey: Survey): Finding[] {
  const rules = survey.resources.flatMap(ingressRules)
  const groups = survey.resources.filter((resource) => resource.type === 'aws_security_group')
  if (rules.length === 0 && groups.length === 0) return []
  const open = rules.filter(
    (rule) => rule.world && !(rule.ports && rule.ports[0] === rule.ports[1] && PUBLIC_PORTS.has(rule.ports[0])),
  )
  if (open.length > 0)
    return [
      {
        ok: false,
        says: `open to the whole internet on ports other than 80 and 443: ${count(open.length, 'rule')} (${some(open.map((rule) => rule.name))})`,
        evidence: open.map((rule) => at(survey, rule.file, rule.line)),
      },
    ]
  return [
    {
      ok: true,
      says: `${count(groups.length, 'security group')} with ${count(rules.length, 'ingress rule')}, none open to the internet but 80 and 443`,
      evidence: [
        ...groups.map((group) => at(survey, group.file, group.block.line)),
        ...rules.map((rule) => at(survey, rule.file, rule.line)),
      ],
    },
  ]
}

function ingressRules(resource: TfResource): IngressRule[] {
  const rule = (body: TfBody, line: number): IngressRule => ({
    file: resource.file,
    line,
    name: `${resource.type}.${resource.name}`,
    world: ['cidr_ipv4', 'cidr_ipv6', 'cidr_blocks', 'ipv6_cidr_blocks'].some((name) =>
      ANYBODY.test(attribute(body, name)?.value ?? ''),
    ),
    ports: portRange(body),
  })
  switch (resource.type) {
    case 'aws_vpc_security_group_ingress_rule':
      return [rule(resource.block, resource.block.line)]
    case 'aws_security_group_rule':
      return attribute(resource.block, 'type')?.value === '"ingress"' ? [rule(resource.block, resource.block.line)] : []
    case 'aws_security_group':
      return blocksOf(resource.block, 'ingress').map((block) =>
        rule(blocksOf(block, 'content')[0] ?? block, block.line),
      )
    default:
      return []
  }
}

function portRange(body: TfBody): [number, number] | null {
  const from = Number(attribute(body, 'from_port')?.value)
  const to = Number(attribute(body, 'to_port')?.value)
  return Number.isInteger(from) && Number.isInteger(to) ? [from, to] : null
}

const DATA_TIER = /(?:^|_)(?:data|database|databases|db|isolated)(?:_|$)/

function dataTier(survey: Survey): Finding[] {
  const tables = survey.resources.filter(
    (one) => (one.type === 'aws_route_table' || one.type === 'aws_subnet') && DATA_TIER.test(one.name),
  )
  if (tables.length === 0) return []
  const leaks = survey.resources.filter(
    (one) =>
      one.type === 'aws_route' &&
      ['destination_cidr_block', 'destination_ipv6_cidr_block'].some((name) =>
        ANYBODY.test(attribute(one.block, name)?.value ?? ''),
      ) &&
      /aws_route_table\.(?:\w*_)?(?:data|database|databases|db|isolated)(?:_\w*)?\b/.test(
        attribute(one.block, 'route_table_id')?.value ?? '',
      ),
  )
  const inline = tables.filter((one) =>
    blocksOf(one.block, 'route').some((route) => ANYBODY.test(attribute(route, 'cidr_block')?.value ?? '')),
  )
  const wrong = [...leaks, ...inline]
  return [
    {
      ok: wrong.length === 0,
      says:
        wrong.length === 0
          ? 'the data tier has no route to the internet'
          : `from the data tier to the internet: ${count(wrong.length, 'route')}`,
      evidence: (wrong.length > 0 ? wrong : tables).map((one) => at(survey, one.file, one.block.line)),
    },
  ]
}

function hostFirewall(survey: Survey): Finding[] {
  const rules = survey.files.filter((file) => /(?:^|\/)nftables?(?:\/|\.conf)|\.nft(?:\.j2)?$/.test(file.path))
  if (rules.length === 0) return []
  const drops = rules.flatMap((file) => {
    const code = withoutComments(file.path, file.text)
    const found = /hook\s+input[^;]{0,200};\s*policy\s+drop/.exec(code)
    return found ? [at(survey, file.path, lineAt(code, found.index))] : []
  })
  return [
    {
      ok: drops.length > 0,
      says:
        drops.length > 0
          ? 'host firewalls drop what they do not name'
          : 'no host firewall drops incoming traffic by default',
      evidence: drops.length > 0 ? drops : rules.map((file) => at(survey, file.path, 1)),
    },
  ]
}
