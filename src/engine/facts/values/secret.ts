const SHAPES: readonly [what: string, shape: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/],
  ['an age secret key', /AGE-SECRET-KEY-1[A-Z0-9]{50}/],
  ['an AWS access key', /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/],
  ['a GitHub token', /(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ['a GitLab token', /(?<![A-Za-z0-9])gl(pat|dt|rt|soat|cbt)-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/T[A-Za-z0-9]+\/B[A-Za-z0-9]+\/[A-Za-z0-9]+/],
  ['a Google API key', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/],
  ['a Stripe key', /(?<![A-Za-z0-9])[rs]k_(live|test)_[A-Za-z0-9]{16,}/],
  ['an npm token', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/],
  ['a Vault token', /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,}/],
  ['a model provider key', /(?<![A-Za-z0-9])sk-(ant-|proj-)?[A-Za-z0-9_-]{32,}/],
  ['a JSON web token', /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/],
  ['a password in a URL', /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i],
]

/** No shape but that of a URL fits into less. Most values are shorter, and at the start of a run there are hundreds. */
const SHORTEST = 15

/** What kind of secret a text looks like; null for a text that may be kept. */
export function secretIn(text: string): string | null {
  if (text.length < SHORTEST && !text.includes('://')) return null
  for (const [what, shape] of SHAPES) if (shape.test(text)) return what
  return text.split(/[\s=:"',]+/).some(isAwsSecretKey) ? 'an AWS secret access key' : null
}

/** Forty characters of base64 with every kind of character; a hexadecimal digest has no capitals and no slashes. */
function isAwsSecretKey(word: string): boolean {
  return (
    /^[A-Za-z0-9/+]{40}$/.test(word) &&
    /[A-Z]/.test(word) &&
    /[a-z]/.test(word) &&
    /\d/.test(word) &&
    !/^[0-9a-fA-F]+$/.test(word) &&
    !word.includes('//')
  )
}
