import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { Check } from './check.ts'
import { baseName, type FileRef, lineAt } from './tree.ts'

/** Credentials with a shape of their own: certain whatever stands around them. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['an AWS access key id', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
  ['a private key', /-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY-----/g],
  // The same, as base64.
  ['a private key', /\bLS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEU)/g],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})\b/g],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,255}\b/g],
  ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{12,255}/g],
  ['a Slack webhook', /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{1,20}\/B[A-Z0-9]{1,20}\/[A-Za-z0-9]{16,40}/g],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/g],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,255}\b/g],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a Vault token', /\bhv[bs]\.[A-Za-z0-9_-]{24,255}/g],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{20,40}\.[A-Za-z0-9_-]{30,80}/g],
  ['an Azure storage key', /\bAccountKey=[A-Za-z0-9+/]{60,120}={0,2}/g],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{15,300}\.eyJ[A-Za-z0-9_-]{15,2000}\.[A-Za-z0-9_-]{20}/g],
  [
    'a password in a URL',
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`${}<>%]{1,64}:(?!\/)[^\s/:@"'`${}<>%]{3,64}@[A-Za-z0-9]/g,
  ],
]

/** `password = "…"`, `"apiKey": "…"`, `TOKEN=…`, `db_password: …` */
const ASSIGNMENT =
  /(?:^|[\s"'{,;(])((?:[A-Za-z0-9]{1,40}[_.-]){0,8}?[A-Za-z0-9]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|client_?secret|credentials?)[A-Za-z0-9_.-]{0,24})["']?[^\S\n]{0,40}(?:=>|:=|[:=])[^\S\n]{0,40}(?:"((?:[^"\\\n]|\\.){1,300})"|'([^'\n]{1,300})'|([^\s"'#,;{}()[\]]{1,300}))/gi

/** Names that say where a secret is, what it is called or how it is treated. */
const ABOUT =
  /(?:name|arn|id|ids|path|file|files|ref|refs|length|size|enabled|policy|version|rotation|store|stores|provider|manager|ttl|type|kind|url|uri|endpoint|key_?ref|class|mount|mounts|namespace|description|selector|days|seconds|hours|period|expiry|expiration|wo_version|recovery_window_in_days|audience|issuer|required|authentication|auth|login|format|env|var|field|property|label|prefix|suffix|target|operator|engine|backend|template|source|keyring|bits|algorithm|spec|usage|hash|scheme|interval|put|get|mode|access|permissions?|min|max|count|lifetime|lookup|account|pattern|regex|expression|rule|mask|placeholder|prompt|error|message|help|binding)s?$/i

const CERTAIN_NAMES = /(?:password|passwd|passphrase|pwd)$/i

const REFERENCE =
  /\$\{|\$\(|\{\{|<%|<:|^\$|^!|^<.*>$|^%|^@|\b(?:var|local|data|module|each|self|output|aws_\w+|random_\w+|google_\w+|azurerm_\w+)\.|^arn:|^\/|^~|^\.{1,2}\/|^\*+$|^(?:true|false|null|none|nil|yes|no|on|off|required|optional|undefined)$|^(?:file|lookup|get|read|env|secret|vault|ssm|op|aws|gcp|azure|ref|resolve|sops|kms):?|^process\.|^os\.|secretsmanager|ENC\[/i

const NO_SECRETS_INSIDE =
  /(?:^|\/)(?:\.terraform\.lock\.hcl|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|go\.sum|Cargo\.lock|poetry\.lock)$/

/** Drawings and documents of signatures are made of such text. */
const NO_RANDOM_TEXT = /\.(?:svg|drawio|xml|pem|crt|cer|pub|asc|snap|ipynb|sum)$/

export interface SecretHit {
  file: string
  line: number
  column: number
  what: string
  /** Only its look says so. */
  guessed?: true
}

/** A file with more than this is a dump, and one line says so. */
const MOST_HITS = 100

/** Hits never quote what they found: a report is read by more people than the file. */
export function scanForSecrets(file: FileRef): SecretHit[] {
  if (NO_SECRETS_INSIDE.test(file.path)) return []
  const hits = new Map<number, SecretHit>()
  const add = (offset: number, what: string, guessed?: true): void => {
    if (hits.size >= MOST_HITS) return
    const line = lineAt(file.text, offset)
    if (hits.has(line)) return
    const column = offset - file.text.lastIndexOf('\n', offset - 1)
    hits.set(line, { file: file.path, line, column, what, ...(guessed ? { guessed } : {}) })
  }
  for (const [what, shape] of SHAPES) for (const match of file.text.matchAll(shape)) add(match.index, what)
  for (const { start, line } of tellingLines(file.text)) {
    for (const match of line.matchAll(ASSIGNMENT)) {
      const name = match[1] ?? ''
      const quoted = match[2] ?? match[3]
      const value = (quoted ?? match[4] ?? '').trim()
      if (isSecretValue(name, value, quoted !== undefined, file.path))
        add(start + match.index + match[0].indexOf(name), `a value for ${name}`)
    }
  }
  if (!NO_RANDOM_TEXT.test(file.path)) {
    for (const match of file.text.matchAll(/[A-Za-z0-9+/_-]{32,}={0,2}/g))
      if (isRandom(match[0], file.text, match.index)) add(match.index, 'text that looks like a key', true)
  }
  return [...hits.values()].sort((a, b) => a.line - b.line)
}

const TELLING = /passw|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|credential/gi

/** Lines with a word in them that a secret could be called by: the others need no closer look. */
function* tellingLines(text: string): Generator<{ start: number; line: string }> {
  TELLING.lastIndex = 0
  for (let found = TELLING.exec(text); found !== null; found = TELLING.exec(text)) {
    const start = text.lastIndexOf('\n', found.index) + 1
    const newline = text.indexOf('\n', found.index)
    const end = newline === -1 ? text.length : newline
    yield { start, line: text.slice(start, end) }
    TELLING.lastIndex = end
  }
}

function isSecretValue(name: string, value: string, quoted: boolean, path: string): boolean {
  if (value.length < 4 || REFERENCE.test(value) || ABOUT.test(name)) return false
  // `event.properties.password` is code.
  if (!quoted && /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value)) return false
  // Prose and code of a document or a script compare and mention names; only a quoted literal is a value there.
  if (!quoted && /\.(?:md|ts|js|go|java|sh|bats|tf|hcl)$/.test(path) && !/^[A-Z0-9_]+$/.test(name)) return false
  if (value.includes(' ') && !CERTAIN_NAMES.test(name)) return false
  if (CERTAIN_NAMES.test(name)) return !/^[a-z][a-z0-9]*(?:[-_./][a-z0-9]+){2,}$/.test(value) || /\d{3}/.test(value)
  // A token or key is random; `app-database` is the name of one.
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3.3 && !isWordy(value)
}

/** Longer text is a certificate, a picture, a signature. */
const LONGEST_KEY = 128

/** Names of what looks like a key and is none. */
const NO_KEY =
  /(?:id|handle|pub_?key|public_?key|fingerprint|digest|hash|checksum|etag|integrity|signature|certificate\w{0,20}|nonce|cursor)["'\s:=>]{1,8}$/i

/** Long text with all three kinds of characters and no words in it. */
function isRandom(text: string, whole: string, at: number): boolean {
  if (text.length > LONGEST_KEY || /[0-9a-f]{32}/.test(text)) return false
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || (text.match(/\d/g)?.length ?? 0) < 3) return false
  const before = whole.slice(Math.max(0, at - 40), at)
  if (NO_KEY.test(before) || isInAddress(whole, at)) return false
  if (/sha(?:1|256|384|512)[-:=]$|h1:$|zh:$|@$|p=$|ssh-\w+ $|base64,$/i.test(before) || /^AAAA/.test(text)) return false
  if ((text.match(/[/_-]/g)?.length ?? 0) > text.length / 8) return false
  return entropy(text) >= 4.5 && !isWordy(text)
}

/** `https://docs.acme.dev/document/d/1TXy…`: what is shared is no secret. */
function isInAddress(whole: string, at: number): boolean {
  const from = Math.max(0, at - 200)
  const word =
    whole
      .slice(from, at)
      .split(/[\s"'`<>()]/)
      .at(-1) ?? ''
  return word.includes('://')
}

/** Names are made of words: most of their letters stand in runs of one case. */
function isWordy(text: string): boolean {
  const words = text.match(/[A-Z]?[a-z]{3,}|[A-Z]{4,}/g) ?? []
  return words.join('').length > text.length * 0.55
}

export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length)
  return bits
}

export const secretScan: Check = {
  id: 'secrets',
  scope: 'file',
  appliesTo: (file) => !NO_SECRETS_INSIDE.test(baseName(file.path)),
  run: async (files) => files.flatMap(scanForSecrets).map(asDiagnostic),
}

function asDiagnostic(hit: SecretHit): Diagnostic {
  return {
    check: 'secrets',
    // A guess may be wrong, and must not stop anybody.
    severity: hit.guessed ? 'warning' : 'error',
    file: hit.file,
    line: hit.line,
    column: hit.column,
    message: `${hit.what} stands in the file`,
    hint: 'Keep the value in a secret store and write a reference here; a value that was ever committed must be replaced.',
    rule: hit.guessed ? 'random-text' : 'secret',
  }
}
