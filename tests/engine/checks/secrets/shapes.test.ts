import { describe, expect, test } from 'vitest'
import { scanForSecrets } from '../../../../src/engine/checks/index.ts'
import { SHAPES } from '../../../../src/engine/checks/secrets/shapes.ts'

const hits = (path: string, text: string) => scanForSecrets({ path, text }).map((hit) => hit.what)

/** Made here from a seed, so that no scanner takes this file for a leak. */
function made(length: number, letters: string): string {
  let state = length * 7 + letters.length
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return letters[Math.floor((state / 2147483648) * letters.length)]
  }).join('')
}

const HEX = '0123456789abcdef'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const ANY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const EXAMPLES: readonly (readonly [what: string, value: string])[] = [
  ['an AWS access key id', `AKIA${made(16, 'ABCDEFGHJKMNPQRSTUVW234567')}`],
  ['an AWS secret access key', `aws_secret_access_key = ${made(40, ANY)}`],
  ['an Amazon Bedrock key', `ABSK${made(112, ANY)}`],
  ['an Azure storage key', `AccountKey=${made(86, ANY)}==`],
  ['an Azure access key', `Endpoint=sb://a.example;SharedAccessKey=${made(43, ANY)}=`],
  ['an Azure client secret', `abc8Q~${made(34, ANY)}`],
  ['an Azure DevOps token', `${made(76, ANY)}AZDO${made(4, ANY)}`],
  ['a signed Azure address', `https://a.example/b?sv=2024-01-01&sig=${made(43, ANY)}%3D`],
  ['a Google API key', `AIza${made(35, ANY)}`],
  ['a Google client secret', `GOCSPX-${made(28, ANY)}`],
  ['a Google access token', `ya29.${made(80, ANY)}`],
  ['a DigitalOcean token', `dop_v1_${made(64, HEX)}`],
  ['an Alibaba Cloud key id', `LTAI${made(20, ANY)}`],
  ['a Cloudflare origin key', `v1.0-${made(24, HEX)}-${made(146, HEX)}`],
  ['a Heroku token', `HRKU-AA${made(58, ANY)}`],
  ['a Fly.io token', `fo1_${made(43, ANY)}`],
  ['a GitHub token', `github_pat_${made(22, ANY)}_${made(59, ANY)}`],
  ['a GitLab token', `glrt-${made(20, ANY)}`],
  ['a Bitbucket or Atlassian token', `ATATT3${made(180, ANY)}`],
  ['an npm token', `npm_${made(36, ANY)}`],
  ['a PyPI token', `pypi-AgEIcHlwaS5vcmc${made(60, ANY)}`],
  ['a RubyGems key', `rubygems_${made(48, HEX)}`],
  ['a Docker Hub token', `dckr_pat_${made(27, ANY)}`],
  ['an Artifactory key', `AKCp${made(69, ANY)}`],
  ['a SonarQube token', `squ_${made(40, HEX)}`],
  ['a Slack token', `xapp-1-${made(11, UPPER)}-${made(13, '0123456789')}-${made(64, HEX)}`],
  ['a Slack webhook', `https://hooks.slack.com/services/T${made(8, UPPER)}/B${made(8, UPPER)}/${made(24, ANY)}`],
  ['a Discord webhook', `https://discord.com/api/webhooks/${made(18, '123456789')}/${made(68, ANY)}`],
  [
    'a Teams webhook',
    `https://acme.webhook.office.com/webhookb2/${made(36, HEX)}@${made(36, HEX)}/IncomingWebhook/${made(32, HEX)}/a`,
  ],
  ['a Telegram bot token', `${made(10, '123456789')}:AA${made(33, ANY)}`],
  ['a SendGrid key', `SG.${made(22, ANY)}.${made(43, ANY)}`],
  ['a Mailgun key', `key-${made(32, HEX)}`],
  ['a Mailchimp key', `${made(32, HEX)}-us12`],
  ['a Stripe key', `sk_live_${made(24, ANY)}`],
  ['a Stripe webhook secret', `whsec_${made(32, ANY)}`],
  ['a Shopify token', `shpat_${made(32, HEX)}`],
  ['a Square secret', `sq0csp-${made(43, ANY)}`],
  ['a Vault token', `hvs.${made(95, ANY)}`],
  ['a Terraform Cloud token', `${made(14, ANY)}.atlasv1.${made(67, ANY)}`],
  ['a Pulumi token', `pul-${made(40, HEX)}`],
  ['a Doppler token', `dp.st.prd.${made(43, ANY)}`],
  ['a Grafana token', `glsa_${made(32, ANY)}_${made(8, HEX)}`],
  ['a New Relic key', `NRAK-${made(27, UPPER)}`],
  ['a Datadog key', `DD_API_KEY=${made(32, HEX)}`],
  ['a Sentry token', `sntryu_${made(64, HEX)}`],
  ['a Databricks token', `dapi${made(32, HEX)}`],
  ['a PlanetScale secret', `pscale_tkn_${made(43, ANY)}`],
  ['a Supabase token', `sbp_${made(40, HEX)}`],
  ['a Tailscale key', `tskey-auth-${made(12, ANY)}-${made(32, ANY)}`],
  ['a Postman key', `PMAK-${made(24, HEX)}-${made(34, HEX)}`],
  ['a Linear key', `lin_api_${made(40, ANY)}`],
  ['a Notion token', `ntn_${made(11, '0123456789')}${made(35, ANY)}`],
  ['an Airtable token', `pat${made(14, ANY)}.${made(64, HEX)}`],
  ['a 1Password service token', `ops_eyJ${made(250, ANY)}`],
  ['an Anthropic key', `sk-ant-api03-${made(93, ANY)}AA`],
  ['an OpenAI key', `sk-proj-${made(74, ANY)}T3BlbkFJ${made(74, ANY)}`],
  ['a Hugging Face token', `hf_${made(34, LETTERS)}`],
  ['a private key', `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----`],
  ['a private key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\n'],
  ['a private key of age', `AGE-SECRET-KEY-1${made(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')}`],
  ['a JSON web token', `eyJ${made(30, ANY)}.eyJ${made(60, ANY)}.${made(43, ANY)}`],
  ['a password in a URL', `amqp://shop:${made(12, ANY)}@queue.acme.dev/`],
]

