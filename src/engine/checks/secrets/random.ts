/** Longer text is a certificate, a picture, a signature. */
const LONGEST_KEY = 128

/** Names of what looks like a key and is none. */
const NO_KEY =
  /(?:id(?:-2)?|handle|pub_?key|public[ _-]?keys?|fingerprint|digest|hash|checksum|sum|sha\d*|etag|integrity|signature|certificate\w{0,20}|nonce|state|cursor|name|arn|url|uri|path|stream|labels?)[\\"'\s:=>]{1,8}$/i

/** What goes before sums, hashes of passwords, public keys and pictures. */
const MARKED =
  /sha(?:1|256|384|512)[-:=]$|h1:$|zh:$|@$|p=$|ssh-\w+ $|base64,$|\$(?:2[aby]|[156]|apr1)\$[\w./=,$-]*$|\bpublic[ _-]?keys?\b[^\n]*$/i

/** Made by CloudFormation and the CDK: `CdkStack-TopicF9B97A74-1VN8RJK7ZDOSB`. */
const NAME_OF_A_STACK =
  /[A-Za-z][0-9A-F]{8}(?:-[A-Za-z0-9]{10,14})?$|[A-Za-z]-?[A-Za-z0-9]*-[A-Z0-9]{12,14}(?:-\d{6,10})?$|^AWS[0-9a-f]{20}/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i

/** Text of all kinds of characters that look like a key, by their places. */
export function* randomTexts(text: string): Generator<number> {
  for (const match of text.matchAll(/[A-Za-z0-9+/_-]{32,}={0,2}/g))
    if (isRandom(match[0], text, match.index)) yield match.index
}

/** Long text with all three kinds of characters and no words in it. */
function isRandom(text: string, whole: string, at: number): boolean {
  if (text.length > LONGEST_KEY || /[0-9a-f]{32}/.test(text) || UUID.test(text)) return false
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || (text.match(/\d/g)?.length ?? 0) < 3) return false
  const before = whole.slice(Math.max(0, at - 100), at)
  if (NO_KEY.test(before) || MARKED.test(before) || isInAddress(whole, at)) return false
  // Keys that a web page shows to everybody, pieces of paths, names that were made.
  if (/^(?:AAAA|phc_|pk_(?:live|test)_|\/(?:aws|dev|etc|home|opt|proc|sys|tmp|usr|var)\/)/.test(text)) return false
  if (NAME_OF_A_STACK.test(text) || text.includes('EXAMPLE')) return false
  const end = at + text.length
  // The key of a map is a name.
  if (/^["']?\s*:(?:\s|$)/.test(whole.slice(end, end + 6))) return false
  if ((text.match(/[/_-]/g)?.length ?? 0) > text.length / 8) return false
  return entropy(text) >= 4.5 && !isWordy(text) && !isDataBlock(whole, at, end) && !saysSomething(text)
}

/** `https://docs.acme.dev/document/d/1TXy…`: what is shared is no secret; an ARN is a name. */
function isInAddress(whole: string, at: number): boolean {
  const from = Math.max(0, at - 200)
  const word =
    whole
      .slice(from, at)
      .split(/[\s"'`()]/)
      .at(-1) ?? ''
  return word.includes('://') || word.includes('arn:')
}

/** A line of base64 beside another: a certificate, a picture, a database. */
function isDataBlock(whole: string, at: number, end: number): boolean {
  const start = whole.lastIndexOf('\n', at - 1)
  const next = whole.indexOf('\n', end)
  if (whole.slice(start + 1, at).trim() !== '' || (next !== -1 && whole.slice(end, next).trim() !== '')) return false
  const above = whole.slice(whole.lastIndexOf('\n', start - 1) + 1, Math.max(0, start))
  const below =
    next === -1
      ? ''
      : whole
          .slice(next + 1)
          .slice(0, 200)
          .split('\n', 1)[0]
  return [above, below].some((line) => /^\s*[A-Za-z0-9+/]{40,}={0,2}\s*$/.test(line ?? ''))
}

/** Base64 of a text that somebody can read is a message, not a key. */
function saysSomething(text: string): boolean {
  const bytes = Buffer.from(text, 'base64').toString('latin1')
  return /^[\t\n\r -~]+$/.test(bytes) && /[ {\n]/.test(bytes)
}

/** Names are made of words: most of their letters stand in runs of one case. */
export function isWordy(text: string): boolean {
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
