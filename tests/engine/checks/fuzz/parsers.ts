import { memoryTree, treeSurroundings } from '../../../../src/engine/checks/index.ts'
import { TEMPLATES } from '../../cloudformation/samples.ts'
import { actionsJudged } from '../agreement/actions.ts'
import { ansibleJudged } from '../agreement/ansible.ts'
import { dockerfileJudged } from '../agreement/dockerfile.ts'
import { haproxyJudged } from '../agreement/haproxy.ts'
import { namedJudged } from '../agreement/named.ts'
import { nginxJudged } from '../agreement/nginx.ts'
import { prometheusJudged } from '../agreement/prometheus.ts'
import { shellJudged } from '../agreement/shell.ts'
import { systemdJudged } from '../agreement/systemd.ts'
import { zoneJudged } from '../agreement/zone.ts'
import { SHOP } from '../compose/shop.ts'
import { judge } from '../one-file.ts'
import type { FuzzedParser } from './fuzz.ts'
import { generated } from './generated.ts'

const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject"], "Resource": "arn:aws:s3:::a/*", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-1"}}}]}\n'

const STACK =
  'Parameters:\n  Env: { Type: String, Default: dev }\nResources:\n  Store:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Sub "a-${Env}", AccessControl: !If [Open, PublicRead, Private] }\n'

const TEMPLATE =
  "{# of a host #}\n{% set port = a.b[0]['c'][1:-1] | default(80, true) %}\n{% for one in all if one is not none and one != 'x' ~ y %}\nserver {{ one.name | upper }}:{{ port }} {{ {'a': [1, 2.5], 'b': (1,)} | to_json }}\n{% else %}\n{%- raw %}{{ as it is }}{% endraw -%}\n{% endfor %}\n{% if x is divisibleby 3 and not (y in [1]) %}{{ 'a' if z else -b ** 2 // 3 }}{% endif %}\n"

const INVENTORY =
  '[web]\nweb[01:03].example.com ansible_host=192.0.2.1\n\n[db]\ndb1\n\n[all:vars]\nansible_user=ops\n\n[site:children]\nweb\ndb\n'

/** Made-up leaks of each kind, put together so that no scanner takes this file for one. */
const LEAKS = [
  'DB_PASSWORD="s3cr3t-value"',
  `url: postgres://app:${'s3cr3tpw'}@db.acme.dev/orders`,
  `token: ghp_${'a1B2c3D4e5'.repeat(4)}`,
  `key: ${'q7XfP2vLk9ZtR4mWc8YbN3hJs6DgA5eUoQ1'}`,
  `-----BEGIN ${'PRIVATE'} KEY-----\n${'MIGHAgEAMBMGByqGSM49'.repeat(3)}\n-----END ${'PRIVATE'} KEY-----`,
  '{"clientSecret": "8Q~aZ3kP9qL2mX7vB5n", "nextToken": "f/36764432259514369097377"}\n',
].join('\n')

/**
 * Every reader of files. A reader that is missing here is not fuzzed: add one line with it.
 * Its texts come from what the skills write and from valid samples in its own words.
 */
