import { PATTERNS } from './patterns.ts'
import { byMaturity, cases, choice, fact, list, multi, nullable, slug, text, url, value } from './spec.ts'

const IAC = ['writing-infrastructure-code']

/** What the project is, where it is kept and who owns it. */
export const PROJECT = {
  maturity: fact(
    choice(
      ['starter', 'Starter', 'one environment, the essentials'],
      ['intermediate', 'Intermediate', 'several environments, tested'],
      ['advanced', 'Advanced', 'everything an audit asks for'],
    ),
    'How much is generated; a level adds to the one below and renames nothing',
    value('intermediate'),
  ),
  cloud: fact(choice('aws'), 'Cloud provider', value('aws')),
  world: fact(
    multi(['kubernetes', 'Kubernetes'], ['hosts', 'Linux hosts']),
    'Where workloads run',
    cases(
      {
        when: "skills contains 'operating-kubernetes' and (skills contains 'administering-linux' or skills contains 'managing-configuration' or skills contains 'configuring-nginx')",
        value: ['kubernetes', 'hosts'],
      },
      { when: "skills contains 'operating-kubernetes'", value: ['kubernetes'] },
      {
        when: "skills contains 'administering-linux' or skills contains 'managing-configuration' or skills contains 'configuring-nginx' or skills contains 'load-balancing-patterns'",
        value: ['hosts'],
      },
      {
        when: "skills contains 'managing-dns' and dns.provider contains 'bind' and linux.platform == 'existing'",
        value: ['hosts'],
      },
      { value: ['kubernetes'] },
    ),
  ),
  'linux.platform': fact(
    choice(
      ['aws', 'EC2', 'hosts come from Terraform'],
      ['existing', 'Hosts that are there', 'bare metal, or virtual machines of another house'],
    ),
    'Where Linux hosts come from',
    cases(
      // A virtual address moves between hosts of one network; in a VPC balancers of AWS do what it is for.
      { when: "lb.kind == 'haproxy'", value: 'existing' },
      // Name servers need addresses that stay, and without Terraform nothing makes hosts.
      {
        when: "skills contains 'managing-dns' and dns.provider contains 'bind' and not (dns.provider contains 'route53') and not (skills contains 'writing-infrastructure-code')",
        value: 'existing',
      },
      { value: 'aws' },
    ),
    ['administering-linux', 'managing-configuration'],
  ),
  'project.name': fact(
    { ...slug(20), pattern: PATTERNS.letterFirst },
    'Names, tags and namespaces begin with it',
    value('platform'),
    ['architecting-networks', ...IAC],
  ),
  'project.owner': fact(
    text({ min: 1, max: 64 }),
    'Team that is called; in tags, CODEOWNERS and alerts',
    value('platform'),
    IAC,
  ),
  'project.repository': fact(
    nullable(url()),
    'Address of the repository; in tags, the trust of CI and links of runbooks',
    value(null),
    IAC,
  ),
  environments: fact(
    list(slug(12), { min: 1, max: 6 }),
    'Environments; production is named prod unless said otherwise',
    byMaturity({ starter: ['prod'], intermediate: ['prod', 'staging'] }),
    IAC,
  ),
  'accounts.mode': fact(
    choice(['one', 'One AWS account'], ['per-env', 'One account for each environment']),
    'Accounts the environments live in',
    value('one'),
    IAC,
  ),
  'ci.provider': fact(
    choice(['github', 'GitHub Actions'], ['none', 'None']),
    'Who plans and applies',
    value('github'),
    IAC,
  ),
  'iac.resources': fact(
    multi('compute', 'database', 'storage', 'serverless'),
    'Kinds of resources beside network and cluster that get a module',
    cases({ when: "world contains 'hosts' and linux.platform == 'aws'", value: ['compute'] }, { value: [] }),
    IAC,
  ),
}
