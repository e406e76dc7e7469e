import type { FactValue } from '../../../protocol/facts.ts'
import { type Pattern, word } from './readers.ts'

export interface Choice {
  fact: string
  value: FactValue
  pattern: Pattern
  /** The value that a refusal states; without it a refused choice says nothing. */
  refused?: FactValue
}

const row = (name: string, value: FactValue, cues: string, body: string, refused?: FactValue): Choice => ({
  fact: name,
  value,
  pattern: word(cues, body),
  ...(refused === undefined ? {} : { refused }),
})

const NO = String.raw`(?:no|without|w\/o|zero|skip|sans|ohne|sin)\s+(?:an?\s+|any\s+|the\s+)?`
const GATEWAYS = String.raw`(?:[\s-]*(?:gateways?|gws?))`
const EACH_ZONE = String.raw`(?:per|in\s+(?:each|every)|for\s+each|each)\s+(?:az|zone|availability\s+zone)`
const KUBERNETES = '(?:kubernetes|k8s|eks|cluster|api)'
const BALANCER = String.raw`(?:alb|nlb|lb|load[\s-]?balancers?)`
const ZONES = String.raw`(?:hosted\s+)?zones?`

/** Words that state one choice of a fact. Rows of one fact that disagree leave it out with a note. */
export const CHOICES: readonly Choice[] = [
  row('cloud', 'aws', 'aws|amazon|eks', String.raw`aws|amazon\s+web\s+services|(?:amazon\s+)?eks`),
  row('network.nat', 'per-az', 'nat', String.raw`(?:one\s+|1\s+|a\s+)?nat${GATEWAYS}?\s+${EACH_ZONE}`),
  row('network.nat', 'per-az', 'nat', String.raw`(?:ha|redundant|highly\s+available)\s+nat${GATEWAYS}?`),
  row(
    'network.nat',
    'per-az',
    'nat',
    String.raw`nat${GATEWAYS}?\s+in\s+(?:all|every)\s+(?:azs?|zones?)|per[\s-]az\s+nat`,
  ),
  row(
    'network.nat',
    'single',
    'nat',
    String.raw`(?:one|a\s+single|single|1|only\s+one|shared)\s+(?:shared\s+)?nat(?:${GATEWAYS}|\s+instance)?(?!\s+${EACH_ZONE})`,
  ),
  row('network.nat', 'single', 'nat', String.raw`nat(?:ゲートウェイ)?\s?(?:は|を|が)?\s?1つ`),
  row('network.nat', 'none', 'nat', String.raw`${NO}nat${GATEWAYS}?(?!\s+instance)`, 'none'),
  row('network.ipv6', true, 'v6|dual', String.raw`ipv6|ip\s+v6|dual[\s-]?stack(?:ed)?`, false),
  row('network.ipv6', false, 'ipv4', String.raw`ipv4[\s-]only|only\s+ipv4`),
  row('network.hybrid', 'transit-gateway', 'transit|tgw', String.raw`transit[\s-]gateways?|tgw`),
  row('network.hybrid', 'vpn', 'site', String.raw`site[\s-]to[\s-]site(?:\s+vpn)?`),
  row(
    'network.hybrid',
    'vpn',
    'vpn',
    String.raw`vpn\s+(?:to|into|from|with|back\s+to)\s+(?:our\s+|the\s+|my\s+)?(?:on[\s-]?prem\w*|office|data\s?cent(?:er|re)|headquarters|hq|corporate)`,
  ),
  row('cluster.compute', 'karpenter', 'karpenter', 'karpenter'),
  row(
    'cluster.compute',
    'fargate',
    'fargate',
    String.raw`${KUBERNETES}(?:\s+(?:cluster\s+)?(?:on|with|using))?(?:\s+aws)?\s+fargate|fargate\s+profiles?`,
  ),
  row('cluster.compute', 'auto-mode', 'auto', String.raw`auto[\s-]?mode`),
  row('cluster.compute', 'managed-nodes', 'managed', String.raw`managed\s+node\s?(?:groups?|s)?`),
  row('cluster.endpoint', 'private', 'private', String.raw`private\s+(?:${KUBERNETES}\s+)*(?:server\s+)?endpoint`),
  row(
    'cluster.endpoint',
    'private',
    'private',
    String.raw`private\s+(?:(?:kubernetes|k8s|eks)\s+)?(?:api(?:\s+server)?|control\s+plane)`,
  ),
  row(
    'cluster.endpoint',
    'private',
    'private',
    String.raw`(?:fully\s+)?private\s+(?:(?:kubernetes|k8s|eks)\s+)?cluster`,
  ),
  row('cluster.endpoint', 'private', 'public', String.raw`no\s+public\s+(?:${KUBERNETES}\s+)*(?:endpoint|api)`),
  row('cluster.endpoint', 'public-restricted', 'public', String.raw`public\s+(?:${KUBERNETES}\s+)*endpoint`),
  row(
    'ingress.controller',
    'aws-lbc',
    'lbc|controller',
    String.raw`aws[\s-]load[\s-]balancer[\s-]controller|aws[\s-]?lbc`,
  ),
  row('ingress.controller', 'envoy-gateway', 'envoy', String.raw`envoy[\s-]gateway`),
  row('secrets.store', 'vault', 'vault', String.raw`(?:hashicorp\s+)?vault`),
  row('secrets.store', 'secrets-manager', 'manager', String.raw`secrets?[\s-]manager`),
  row('secrets.store', 'ssm', 'store', String.raw`(?:ssm\s+)?parameter[\s-]store`),
  row(
    'dns.visibility',
    'private',
    'private|internal',
    String.raw`private\s+(?:dns|hosted\s+zones?|zones?|domain)|internal\s+dns|(?:internal|private)\s+name\s+resolution`,
  ),
  row('dns.visibility', 'public', 'public', String.raw`public\s+(?:dns|hosted\s+zones?|zones?|domain)`),
  row('dns.visibility', 'split', 'split', String.raw`split[\s-](?:horizon|dns|view|brain)(?:\s+dns)?`),
  row(
    'dns.visibility',
    'split',
    'public',
    String.raw`public\s+and\s+private\s+(?:dns|${ZONES})|private\s+and\s+public\s+(?:dns|${ZONES})|public\s+and\s+(?:a\s+)?private\s+dns`,
  ),
  row('dns.dnssec', true, 'dnssec', 'dnssec', false),
  row('dns.failover', 'weighted', 'weighted', String.raw`weighted\s+(?:dns|records?|routing|policy)|dns\s+weighted`),
  row(
    'dns.failover',
    'active-passive',
    'active',
    String.raw`active[\s-]passive\s+(?:dns|route\s?53)|(?:dns|route\s?53)\s+(?:failover\s+)?active[\s-]passive`,
  ),
  row(
    'mesh.kind',
    'istio-ambient',
    'ambient',
    String.raw`istio[\s-]+(?:in\s+)?ambient(?:\s+(?:mode|mesh))?|ambient\s+(?:mode|mesh|istio)`,
  ),
  row(
    'mesh.kind',
    'istio-sidecar',
    'sidecar',
    String.raw`istio[\s-]+(?:(?:with|w\/)\s*)?sidecars?(?:\s+mode)?|sidecar\s+istio`,
  ),
  row('mesh.kind', 'linkerd', 'linkerd', 'linkerd2?'),
  row(
    'observability.stack',
    'prometheus',
    'prom',
    String.raw`(?:kube-)?prometheus(?:-stack)?|prom\s+(?:and\s+|\+\s*)?grafana`,
  ),
  row('observability.stack', 'cloudwatch', 'watch', String.raw`cloud\s?watch`),
  row('observability.stack', 'none', 'monitoring|observability', `${NO}(?:monitoring|observability)`, 'none'),
  row(
    'linux.os',
    'ubuntu-24.04',
    'ubuntu',
    String.raw`ubuntu(?:[\s-]*(?:server\s+)?(?:24\.04|noble))?(?:\s+lts)?(?![\s-]*\d)`,
  ),
  row(
    'linux.os',
    'debian-13',
    'debian',
    String.raw`debian(?:[\s-]*(?:13|trixie))?(?![\s-]*(?:\d|bookworm|bullseye|buster))`,
  ),
  row('linux.os', 'al2023', 'al2023|amazon', String.raw`amazon\s+linux(?:\s+2023)?(?!\s*\d)|al2023`),
  row(
    'linux.os',
    'rhel-10',
    'rhel|hat',
    String.raw`(?:rhel|red\s?hat(?:\s+enterprise\s+linux)?)(?:[\s-]*10)?(?![\s-]*\d)`,
  ),
  row(
    'linux.platform',
    'existing',
    'metal|prem|vmware|vsphere|proxmox|existing|colo|own',
    String.raw`bare[\s-]?metal|on[\s-]prem(?:ises?)?|vmware|vsphere|proxmox|existing\s+(?:linux\s+)?(?:servers?|hosts?|vms?|machines?)|our\s+own\s+(?:servers?|hosts?|machines?|hardware)|colo(?:cation)?`,
  ),
  row('linux.access', 'ssm', 'ssm|session', String.raw`ssm\s+(?:only|access)|(?:ssm\s+)?session\s+manager`),
  row('linux.access', 'ssm', 'no ssh', String.raw`no\s+ssh`),
  row('lb.kind', 'alb', 'alb|application', String.raw`alb|application\s+load[\s-]?balancers?`),
  row('lb.kind', 'nlb', 'nlb|network', String.raw`nlb|network\s+load[\s-]?balancers?`),
  row('lb.kind', 'haproxy', 'proxy', String.raw`ha[\s-]?proxy`),
  row('lb.scheme', 'internal', 'internal|private', String.raw`(?:internal|private)\s+${BALANCER}`),
  row(
    'lb.scheme',
    'public',
    'public|facing|external',
    String.raw`(?:public|internet[\s-]facing|external)\s+${BALANCER}`,
  ),
  row('tls.source', 'certbot', 'encrypt|certbot', String.raw`let['’]?s\s?encrypt|certbot`),
  row(
    'tls.source',
    'acm',
    'acm|certificate manager',
    String.raw`acm(?:\s+certificates?|\s+certs?)?|aws\s+certificate\s+manager`,
  ),
  row('tls.source', 'cert-manager', 'cert', String.raw`cert[\s-]manager`),
  row('tls.profile', 'modern', 'tls', String.raw`tls\s*1\.3\s+only|only\s+tls\s*1\.3|modern\s+tls`),
  row('ci.provider', 'github', 'github|actions|gha', String.raw`github[\s-]actions?|gh\s+actions|gha`),
  row('ci.provider', 'none', 'ci|pipeline', String.raw`${NO}(?:ci(?:\s*\/\s*cd)?|pipelines?)`, 'none'),
  row(
    'accounts.mode',
    'per-env',
    'account',
    String.raw`(?:one\s+|an?\s+|separate\s+|own\s+)?(?:aws\s+)?accounts?\s+(?:per|for\s+each|for\s+every)\s+(?:env|environment|stage)`,
  ),
  row(
    'accounts.mode',
    'per-env',
    'account',
    String.raw`separate\s+(?:aws\s+)?accounts|multi[\s-]?account|each\s+in\s+(?:its|their)\s+own\s+(?:aws\s+)?account`,
  ),
  row(
    'accounts.mode',
    'one',
    'account',
    String.raw`(?:one|a\s+single|single)\s+(?:aws\s+)?account(?!\s+(?:per|for\s+(?:each|every)))`,
  ),
  row('aws.provider', '5', 'provider', String.raw`(?:aws\s+)?provider\s+(?:version\s+)?(?:~>\s*|v)?5(?:\.\w+)?`),
  row('aws.provider', '6', 'provider', String.raw`(?:aws\s+)?provider\s+(?:version\s+)?(?:~>\s*|v)?6(?:\.\w+)?`),
]

