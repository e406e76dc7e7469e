import { finding, type Rule, type RuleContext } from './rule.ts'

/** Roles of hosts that no balancer sends requests to. */
const NOT_BALANCED = ['lb', 'dns', 'db']

const onHosts = ({ facts, has }: RuleContext): boolean =>
  has('load-balancing-patterns') && facts.world.includes('hosts')
const onExisting = (context: RuleContext): boolean => onHosts(context) && context.facts['linux.platform'] === 'existing'

export const balancerFitsPlatform: Rule = (context) => {
  const { facts } = context
  const kind = facts['lb.kind']
  const existing = facts['linux.platform'] === 'existing'
  const cloud = kind === 'alb' || kind === 'nlb'
  const alone = onHosts(context) && !facts.world.includes('kubernetes')
  return [
    ...finding(
      alone && existing && cloud,
      'error',
      ['lb.kind', 'linux.platform'],
      `an ${kind.toUpperCase()} stands in a VPC, and the hosts are elsewhere`,
      'set lb.kind to haproxy, or linux.platform to aws',
    ),
    ...finding(
      alone && !existing && !cloud,
      'error',
      ['lb.kind', 'linux.platform'],
      'balancers on hosts share an address that moves between them, which no VPC allows',
      'set lb.kind to alb or nlb, or linux.platform to existing',
    ),
    ...finding(
      alone && existing && kind === 'envoy',
      'error',
      ['lb.kind', 'linux.platform'],
      'Envoy balances in clusters (ingress.controller: envoy-gateway); on hosts HAProxy does',
      'set lb.kind to haproxy',
    ),
  ]
}

/** One port of an NLB leads to one target group, and only nginx behind it could tell names apart. */
export const networkBalancerHasOneService: Rule = (context) => {
  const { facts, has } = context
  const served = facts.services.filter((service) => service.class !== 'batch')
  return finding(
    onHosts(context) &&
      facts['linux.platform'] === 'aws' &&
      facts['lb.kind'] === 'nlb' &&
      !has('configuring-nginx') &&
      served.length > 1,
    'error',
    ['lb.kind', 'services'],
    `an NLB reads no names, and cannot tell ${served.map((service) => service.name).join(' and ')} apart`,
    'set lb.kind to alb, or put nginx behind it',
  )
}

export const balancerHasHosts: Rule = (context) => {
  const roles = context.facts.hosts.map((host) => host.role)
  return [
    ...finding(
      onExisting(context) && !roles.includes('lb'),
      'warning',
      ['hosts', 'linux.platform'],
      'no host has the role lb: no balancer is written',
      'add a group of two hosts with the role lb',
    ),
    ...finding(
      onHosts(context) && roles.every((role) => NOT_BALANCED.includes(role)),
      'error',
      ['hosts'],
      'the balancer has nowhere to send requests: no host serves any',
      'add a group with the role web',
    ),
  ]
}

export const balancersShareAnAddress: Rule = (context) => {
  const { facts, envs } = context
  const vip = facts['lb.vip']
  const [production] = envs
  const answered = facts.hosts.find((host) => host.role === 'lb')?.address ?? null
  const taken = production?.machines.find((machine) => vip !== null && machine.address === vip)
  return [
    ...finding(
      onExisting(context) && answered !== null && vip === null,
      'error',
      ['lb.vip', 'hosts'],
      `the balancers have addresses from ${answered} on, and none that they share`,
      'set lb.vip to a free address of their network',
    ),
    ...finding(
      onExisting(context) && taken !== undefined,
      'error',
      ['lb.vip', 'hosts'],
      `${vip} is the address of ${taken?.name}, and balancers share one of their own`,
      'set lb.vip to a free address',
    ),
  ]
}
