import type { FactValue } from '../../../protocol/facts.ts'
import { fact, matches, note, type Reader, word } from './readers.ts'

interface Choice {
  fact: string
  value: FactValue
  pattern: RegExp
  /** The value that a refusal states; without it a refused choice says nothing. */
  refused?: FactValue
}

const row = (name: string, value: FactValue, pattern: string, refused?: FactValue): Choice =>
  refused === undefined
    ? { fact: name, value, pattern: word(pattern) }
    : { fact: name, value, pattern: word(pattern), refused }

/** Words that state one choice of a fact. Rows of one fact that disagree leave it out with a note. */
const CHOICES: readonly Choice[] = [
  row('cloud', 'aws', String.raw`aws|amazon\s+web\s+services|(?:amazon\s+)?eks`),
  row(
    'network.nat',
    'per-az',
    String.raw`(?:one\s+|1\s+|a\s+)?nat(?:\s*-?\s*(?:gateways?|gws?))?\s+(?:per|in\s+(?:each|every)|for\s+each|each)\s+(?:az|zone|availability\s+zone)|(?:ha|redundant|highly\s+available)\s+nat(?:\s+gateways?)?|nat(?:\s+gateways?)?\s+in\s+(?:all|every)\s+(?:azs?|zones?)|per[\s-]az\s+nat`,
  ),
  row(
    'network.nat',
    'single',
    String.raw`(?:one|a\s+single|single|1|only\s+one|shared)\s+(?:shared\s+)?nat(?:[\s-]*(?:gateways?|gws?|instance))?(?!\s+(?:per|in\s+(?:each|every)|for\s+each))`,
  ),
  row(
    'network.nat',
    'none',
    String.raw`(?:no|without|w\/o|zero|skip|sans|ohne|sin)\s+(?:a\s+|any\s+|the\s+)?nat(?:[\s-]*(?:gateways?|gws?))?(?!\s+instance)`,
    'none',
  ),
  row('network.ipv6', true, String.raw`ipv6|ip\s+v6|dual[\s-]?stack(?:ed)?`, false),
  row('network.ipv6', false, String.raw`ipv4[\s-]only|only\s+ipv4`),
  row('network.hybrid', 'transit-gateway', String.raw`transit[\s-]gateways?|tgw`),
  row(
    'network.hybrid',
    'vpn',
    String.raw`site[\s-]to[\s-]site(?:\s+vpn)?|vpn\s+(?:to|into|from|with|back\s+to)\s+(?:our\s+|the\s+|my\s+)?(?:on[\s-]?prem\w*|office|data\s?cent(?:er|re)|headquarters|hq|corporate)`,
  ),
  row('cluster.compute', 'karpenter', 'karpenter'),
  row('cluster.compute', 'auto-mode', String.raw`auto[\s-]?mode`),
  row('cluster.compute', 'managed-nodes', String.raw`managed\s+node\s?(?:groups?|s)?`),
  row(
    'cluster.endpoint',
    'private',
    String.raw`private\s+(?:api\s+)?(?:server\s+)?endpoint|private\s+(?:eks|k8s|kubernetes|cluster)\s+(?:api\s+)?endpoint|private\s+(?:kubernetes\s+|k8s\s+|eks\s+)?api(?:\s+server)?|no\s+public\s+(?:(?:kubernetes|k8s|eks|cluster|api)\s+)*(?:endpoint|api)|private\s+(?:eks|k8s|kubernetes)?\s*control\s+plane|fully\s+private\s+cluster|private\s+cluster`,
  ),
  row('cluster.endpoint', 'public-restricted', String.raw`public\s+(?:(?:kubernetes|k8s|eks|cluster|api)\s+)*endpoint`),
  row('ingress.controller', 'aws-lbc', String.raw`aws[\s-]load[\s-]balancer[\s-]controller|aws[\s-]?lbc`),
  row('ingress.controller', 'envoy-gateway', String.raw`envoy[\s-]gateway`),
  row('ingress.controller', 'istio', String.raw`istio[\s-](?:ingress|gateway)(?:[\s-]gateway)?`),
  row('secrets.store', 'vault', String.raw`(?:hashicorp\s+)?vault`),
  row('secrets.store', 'secrets-manager', String.raw`secrets?[\s-]manager`),
  row('secrets.store', 'ssm', String.raw`(?:ssm\s+)?parameter[\s-]store`),
  row(
    'dns.visibility',
    'private',
    String.raw`private\s+(?:dns|hosted\s+zones?|zones?|domain)|internal\s+dns|(?:internal|private)\s+name\s+resolution`,
  ),
  row('dns.visibility', 'public', String.raw`public\s+(?:dns|hosted\s+zones?|zones?|domain)`),
  row(
    'dns.visibility',
    'split',
    String.raw`split[\s-](?:horizon|dns|view|brain)(?:\s+dns)?|public\s+and\s+private\s+(?:dns|(?:hosted\s+)?zones?)|private\s+and\s+public\s+(?:dns|(?:hosted\s+)?zones?)`,
  ),
  row('dns.dnssec', true, 'dnssec', false),
  row('dns.failover', 'weighted', String.raw`weighted\s+(?:dns|records?|routing|policy)|dns\s+weighted`),
  row(
    'dns.failover',
    'active-passive',
    String.raw`active[\s-]passive\s+(?:dns|route\s?53|failover)|dns\s+active[\s-]passive`,
  ),
  row(
    'mesh.kind',
    'istio-ambient',
    String.raw`istio\s+(?:in\s+)?ambient(?:\s+(?:mode|mesh))?|ambient\s+(?:mode|mesh|istio)|istio[\s-]ambient`,
  ),
  row(
    'mesh.kind',
    'istio-sidecar',
    String.raw`istio\s+(?:with\s+)?sidecars?(?:\s+mode)?|sidecar\s+istio|istio[\s-]sidecar`,
  ),
  row('mesh.kind', 'linkerd', 'linkerd2?'),
  row('observability.stack', 'prometheus', String.raw`prometheus|prom\s+and\s+grafana|kube-prometheus(?:-stack)?`),
  row('observability.stack', 'cloudwatch', String.raw`cloud\s?watch`),
  row('observability.stack', 'none', String.raw`no\s+(?:monitoring|observability)`, 'none'),
  row('linux.os', 'ubuntu-24.04', String.raw`ubuntu(?:[\s-]*(?:server\s+)?(?:24\.04|noble))?(?:\s+lts)?(?![\s-]*\d)`),
  row('linux.os', 'debian-13', String.raw`debian(?:[\s-]*(?:13|trixie))?(?![\s-]*(?:\d|bookworm|bullseye|buster))`),
  row('linux.os', 'al2023', String.raw`amazon\s+linux(?:\s+2023)?(?!\s*\d)|al2023`),
  row('linux.os', 'rhel-10', String.raw`(?:rhel|red\s?hat(?:\s+enterprise\s+linux)?)(?:[\s-]*10)?(?![\s-]*\d)`),
  row('linux.access', 'ssm', String.raw`ssm(?:\s+session\s+manager|\s+only|\s+access)?|session\s+manager|no\s+ssh`),
  row('lb.kind', 'alb', String.raw`alb|application\s+load\s+balancers?`),
  row('lb.kind', 'nlb', String.raw`nlb|network\s+load\s+balancers?`),
  row('lb.kind', 'haproxy', String.raw`ha[\s-]?proxy`),
  row(
    'lb.scheme',
    'internal',
    String.raw`internal\s+(?:alb|nlb|lb|load[\s-]?balancers?)|private\s+(?:alb|nlb|lb|load[\s-]?balancers?)`,
  ),
  row('lb.scheme', 'public', String.raw`(?:public|internet[\s-]facing|external)\s+(?:alb|nlb|lb|load[\s-]?balancers?)`),
  row('tls.source', 'certbot', String.raw`let'?s\s?encrypt|certbot`),
  row('tls.source', 'acm', String.raw`acm(?:\s+certificates?|\s+certs?)?|aws\s+certificate\s+manager`),
  row('tls.source', 'cert-manager', String.raw`cert[\s-]manager`),
  row('tls.profile', 'modern', String.raw`tls\s*1\.3\s+only|only\s+tls\s*1\.3|modern\s+tls`),
  row('ci.provider', 'github', String.raw`github[\s-]actions?|gh\s+actions|gha`),
  row(
    'ci.provider',
    'none',
    String.raw`(?:no|without|w\/o|skip)\s+(?:a\s+|any\s+)?(?:ci(?:\s*\/\s*cd)?|pipelines?)`,
    'none',
  ),
  row(
    'accounts.mode',
    'per-env',
    String.raw`(?:one\s+|an?\s+|separate\s+|own\s+)?(?:aws\s+)?accounts?\s+(?:per|for\s+each)\s+(?:env|environment|stage)|separate\s+(?:aws\s+)?accounts|multi[\s-]?account`,
  ),
  row('accounts.mode', 'one', String.raw`(?:one|a\s+single|single)\s+(?:aws\s+)?account(?!\s+(?:per|for\s+each))`),
  row('aws.provider', '5', String.raw`(?:aws\s+)?provider\s+(?:version\s+)?(?:~>\s*|v)?5(?:\.\w+)?`),
  row('aws.provider', '6', String.raw`(?:aws\s+)?provider\s+(?:version\s+)?(?:~>\s*|v)?6(?:\.\w+)?`),
]

