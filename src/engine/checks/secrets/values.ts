import { entropy, isWordy } from './random.ts'

/** `password = "…"`, `"apiKey": "…"`, `TOKEN=…`, `db_password: …` */
const ASSIGNMENT =
  /(?:^|[\s"'{,;(])((?:[A-Za-z0-9]{1,40}[_.-]){0,8}?[A-Za-z0-9]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|client_?secret|credentials?)[A-Za-z0-9_.-]{0,24})["']?[^\S\n]{0,40}(?:=>|:=|[:=])[^\S\n]{0,40}(?:"((?:[^"\\\n]|\\.){1,300})"|'([^'\n]{1,300})'|([^\s"'#,;{}()[\]]{1,300}))/gi

/** Names that say where a secret is, what it is called or how it is treated. */
const ABOUT =
  /(?:name|arn|id|ids|path|file|files|ref|refs|length|size|enabled|policy|version|rotation|store|stores|provider|manager|ttl|type|kind|url|uri|endpoint|key_?ref|class|mount|mounts|namespace|description|selector|days|seconds|hours|period|expiry|expiration|wo_version|recovery_window_in_days|audience|issuer|required|authentication|auth|login|format|env|var|field|property|label|prefix|suffix|target|operator|engine|backend|template|source|keyring|bits|algorithm|spec|usage|hash|scheme|interval|put|get|mode|access|permissions?|min|max|count|lifetime|lookup|account|pattern|regex|expression|rule|mask|placeholder|prompt|error|message|help|binding)s?$/i

/** Tokens that say where a list goes on, or that a request is the same. */
const NO_SECRET =
  /(?:next|page|pagination|continuation|continue|forward|backward|sync|idempotency|client_?request|context|public)[_-]?\w{0,12}token$/i

const CERTAIN_NAMES = /(?:password|passwd|passphrase|pwd)$/i

const REFERENCE =
  /\$\{|\$\(|\{\{|<%|<:|\\#*\(|^\$|^!|^<.*>$|^\{.*\}$|^%|^@|\b(?:var|local|data|module|each|self|output|aws_\w+|random_\w+|google_\w+|azurerm_\w+)\.|^arn:|^\/|^~|^\.{1,2}\/|^\*+$|\.\.\.|…|^(?:true|false|null|none|nil|yes|no|on|off|required|optional|undefined)$|^(?:file|lookup|get|read|env|secret|vault|ssm|op|aws|gcp|azure|ref|resolve|sops|kms):?|^process\.|^os\.|secretsmanager|ENC\[/i

/** What stands for a value until somebody puts one there: `your-password`, `REPLACED`, `DB_PASSWORD`, and the one that every Java has. */
const STANDS_FOR =
  /^(?:your|insert|enter|replace|the)[-_ ]|^(?:YOUR|REPLACED?)|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|x{4,}|^changeit$/
/** In a text for readers such a word is no password either. */
const EXAMPLE = /passw|secret|token|example|your|user|changeme|fake|^\*|^x+$/i

const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i
/** Without quotes a word in a program is the name of something. */
const PROGRAM =
  /\.(?:[cm]?[jt]sx?|py|pyi|go|java|kt|kts|scala|cs|rb|php|rs|swift|c|cc|cpp|h|hpp|cue|jsonnet|libsonnet|groovy|lua|exs?|erl|dart|r|snap|vue|svelte|ps1|tf|hcl|pkl|bicep|gradle)$/i
const SHELL = /\.(?:sh|bash|bats|zsh|ksh)$/

export interface NamedValue {
  name: string
  offset: number
}

/** Values that are given to something whose name says that it is a secret. */
export function* namedSecrets(text: string, path: string): Generator<NamedValue> {
  for (const { start, line } of tellingLines(text)) {
    for (const match of line.matchAll(ASSIGNMENT)) {
      const name = match[1] ?? ''
      const quoted = match[2] ?? match[3]
      const value = (quoted ?? match[4] ?? '').trim()
      if (/\bexample\b|\be\.g\./i.test(line.slice(0, match.index))) continue
      // `"password": password,` is a line of a program inside of another file.
      if (quoted === undefined && line[match.index + match[0].length] === ',' && isSameWord(name, value)) continue
      if (isSecretValue(name, value, quoted !== undefined, path))
        yield { name, offset: start + match.index + match[0].indexOf(name) }
    }
  }
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
  if (value.length < 4 || REFERENCE.test(value) || STANDS_FOR.test(value)) return false
  if (ABOUT.test(name) || NO_SECRET.test(name)) return false
  if (!quoted && isWord(name, value, path)) return false
  // `"user=" + user + ", password=" + password`
  if (quoted && /^[ ,]*\+|\+[ ,]*$/.test(value)) return false
  if (DOCUMENT.test(path) && EXAMPLE.test(value)) return false
  if (value.includes(' ') && !CERTAIN_NAMES.test(name)) return false
  if (CERTAIN_NAMES.test(name)) return !/^[a-z][a-z0-9]*(?:[-_./][a-z0-9]+){2,}$/.test(value) || /\d{3}/.test(value)
  // A token or key is random; `app-database` is the name of one.
  return value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3.3 && !isWordy(value)
}

function isSameWord(name: string, value: string): boolean {
  return name.toLowerCase().endsWith(value.toLowerCase())
}

/** Whether what stands there without quotes is the name of a value, or a part of a sentence. */
function isWord(name: string, value: string, path: string): boolean {
  // `event.properties.password` is code.
  if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value) || PROGRAM.test(path)) return true
  // In documents and scripts only what looks like the environment is given its value without quotes.
  return (DOCUMENT.test(path) || SHELL.test(path)) && !/^[A-Z0-9_]+$/.test(name)
}
