import { isIpv4, isIpv6 } from '../read/address.ts'
import type { Token } from './lexer.ts'
import { type Name, readName } from './name.ts'
import { isTtl } from './ttl.ts'

export interface RdataFault {
  /** The word that is wrong; null when one is missing. */
  token: Token | null
  message: string
}

/** Kinds of fields. Those that end with `*` take all that is left, `+` at least one word. */
type Field =
  | 'ipv4'
  | 'ipv6'
  | 'name'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'ttl'
  | 'text'
  | 'text+'
  | 'tag'
  | 'algorithm'
  | 'type'
  | 'time'
  | 'salt'
  | 'word'
  | 'hex+'
  | 'base64+'
  | 'types*'
  | 'parameters*'
  | 'any+'
  | 'any*'

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  A: ['ipv4'],
  AAAA: ['ipv6'],
  NS: ['name'],
  CNAME: ['name'],
  DNAME: ['name'],
  PTR: ['name'],
  MB: ['name'],
  MG: ['name'],
  MR: ['name'],
  MD: ['name'],
  MF: ['name'],
  SOA: ['name', 'name', 'u32', 'ttl', 'ttl', 'ttl', 'ttl'],
  MX: ['u16', 'name'],
  AFSDB: ['u16', 'name'],
  KX: ['u16', 'name'],
  RT: ['u16', 'name'],
  LP: ['u16', 'name'],
  PX: ['u16', 'name', 'name'],
  MINFO: ['name', 'name'],
  RP: ['name', 'name'],
  SRV: ['u16', 'u16', 'u16', 'name'],
  TXT: ['text+'],
  SPF: ['text+'],
  AVC: ['text+'],
  NINFO: ['text+'],
  RESINFO: ['text+'],
  WALLET: ['text+'],
  HINFO: ['text', 'text'],
  X25: ['text'],
  GPOS: ['text', 'text', 'text'],
  CAA: ['u8', 'tag', 'text'],
  URI: ['u16', 'u16', 'text'],
  NAPTR: ['u16', 'u16', 'text', 'text', 'text', 'name'],
  DS: ['u16', 'algorithm', 'u8', 'hex+'],
  CDS: ['u16', 'algorithm', 'u8', 'hex+'],
  DLV: ['u16', 'algorithm', 'u8', 'hex+'],
  TA: ['u16', 'algorithm', 'u8', 'hex+'],
  DNSKEY: ['word', 'word', 'algorithm', 'base64+'],
  CDNSKEY: ['word', 'word', 'algorithm', 'base64+'],
  RKEY: ['word', 'word', 'algorithm', 'base64+'],
  KEY: ['any+'],
  RRSIG: ['type', 'algorithm', 'u8', 'ttl', 'time', 'time', 'u16', 'name', 'base64+'],
  SIG: ['any+'],
  NSEC: ['name', 'types*'],
  NXT: ['any+'],
  NSEC3: ['u8', 'u8', 'u16', 'salt', 'word', 'types*'],
  NSEC3PARAM: ['u8', 'u8', 'u16', 'salt'],
  CSYNC: ['u32', 'u16', 'types*'],
  TLSA: ['u8', 'u8', 'u8', 'hex+'],
  SMIMEA: ['u8', 'u8', 'u8', 'hex+'],
  SSHFP: ['u8', 'u8', 'hex+'],
  ZONEMD: ['u32', 'u8', 'u8', 'hex+'],
  OPENPGPKEY: ['base64+'],
  DHCID: ['base64+'],
  CERT: ['word', 'u16', 'algorithm', 'base64+'],
  SVCB: ['u16', 'name', 'parameters*'],
  HTTPS: ['u16', 'name', 'parameters*'],
  LOC: ['any+'],
  APL: ['any*'],
  IPSECKEY: ['any+'],
  HIP: ['any+'],
  ISDN: ['any+'],
  WKS: ['any+'],
  NID: ['any+'],
  L32: ['any+'],
  L64: ['any+'],
  EUI48: ['any+'],
  EUI64: ['any+'],
  NSAP: ['any+'],
  'NSAP-PTR': ['name'],
  SINK: ['any+'],
  TALINK: ['name', 'name'],
  DOA: ['any+'],
  AMTRELAY: ['any+'],
  EID: ['any+'],
  NIMLOC: ['any+'],
  ATMA: ['any+'],
  A6: ['any+'],
  NULL: ['any*'],
  TKEY: ['any+'],
  DSYNC: ['any+'],
  HHIT: ['base64+'],
  BRID: ['base64+'],
}