/** A choice that stands inside the words of another says nothing of its own: "NAT gateway per AZ" is not "one NAT gateway". */
export const readChoices: Reader = (reading) => {
  const found = CHOICES.flatMap((choice) =>
    [...matches(reading.text, choice.pattern)].map(({ place }) => ({
      choice,
      place,
      refused: reading.refused(place.start, place.end),
    })),
  )
  return found.flatMap(({ choice, place, refused }) => {
    const swallowed = found.some(
      (other) =>
        other.choice.fact === choice.fact &&
        other.choice !== choice &&
        other.place.start <= place.start &&
        place.end <= other.place.end &&
        other.place.end - other.place.start > place.end - place.start,
    )
    if (swallowed) return []
    // "no NAT" and "no public endpoint" carry their refusal in their own words.
    const ownRefusal = /^(?:no|without|w\/o|zero|skip|sans|ohne|sin)\s/i.test(
      reading.text.slice(place.start, place.end),
    )
    if (ownRefusal) return [fact(choice.fact, choice.value, place)]
    if (refused) return choice.refused === undefined ? [] : [fact(choice.fact, choice.refused, place)]
    return [fact(choice.fact, choice.value, place)]
  })
}

interface Member {
  fact: string
  value: string
  pattern: RegExp
}

const member = (name: string, value: string, pattern: string): Member => ({ fact: name, value, pattern: word(pattern) })

