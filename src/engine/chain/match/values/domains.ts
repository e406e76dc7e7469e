import { fact, matches, note, type Place, pattern, type Reader } from './readers.ts'

/** Top-level domains people use for what they run, with the private ones. */
const TLDS = new Set(
  (
    'com net org io dev app cloud de fr es it nl uk co eu us ca au jp cn in br ch at be se no dk fi pl cz ru ua ro hu gr pt ie tr kr tw sg hk nz za mx ar cl lu li is ee lv lt sk si hr bg rs il ae sa th vn id ph my ' +
    'internal local lan corp home intranet private tech ai xyz info biz me tv gg cc site online shop store systems network services solutions host page link live life world zone education edu gov mil int ' +
    'team tools software digital agency studio design media news blog wiki space finance bank money health care email chat games game fun club social group global company consulting engineering energy capital ventures land city earth one run works works build codes computer technology foundation academy science exchange market pub cafe bar pizza bike travel auto fit run so to ly la fm im ms ac gl vc pro name mobi asia test'
  ).split(' '),
)
/** Endings that are files far more often than domains. */
const FILE_ENDINGS = new Set([
  'md',
  'py',
  'sh',
  'rs',
  'js',
  'ts',
  'tf',
  'go',
  'rb',
  'ps',
  'zip',
  'so',
  'yml',
  'yaml',
  'json',
  'conf',
  'cfg',
  'txt',
  'hcl',
  'lock',
  'log',
  'service',
  'local',
  'test',
])
const FILE_LIKE_DOMAINS = new Set(['local', 'test', 'so'])

/** Names of products, registries and documentation that are mentioned and not operated. */
const FOREIGN = new Set(
  (
    'k8s.io kubernetes.io github.com gitlab.com bitbucket.org docker.io docker.com ghcr.io quay.io gcr.io amazonaws.com amazon.com aws.com hashicorp.com terraform.io cert-manager.io letsencrypt.org npmjs.com google.com ' +
    'googleapis.com microsoft.com azure.com cloudflare.com heroku.com netlify.app vercel.app fly.io render.com draw.io socket.io istio.io linkerd.io envoyproxy.io nginx.org nginx.com ansible.com stackoverflow.com ' +
    'asp.net vb.net ado.net ml.net paint.net e.g i.e karpenter.sh helm.sh prometheus.io grafana.com slack.com gmail.com outlook.com notion.so toml.io'
  ).split(' '),
)
const PLACEHOLDERS = /^(?:.*\.)?example\.(?:com|org|net)$/

const NAME = pattern(
  '.',
  String.raw`(?<![a-z0-9À-ÿ@/_-]|[a-z0-9]\.)(?:https?:\/\/)?(?:\*\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?![a-z0-9-]|\.[a-z0-9]|\(|_)`,
)
const REPOSITORY = pattern('github|gitlab', String.raw`(?:https?:\/\/)?((?:github|gitlab)\.com\/[\w.-]+\/[\w.-]*\w)`)

/** Host names and addresses: words inside them name no skill. */
export function* hostNames(text: string): Generator<Place> {
  for (const { found, place } of matches(text.toLowerCase(), NAME)) {
    const name = found[1] ?? ''
    const ending = name.slice(name.lastIndexOf('.') + 1)
    if (TLDS.has(ending) || isForeign(name)) yield place
  }
}

const isForeign = (name: string): boolean => [...FOREIGN].some((known) => name === known || name.endsWith(`.${known}`))

export const readDomains: Reader = (reading) => {
  const findings = []
  const found: { name: string; place: Place }[] = []
  for (const { found: match, place } of matches(reading.text, NAME)) {
    const name = (match[1] ?? '').replace(/^www\./, '')
    const ending = name.slice(name.lastIndexOf('.') + 1)
    const before = reading.text.slice(Math.max(0, place.start - 24), place.start)
    if (!TLDS.has(ending) || isForeign(name) || /^[\d.]+$/.test(name)) continue
    if (FILE_ENDINGS.has(ending) && !FILE_LIKE_DOMAINS.has(ending)) continue
    if (ending === 'pl' && /\b(?:perl|script|run)\b/i.test(before)) continue
    if (reading.refused(place.start, place.end)) continue
    if (PLACEHOLDERS.test(name)) findings.push(note(`"${name}" is a placeholder and was not taken as the domain`))
    else found.push({ name, place })
  }
  // Of acme.io and api.acme.io the zone is the shorter one.
  const zones = found.filter((entry) => !found.some((other) => entry.name.endsWith(`.${other.name}`)))
  const names = [...new Set(zones.map((entry) => entry.name))]
  if (names.length > 1)
    findings.push(
      note(`several domains are named (${names.join(', ')}): which one the services live under is left open`),
    )
  else if (zones[0] !== undefined) findings.push(fact('dns.domain', zones[0].name, zones[0].place))
  for (const { found: match, place } of matches(reading.text, REPOSITORY)) {
    if (!/^github\.com\/(?:actions|features|orgs)\b/i.test(match[1] ?? ''))
      findings.push(fact('project.repository', `https://${match[1]}`, place))
  }
  return findings
}