export const PARSERS: readonly FuzzedParser[] = [
  {
    name: 'hcl',
    seeds: generated(/\.(?:tf|tfvars|hcl)$/),
    prepare: async () => {
      const { parseHcl } = await import('../../../../src/engine/terraform/syntax/parser.ts')
      return (text) => parseHcl(text).problems
    },
  },
  {
    name: 'yaml',
    seeds: generated(/\.ya?ml$/),
    prepare: async () => {
      const { scanYaml } = await import('../../../../src/engine/render/format/yaml.ts')
      return scanYaml
    },
  },
  {
    name: 'json',
    seeds: generated(/\.json$/, '{"a": [1, 2.5e3, true, null, "\\u00e9"], "b": {"c": {}}}\n'),
    prepare: async () => {
      const { scanJson } = await import('../../../../src/engine/render/format/json.ts')
      return scanJson
    },
  },
  throughCheck('kubernetes', 'k8s/objects.yaml', generated(/k8s\/.*\.ya?ml$/)),
  throughCheck('kustomize', 'k8s/kustomization.yaml', generated(/kustomization\.yaml$/)),
  throughCheck('cloudformation', 'template.yaml', async () => TEMPLATES),
  throughCheck('helm', 'Chart.yaml', generated(/Chart\.yaml$/)),
  {
    name: 'helm-template',
    seeds: generated(/helm\/[^/]+\/templates\//),
    prepare: async () => {
      const { judgeChart } = await import('../../../../src/engine/helm/check.ts')
      const about = { path: 'Chart.yaml', text: 'apiVersion: v2\nname: a\nversion: 1.0.0\n' }
      return (text) => {
        const tree = memoryTree({ 'Chart.yaml': about.text, 'templates/a.yaml': text, 'values.yaml': 'a: 1\n' })
        return judgeChart(about, treeSurroundings(tree))
          .filter(({ at }) => at.source.path === 'templates/a.yaml')
          .map((one) => ({ ...one.at.source.place(one.at.start), message: one.message }))
      }
    },
  },
  throughCheck('terraform', 'main.tf', generated(/\.tf$/)),
  {
    name: 'terraform-test',
    seeds: generated(/\.tftest\.hcl$/),
    prepare: async () => async (text) => {
      const found = await judge('terraform-test', { 'main.tf': 'variable "name" {}\n', 'main.tftest.hcl': text })
      return found.filter(({ file }) => file === 'main.tftest.hcl')
    },
  },
  throughCheck('nginx', 'nginx/nginx.conf', nginxJudged.samples),
  throughCheck('haproxy', 'haproxy.cfg', haproxyJudged.samples),
  throughCheck('actions', '.github/workflows/a.yml', actionsJudged.samples),
  throughCheck('ansible', 'site.yml', ansibleJudged.samples),
  {
    name: 'jinja',
    seeds: async () => [TEMPLATE],
    prepare: async () => async (text) => {
      const found = await judge('ansible', { 'templates/a.j2': text, 'tasks/main.yml': '[]\n' })
      return found.filter((one) => one.file === 'templates/a.j2')
    },
  },
  { ...throughCheck('ansible', 'inventory/hosts', async () => [INVENTORY]), name: 'inventory' },
  throughCheck('prometheus', 'rules.yml', prometheusJudged.samples),
  throughCheck('systemd', 'app.service', systemdJudged.samples),
  throughCheck('shell', 'deploy.sh', shellJudged.samples),
  { ...throughCheck('shell', 'deploy.sh', generated(/\.sh$/)), name: 'shell as generated' },
  throughCheck('dockerfile', 'Dockerfile', dockerfileJudged.samples),
  throughCheck('compose', 'compose.yaml', async () => [SHOP]),
  throughCheck('named', 'named.conf', namedJudged.samples),
  throughCheck('zone', 'example.com.zone', zoneJudged.samples),
  throughCheck(
    'markdown',
    'README.md',
    generated(/\.md$/, '# A\n\n[a](#a) ![b](b.png) [c][d] `e`\n\n[d]: <f> "g"\n<!-- h -->\n'),
  ),
  throughCheck('iam', 'policies/a.json', generated(/^$/, POLICY)),
  { ...throughCheck('iam', 'main.tf', generated(/(?:identity|access|flow-logs|kms)\.tf$/)), name: 'iam in Terraform' },
  throughCheck('security', 'main.tf', generated(/\.tf$/)),
  { ...throughCheck('security', 'a.yaml', generated(/k8s\/.*\.yaml$/, STACK)), name: 'security in YAML' },
  throughCheck('portability', 'main.tf', generated(/\.tf$/)),
  throughCheck('consistency', 'scripts/deploy.sh', generated(/\.sh$/)),
  { ...throughCheck('consistency', 'README.md', generated(/\.md$/)), name: 'consistency of documents' },
  throughCheck('secrets', 'settings.env', generated(/\.(?:env|sh|ya?ml|tf)$/, LEAKS)),
]

/** A whole check, judging one file that stands alone. */
export function throughCheck(id: string, path: string, seeds: FuzzedParser['seeds']): FuzzedParser {
  return { name: id, seeds, prepare: async () => async (text) => judge(id, { [path]: text }) }
}