export interface Member {
  fact: string
  value: string
  pattern: Pattern
}

const member = (name: string, value: string, cues: string, body: string): Member => ({
  fact: name,
  value,
  pattern: word(cues, body),
})

/** Facts that hold several choices at once. */
export const MEMBERS: readonly Member[] = [
  member('compliance', 'gdpr', 'gdpr|dsgvo|rgpd', 'gdpr|dsgvo|rgpd'),
  member('compliance', 'soc2', 'soc', String.raw`soc[\s-]?(?:2|ii)`),
  member('compliance', 'hipaa', 'hipaa', 'hipaa'),
  member('compliance', 'pci', 'pci', String.raw`pci(?:[\s-]?dss)?`),
  member('dns.provider', 'route53', '53', String.raw`route[\s-]?53|r53`),
  member(
    'iac.resources',
    'compute',
    'ec2|asg|group',
    String.raw`ec2(?:\s+instances?)?|auto[\s-]?scaling\s+groups?|asgs?`,
  ),
  member('iac.resources', 'database', 'rds|aurora|dynamo', 'rds|aurora|dynamodb'),
  member('iac.resources', 'storage', 's3|efs', String.raw`s3\s+buckets?|(?<!\b(?:in|on|to|from|into|via)\s)s3|efs`),
  member('iac.resources', 'serverless', 'lambda|serverless', String.raw`lambdas?(?:\s+functions?)?|serverless`),
]