export const RECORD_TYPES: ReadonlySet<string> = new Set(Object.keys(FIELDS))

export function isType(text: string): boolean {
  return RECORD_TYPES.has(text.toUpperCase()) || /^TYPE\d{1,5}$/i.test(text)
}

const ALGORITHMS = new Set(
  `RSAMD5 DH DSA ECC RSASHA1 NSEC3DSA NSEC3RSASHA1 RSASHA256 RSASHA512 ECCGOST ECDSAP256SHA256 ECDSAP384SHA384 ED25519 ED448
  INDIRECT PRIVATEDNS PRIVATEOID`.split(/\s+/),
)

const SERVICE_KEYS =
  /^(?:mandatory|alpn|no-default-alpn|port|ipv4hint|ech|ipv6hint|dohpath|ohttp|tls-supported-groups|key\d{1,5})$/

/** A domain name in a record's data, and the word that gave it. */
export interface Target {
  token: Token
  name: Name
}

/** Judges the data of one record; what it names comes back. */
export function readRdata(
  type: string,
  words: readonly Token[],
  origin: Name,
): { targets: Target[]; fault: RdataFault | null } {
  const targets: Target[] = []
  const done = (fault: RdataFault | null): { targets: Target[]; fault: RdataFault | null } => ({ targets, fault })
  if (words[0]?.text === '\\#') return done(genericFault(words))
  const fields = FIELDS[type]
  if (fields === undefined) return done(words.length === 0 ? { token: null, message: 'unexpected end of input' } : null)
  let at = 0
  for (const field of fields) {
    if (field.endsWith('*') || field.endsWith('+')) {
      const rest = words.slice(at)
      if (field.endsWith('+') && rest.length === 0) return done({ token: null, message: 'unexpected end of input' })
      return done(restFault(field, rest) ?? digestFault(type, words, rest))
    }
    const token = words[at++]
    if (token === undefined) return done({ token: null, message: 'unexpected end of input' })
    if (field === 'name') {
      const read = readName(token.text, origin)
      if ('fault' in read) return done({ token, message: read.fault })
      targets.push({ token, name: read.name })
      continue
    }
    const message = fieldFault(field, token)
    if (message !== null) return done({ token, message })
  }
  const extra = words[at]
  return done(extra === undefined ? null : { token: extra, message: 'extra input text' })
}

function fieldFault(field: Field, { text }: Token): string | null {
  switch (field) {
    case 'ipv4':
      return isIpv4(text) ? null : 'bad dotted quad'
    case 'ipv6':
      return isIpv6(text) ? null : 'bad IPv6 address'
    case 'u8':
      return numberFault(text, 255)
    case 'u16':
      return numberFault(text, 65_535)
    case 'u32':
      return numberFault(text, 4_294_967_295)
    case 'ttl':
      return isTtl(text) ? null : 'syntax error: a time is a number of seconds, or 1h30m'
    case 'text':
      return textFault(text)
    case 'tag':
      return /^[A-Za-z\d]+$/.test(text) ? null : 'syntax error'
    case 'algorithm':
      return ALGORITHMS.has(text.toUpperCase()) ? null : numberFault(text, 255)
    case 'type':
      return isType(text) ? null : 'unknown RR type'
    case 'time':
      return /^\d{14}$|^\d{1,10}$/.test(text) ? null : 'syntax error'
    case 'salt':
      return text === '-' || (/^[\da-f]*$/i.test(text) && text.length % 2 === 0) ? null : 'bad hex encoding'
    default:
      return null
  }
}