/** Facts that hold several choices at once. */
const MEMBERS: readonly Member[] = [
  member('compliance', 'gdpr', String.raw`gdpr|dsgvo|rgpd`),
  member('compliance', 'soc2', String.raw`soc[\s-]?(?:2|ii)`),
  member('compliance', 'hipaa', 'hipaa'),
  member('compliance', 'pci', String.raw`pci(?:[\s-]?dss)?`),
  member('dns.provider', 'route53', String.raw`route[\s-]?53|r53`),
  member('iac.resources', 'compute', String.raw`ec2(?:\s+instances?)?|autoscaling\s+groups?|asgs?`),
  member('iac.resources', 'database', String.raw`rds|aurora|dynamodb`),
  member('iac.resources', 'storage', String.raw`s3(?:\s+buckets?)?|efs`),
  member('iac.resources', 'serverless', String.raw`lambdas?(?:\s+functions?)?|serverless`),
]

const OTHER_CLOUDS = word(
  String.raw`gcp|google\s+cloud(?:\s+platform)?|gke|azure|aks|digital\s?ocean|hetzner|oci|alibaba\s+cloud`,
)
const UNSURE_MESH = word('istio')

export const readMembers: Reader = (reading) => {
  const found = MEMBERS.flatMap((entry) =>
    [...matches(reading.text, entry.pattern)]
      .filter(({ place }) => !reading.refused(place.start, place.end))
      .map(({ place }) => fact(entry.fact, entry.value, place)),
  )
  if (reading.wants('bind'))
    for (const { place } of matches(reading.text, word(String.raw`bind\s?9?`)))
      found.push(fact('dns.provider', 'bind', place))
  return found
}

/** What the goal says and this version has no choice for. */
export const readUnsupported: Reader = (reading) => {
  const clouds = new Set<string>()
  for (const { place } of matches(reading.text, OTHER_CLOUDS)) {
    if (!reading.refused(place.start, place.end)) clouds.add(reading.written(place.start, place.end))
  }
  const notes = [...clouds].map((name) => note(`"${name}": this version writes for AWS only`))
  for (const { place } of matches(reading.text, UNSURE_MESH)) {
    const around = reading.text.slice(Math.max(0, place.start - 12), place.end + 20)
    if (!/ambient|sidecar/i.test(around) && !reading.refused(place.start, place.end)) {
      notes.push(note('"istio" can run as ambient or with sidecars: the question is left open'))
      break
    }
  }
  return notes
}
