import { PATTERNS } from './patterns.ts'
import {
  boolean,
  byMaturity,
  cases,
  choice,
  cidr,
  domain,
  fact,
  from,
  integer,
  list,
  multi,
  object,
  region,
  slug,
  text,
  value,
} from './spec.ts'

const NET = ['architecting-networks']
const DNS = ['managing-dns']

/** Region, addresses and names. */
export const NETWORK = {
  'aws.region': fact(region(), 'Region of everything that is not global', value('eu-west-1'), NET),
  'aws.dr_region': fact(region(), 'Region that copies go to', from('aws.paired_region'), [
    'planning-disaster-recovery',
  ]),
  'aws.provider': fact(
    choice(['both', '5.100 or 6', 'the lock file decides'], ['5', 'AWS provider 5'], ['6', 'AWS provider 6']),
    'Major version of the AWS provider',
    value('both'),
    ['writing-infrastructure-code'],
  ),
  'network.cidr': fact(
    cidr(16, 20),
    'Addresses of the production VPC; each further environment takes the next block of the same size',
    value('10.20.0.0/16'),
    NET,
  ),
  'network.azs': fact(
    integer(2, 3),
    'Availability zones',
    // An account gets two zones in us-west-1, whatever the region has.
    cases({ when: "aws.region == 'us-west-1' or maturity == 'starter'", value: 2 }, { value: 3 }),
    NET,
  ),
  'network.nat': fact(
    choice(['none', 'No NAT'], ['single', 'One NAT gateway'], ['per-az', 'One NAT gateway in each zone']),
    'How private subnets reach the internet in production; elsewhere one gateway is enough',
    byMaturity({ starter: 'single', intermediate: 'per-az' }),
    NET,
  ),
  'network.ipv6': fact(boolean(), 'Dual stack', value(false), NET),
  'network.hybrid': fact(
    choice(['none', 'None'], ['vpn', 'Site-to-site VPN'], ['transit-gateway', 'Transit gateway']),
    'Connection to networks outside AWS',
    value('none'),
    NET,
  ),
  'network.admin_cidrs': fact(
    list(cidr(8, 32)),
    'Networks that may reach administrative endpoints; empty means private only',
    value([]),
    NET,
  ),
  'dns.domain': fact(domain(), 'Domain the services live under', from("project.name ~ '.internal'"), [
    ...DNS,
    'configuring-nginx',
  ]),
  'dns.visibility': fact(
    choice(['public', 'Everybody'], ['private', 'The VPC only'], ['split', 'Both, with different answers']),
    'Who resolves the names',
    cases({ when: "dns.domain ends_with '.internal'", value: 'private' }, { value: 'public' }),
    DNS,
  ),
  'dns.provider': fact(
    multi(['route53', 'Route 53'], ['bind', 'BIND']),
    'Who serves the zones',
    cases(
      { when: "linux.platform == 'existing' and not (skills contains 'operating-kubernetes')", value: ['bind'] },
      { value: ['route53'] },
    ),
    DNS,
  ),
  'dns.nameservers': fact(
    list(object({ name: slug(15), address: text({ pattern: PATTERNS.address }) }), { max: 6 }),
    'Name servers of production that this repository does not configure, the primary first; empty: the hosts of role dns',
    value([]),
    DNS,
  ),
  'dns.outside_servers': fact(
    list(text({ pattern: PATTERNS.address }), { max: 6 }),
    'Addresses under which the world reaches the name servers of production, in their order; empty: their own',
    value([]),
    DNS,
  ),
  'dns.outside_services': fact(
    list(text({ pattern: PATTERNS.address }), { max: 6 }),
    'Addresses under which the world reaches the services of production; empty: those of the hosts',
    value([]),
    DNS,
  ),
  'dns.mail': fact(
    choice(
      ['none', 'No mail', 'records that refuse it'],
      ['google', 'Google Workspace'],
      ['microsoft', 'Microsoft 365'],
      ['ses', 'Amazon SES'],
      ['fastmail', 'Fastmail'],
    ),
    'Who handles mail for the domain',
    value('none'),
    DNS,
  ),
  'dns.existing_zone': fact(boolean(), 'The zone exists already and is looked up, not created', value(false), DNS),
  'dns.failover': fact(
    choice(['none', 'None'], ['active-passive', 'Active-passive'], ['weighted', 'Weighted']),
    'How names move away from a failed endpoint',
    value('none'),
    DNS,
  ),
}