function restFault(field: Field, rest: readonly Token[]): RdataFault | null {
  if (field === 'text+') {
    const token = rest.find((one) => textFault(one.text) !== null)
    return token === undefined ? null : { token, message: textFault(token.text) ?? '' }
  }
  if (field === 'types*') {
    const token = rest.find((one) => !isType(one.text))
    return token === undefined ? null : { token, message: 'unknown RR type' }
  }
  const joined = rest.map((one) => one.text).join('')
  const [first] = rest
  if (first === undefined) return null
  if (field === 'hex+' && (!/^[\da-f]+$/i.test(joined) || joined.length % 2 !== 0))
    return { token: first, message: 'bad hex encoding' }
  if (field === 'base64+' && !isBase64(joined)) return { token: first, message: 'bad base64 encoding' }
  if (field !== 'parameters*') return null
  const token = rest.find((one) => !isServiceParameter(one.text))
  return token === undefined ? null : { token, message: 'syntax error: not a parameter of a service' }
}

function isServiceParameter(text: string): boolean {
  const [, key = '', value = ''] = /^([^=]*)=?"?(.*?)"?$/s.exec(text) ?? []
  if (key === 'port') return numberFault(value, 65_535) === null
  if (key === 'ipv4hint') return value.split(',').every(isIpv4)
  if (key === 'ipv6hint') return value.split(',').every(isIpv6)
  return SERVICE_KEYS.test(key)
}

/** Octets of a digest by its type, which stands before it. */
const DIGESTS: Readonly<Record<string, { at: number; octets: Readonly<Record<string, number>> }>> = {
  DS: { at: 2, octets: { 1: 20, 2: 32, 4: 48 } },
  CDS: { at: 2, octets: { 1: 20, 2: 32, 4: 48 } },
  DLV: { at: 2, octets: { 1: 20, 2: 32, 4: 48 } },
  SSHFP: { at: 1, octets: { 1: 20, 2: 32 } },
}

function digestFault(type: string, words: readonly Token[], rest: readonly Token[]): RdataFault | null {
  const digest = DIGESTS[type]
  const octets = digest?.octets[words[digest.at]?.text ?? '']
  const [first] = rest
  if (octets === undefined || first === undefined) return null
  const length = rest.reduce((sum, one) => sum + one.text.length, 0) / 2
  if (length === octets) return null
  return { token: first, message: `a digest of this type has ${octets} octets, and here are ${length}` }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(text)
}

function numberFault(text: string, most: number): string | null {
  if (!/^\d+$/.test(text)) return 'not a valid number'
  return Number(text) <= most ? null : 'out of range'
}

function textFault(text: string): string | null {
  const length = text.replace(/\\(?:\d{3}|[\s\S])/g, 'x').length
  return length > 255 ? `text too long: a string has at most 255 characters, and here are ${length}` : null
}

/** `\# 4 0a000001`: data by its octets. */
function genericFault(words: readonly Token[]): RdataFault | null {
  const [, length, ...rest] = words
  if (length === undefined) return { token: null, message: 'unexpected end of input' }
  const wrong = numberFault(length.text, 65_535)
  if (wrong !== null) return { token: length, message: wrong }
  const hex = rest.map((one) => one.text).join('')
  if (!/^[\da-f]*$/i.test(hex)) return { token: rest[0] ?? length, message: 'bad hex encoding' }
  if (hex.length < Number(length.text) * 2) return { token: null, message: 'unexpected end of input' }
  return hex.length > Number(length.text) * 2 ? { token: rest[0] ?? length, message: 'extra input text' } : null
}