describe('credentials with a shape of their own', () => {
  test.each(EXAMPLES)('%s', (what, value) => {
    expect(hits('a.txt', `${value}\n`)).toEqual([what])
    // A longer word is something else.
    if (!/[\s/=%]/.test(value)) expect(hits('a.txt', `a${value.replaceAll('-----', '')}\n`)).not.toContain(what)
  })

  test('every shape has an example', () => {
    expect([...new Set(EXAMPLES.map(([what]) => what))].sort()).toEqual(
      [...new Set(SHAPES.map(({ what }) => what))].sort(),
    )
  })

  test('the keys of the documentation of AWS are none', () => {
    expect(hits('a.py', `key = "AKIAIOSFODNN7${'EXAMPLE'}"\n`)).toEqual([])
  })

  test('words about a private key are none', () => {
    const begin = `-----BEGIN ${'PRIVATE'} KEY-----`
    expect(hits('a.go', `if strings.HasPrefix(text, "${begin}") {\n`)).toEqual([])
    expect(hits('a.yaml', `key: "${begin}xxxx"\n`)).toEqual([])
    expect(hits('a.yaml', `key: |\n  ${begin}\n  ...\n`)).toEqual([])
    expect(hits('a.yaml', `key: |\n  ${begin}\n  ${made(64, ANY)}\n  ${made(60, ANY)}\n`)).toEqual(['a private key'])
  })
})

describe('tests and documents', () => {
  const token = `ghp_${made(36, ANY)}`

  test('what a service gave out is found everywhere', () => {
    for (const path of ['a_test.go', 'tests/a.yaml', 'README.md', 'src/a.spec.ts'])
      expect(hits(path, `token: ${token}\n`)).toEqual(['a GitHub token'])
  })

  test('what a test makes up is no leak', () => {
    for (const path of ['a_test.go', 'tests/a.yaml', 'src/a.spec.ts', 'testdata/a.yaml', '__snapshots__/a.snap'])
      expect(hits(path, `Password: "hunter22!"\nkey: ${made(44, ANY)}\n`)).toEqual([])
  })

  test('a word that stands for a value is none in a document', () => {
    expect(hits('README.md', '`"password": "securePassword123"`\n')).toEqual([])
    expect(hits('README.md', '`"password": "Tr0ub4dor&3"`\n')).toHaveLength(1)
    expect(hits('app.yaml', 'password: securePassword123\n')).toHaveLength(1)
  })
})

describe('what is none', () => {
  test.each([
    ['auth.py', 'client.login(password=password, token=body["token"])'],
    ['auth.py', 'PASSWORD = os_environ'],
    ['User.java', 'return "User [name=" + name + ", password=" + password + "]";'],
    ['template.yaml', '          "password": password,'],
    ['a.cue', '"password": "\\#(password)"'],
    ['a.sh', 'TOKEN=eyJraWQi... # the whole token'],
    ['a.sh', 'DB_PASSWORD="DB_CLUSTER_PASSWORD"'],
    ['a.yaml', 'template: \'{"Password": "REPLACED"}\''],
    ['a.json', '"nextForwardToken": "f/36764432259514369097377004316756648081944142504599814148/s"'],
    ['variables.tf', '# Example of a valid password: "MyDBPassword123!"'],
    ['a.yaml', 'url: https://user:password@acme.dev/'],
    ['a.md', 'arn:aws:cloudformation:us-east-1:111122223333:stack/WebAppStack/a645e700-ae5b-11ee-8d3c-12d2d2a31ce9'],
    ['a.txt', 'CdkStack-KinesisSourceF9B97A74-RdTeyeKl6gIVx'],
    ['a.txt', '/aws/lambda/Acme-Operations-Phas-AWS679f53fac002430cb0da5-HMV2YF6OKJET'],
    ['a.json', '"data": "eyJpZCI6IjEwMDEiLCJwcmVzZXkiOiIxMDEgYnkgVGVzdCIsIm5hbWUiOiJUZXN0In0="'],
    ['jsonnetfile.lock.json', '"sum": "l6fPvh3tW6fWot308w71QY/amrYsFPeitvz1IgJxqQA="'],
    ['web.yml', 'alice: $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze'],
    ['a.js', "posthog.init('phc_rzLVwu5RRWhbJqQqpgcsNHyIaZOUs3Pw5laOq1sTdtI')"],
    ['stack.json', '"SsmParamTestIpv6DhcpOptionsId18062B81aQ9zX": {'],
  ])('%s: %s', (path, text) => {
    expect(hits(path, `${text}\n`)).toEqual([])
  })

  test('the lines of a certificate or a file in base64', () => {
    const lines = Array.from({ length: 4 }, (_, index) => `    ${made(64 - index, ANY)}`)
    expect(hits('a.yaml', `data: |\n${lines.join('\n')}\n`)).toEqual([])
    const certificate = `-----BEGIN CERTIFICATE-----\n${made(64, ANY)}\n-----END CERTIFICATE-----`
    expect(hits('a.conf', `${certificate}\n`)).toEqual([])
  })

  test('but a single line of it may be a key', () => {
    expect(hits('a.yaml', `data: ${made(44, ANY)}\n`)).toEqual(['text that looks like a key'])
  })
})
