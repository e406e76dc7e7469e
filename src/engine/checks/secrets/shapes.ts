/** A credential with a shape of its own. */
export interface Shape {
  what: string
  /** One of these stands in every text that holds it: a quick look saves a slow one. */
  marks: readonly string[]
  shape: RegExp
  /** In tests and documents made-up ones of this shape abound. */
  oftenMadeUp?: true
}

const shape = (what: string, marks: string | readonly string[], pattern: RegExp, oftenMadeUp?: true): Shape => ({
  what,
  marks: typeof marks === 'string' ? [marks] : marks,
  shape: pattern,
  ...(oftenMadeUp ? { oftenMadeUp } : {}),
})

/** Certain whatever stands around them. */
export const SHAPES: readonly Shape[] = [
  // Clouds
  shape('an AWS access key id', ['AKIA', 'ASIA'], /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g),
  shape(
    'an AWS secret access key',
    ['ecret', 'ECRET'],
    /\baws_?secret_?(?:access_?)?key["']?\s{0,4}[:=]\s{0,4}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  ),
  shape('an Amazon Bedrock key', 'ABSK', /\bABSK[A-Za-z0-9+/]{109,269}={0,2}/g),
  shape('an Azure storage key', 'AccountKey=', /\bAccountKey=[A-Za-z0-9+/]{60,120}={0,2}/g),
  shape('an Azure access key', 'SharedAccessKey=', /\bSharedAccessKey=[A-Za-z0-9+/]{40,60}={0,2}/g),
  shape('an Azure client secret', 'Q~', /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![\w~.-])/g),
  shape('an Azure DevOps token', 'AZDO', /\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b/g),
  shape('a signed Azure address', 'sig=', /[?&]sig=[A-Za-z0-9%]{43,70}%3D/g),
  shape('a Google API key', 'AIza', /\bAIza[A-Za-z0-9_-]{35}\b/g),
  shape('a Google client secret', 'GOCSPX-', /\bGOCSPX-[A-Za-z0-9_-]{28}\b/g),
  shape('a Google access token', 'ya29.', /\bya29\.[A-Za-z0-9_-]{60,400}/g),
  shape('a DigitalOcean token', '_v1_', /\bdo[opr]_v1_[a-f0-9]{64}\b/g),
  shape('an Alibaba Cloud key id', 'LTAI', /\bLTAI[A-Za-z0-9]{20}\b/g),
  shape('a Cloudflare origin key', 'v1.0-', /\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b/g),
  shape('a Heroku token', 'HRKU-', /\bHRKU-AA[A-Za-z0-9_-]{58}\b/g),
  shape('a Fly.io token', ['fo1_', 'fm2_'], /\b(?:fo1_[\w-]{43}|fm2_[A-Za-z0-9+/]{100,600}={0,3})/g),
  // Code and packages
  shape(
    'a GitHub token',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})\b/g,
  ),
  shape(
    'a GitLab token',
    ['gl', 'GR1348941'],
    /\b(?:gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_-]{20,255}|GR1348941[A-Za-z0-9_-]{20})\b/g,
  ),
  shape(
    'a Bitbucket or Atlassian token',
    ['ATBB', 'ATATT3', 'ATCTT3'],
    /\b(?:ATBB[A-Za-z0-9]{32}|AT[AC]TT3[A-Za-z0-9_=-]{60,250})/g,
  ),
  shape('an npm token', 'npm_', /\bnpm_[A-Za-z0-9]{36}\b/g),
  shape('a PyPI token', 'pypi-Ag', /\bpypi-Ag(?:EIcHlwaS5vcmc|ENdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,255}/g),
  shape('a RubyGems key', 'rubygems_', /\brubygems_[a-f0-9]{48}\b/g),
  shape('a Docker Hub token', 'dckr_', /\bdckr_[op]at_[A-Za-z0-9_-]{27,32}\b/g),
  shape('an Artifactory key', 'AKCp', /\bAKCp[A-Za-z0-9]{69}\b/g),
  shape('a SonarQube token', ['squ_', 'sqp_', 'sqa_'], /\bsq[upa]_[a-f0-9]{40}\b/g),
  // Talk and mail
  shape(
    'a Slack token',
    ['xox', 'xapp-'],
    /\b(?:xox[abeoprs][-.][A-Za-z0-9.-]{12,255}|xapp-\d-[A-Z0-9]{8,14}-\d{10,14}-[a-f0-9]{60,66})/g,
  ),
  shape(
    'a Slack webhook',
    'hooks.slack.com',
    /https:\/\/hooks\.slack\.com\/(?:services\/T[A-Z0-9]{1,20}\/B[A-Z0-9]{1,20}|workflows\/T[A-Z0-9]{1,20}\/A[A-Z0-9]{1,20}\/\d{17,19})\/[A-Za-z0-9]{16,40}/g,
  ),
  shape(
    'a Discord webhook',
    '/api/webhooks/',
    /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[A-Za-z0-9_-]{60,80}/g,
  ),
  shape(
    'a Teams webhook',
    'webhook.office.com',
    /https:\/\/[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[a-f0-9-]{36}@[a-f0-9-]{36}\/IncomingWebhook\/[a-f0-9]{32}/g,
  ),
  shape('a Telegram bot token', ':AA', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g),
  shape('a SendGrid key', 'SG.', /\bSG\.[A-Za-z0-9_-]{20,40}\.[A-Za-z0-9_-]{30,80}/g),
  shape('a Mailgun key', 'key-', /\bkey-[a-f0-9]{32}\b/g),
  shape('a Mailchimp key', '-us', /\b[a-f0-9]{32}-us\d{1,2}\b/g),
  // Money
  shape('a Stripe key', '_live_', /\b[rs]k_live_[A-Za-z0-9]{20,255}\b/g),
  shape('a Stripe webhook secret', 'whsec_', /\bwhsec_[A-Za-z0-9+/]{32,64}={0,2}/g),
  shape('a Shopify token', 'shp', /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g),
  shape('a Square secret', 'sq0csp-', /\bsq0csp-[A-Za-z0-9_-]{43}\b/g),
  // Operations
  shape('a Vault token', ['hvs.', 'hvb.', 'hvr.'], /\bhv[bsr]\.[A-Za-z0-9_-]{24,255}/g),
  shape('a Terraform Cloud token', '.atlasv1.', /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,80}/g),
  shape('a Pulumi token', 'pul-', /\bpul-[a-f0-9]{40}\b/g),
  shape('a Doppler token', 'dp.', /\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}\b/g),
  shape(
    'a Grafana token',
    ['glsa_', 'glc_'],
    /\b(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_eyJ[A-Za-z0-9+/]{50,400}={0,2})/g,
  ),
  shape(
    'a New Relic key',
    ['NRAK-', 'NRJS-', 'NRRA-'],
    /\b(?:NRAK-[A-Z0-9]{27}|NRJS-[a-f0-9]{19}|NRRA-[a-f0-9]{42})\b/g,
  ),
  shape(
    'a Datadog key',
    ['DD_', 'dd_', 'datadog', 'DATADOG', 'Datadog'],
    /\b(?:dd|datadog)[_-]?(?:api|app|application)[_-]?key["']?\s{0,4}[:=]\s{0,4}["']?(?:[a-f0-9]{40}|[a-f0-9]{32})\b/gi,
  ),
  shape('a Sentry token', ['sntrys_', 'sntryu_'], /\b(?:sntryu_[a-f0-9]{64}|sntrys_eyJ[A-Za-z0-9+/=_]{60,400})/g),
  shape('a Databricks token', 'dapi', /\bdapi[a-f0-9]{32}(?:-\d)?\b/g),
  shape('a PlanetScale secret', 'pscale_', /\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/g),
  shape('a Supabase token', 'sbp_', /\bsbp_[a-f0-9]{40}\b/g),
  shape('a Tailscale key', 'tskey-', /\btskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,48}/g),
  shape('a Postman key', 'PMAK-', /\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b/g),
  shape('a Linear key', 'lin_api_', /\blin_api_[A-Za-z0-9]{40}\b/g),
  shape('a Notion token', 'ntn_', /\bntn_\d{11}[A-Za-z0-9]{35}\b/g),
  shape('an Airtable token', 'pat', /\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b/g),
  shape('a 1Password service token', 'ops_eyJ', /\bops_eyJ[A-Za-z0-9_-]{100,1200}/g),
  // Models
  shape('an Anthropic key', 'sk-ant-', /\bsk-ant-(?:api|admin|oat|ort)\d{2}-[A-Za-z0-9_-]{80,120}/g),
  shape(
    'an OpenAI key',
    'T3BlbkFJ',
    /\bsk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,80}T3BlbkFJ[A-Za-z0-9_-]{20,80}/g,
  ),
  shape('a Hugging Face token', 'hf_', /\bhf_[A-Za-z]{34}\b/g),
  // Keys and passwords of any kind
  shape(
    'a private key',
    'PRIVATE KEY',
    // Words about a key end, or leave something out, where the key itself would begin.
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?![ \t]*["'`)\]|/]|\s*(?:\\n)?\s*(?:\.{3}|…|<|[xX]{3}))/g,
    true,
  ),
  // The same, as base64.
  shape(
    'a private key',
    'LS0tLS1CRUdJTi',
    /\bLS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEU)/g,
    true,
  ),
  shape('a private key of PuTTY', 'PuTTY-User-Key-File', /^PuTTY-User-Key-File-\d: [\w-]{3,40}\s/gm),
  shape('a private key of age', 'AGE-SECRET-KEY-1', /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/g),
  shape('a JSON web token', 'eyJ', /\beyJ[A-Za-z0-9_-]{15,300}\.eyJ[A-Za-z0-9_-]{15,2000}\.[A-Za-z0-9_-]{20}/g, true),
  shape(
    'a password in a URL',
    '://',
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?!user(?:name)?:pass(?:word)?@)[^\s/:@"'`${}<>%\\]{1,64}:(?!\/)[^\s/:@"'`${}<>%*]{3,64}@(?!example\.)[A-Za-z0-9]/g,
    true,
  ),
]

/** The keys of AWS's own examples end with the word. */
export function isExample(text: string): boolean {
  return /EXAMPLE(?:KEY)?$/.test(text)
}
