import type { TypeSpec } from '../../protocol/facts.ts'
import { CidrError, formatCidr, parseAddress, parseCidr } from '../cidr.ts'
import { findRegion, regionOfZone, showRegion, suggestRegion } from '../regions.ts'
import { bad, good, outside, type ReadResult, range } from './result.ts'
import { secretIn } from './secret.ts'
import { matching } from './text.ts'

export function readCidr(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const min = spec.min ?? 0
  const max = spec.max ?? 32
  const example = max === 32 ? '203.0.113.0/24' : `10.20.0.0/${min}`
  const expected = `an IPv4 block whose prefix is ${range(min, max)}, like ${example}`
  if (text.includes(':')) return bad(text, 'IPv6 blocks are given by AWS; an IPv4 block is asked for', expected)
  const [, address = text, length] = /^([^/]*)\/(.*)$/.exec(text) ?? []
  if (length === undefined) {
    if (!isAddress(text)) return bad(text, 'this is not an IPv4 block', expected)
    return max === 32 ? good(`${text}/32`) : bad(text, `the prefix is missing: ${text}/${min}`, expected)
  }
  if (!isAddress(address)) return bad(text, addressProblem(address), expected)
  if (!/^\d{1,3}$/.test(length) || Number(length) > 32 || outside(Number(length), min, max)) {
    return bad(text, `the prefix is ${range(min, max)}`, expected)
  }
  try {
    return good(formatCidr(parseCidr(`${address}/${Number(length)}`)))
  } catch (error) {
    if (!(error instanceof CidrError)) throw error
    const meant = /\d+\.\d+\.\d+\.\d+\/\d+/.exec(error.hint ?? '')?.[0]
    return bad(text, `an address inside a network; the network is ${meant ?? 'another'}`, expected)
  }
}

export function readRegion(input: string, spec: TypeSpec): ReadResult {
  const expected = 'an AWS region or its city, like eu-west-1 or Frankfurt'
  const found = findRegion(input)
  if (found !== undefined) return matching(found.name, spec) ?? good(found.name)
  const ofZone = regionOfZone(input)
  if (ofZone !== undefined) return bad(input, `a zone; its region is ${showRegion(ofZone.name)}`, expected)
  const near = suggestRegion(input)
  return bad(input, `no AWS region has this name${near === undefined ? '' : `; ${near}`}`, expected)
}

const GIT_SSH = /^(?:ssh:\/\/)?([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+)(?::\d+)?[:/]([A-Za-z0-9._~/-]+)$/

export function readUrl(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const expected = 'an address such as https://github.com/acme/platform or git@github.com:acme/platform.git'
  const secret = secretIn(text)
  if (secret !== null) return refuseSecret(secret, 'url')
  if (GIT_SSH.test(text)) return matching(text, spec) ?? good(text)
  if (/^http:\/\//i.test(text)) return bad(text, 'http is not encrypted; begin with https://', expected)
  if (!/^https:\/\//i.test(text)) {
    const host = /^[a-z0-9-]+(\.[a-z0-9-]+)+\//i.test(text) ? `; https://${text} would do` : ''
    return bad(text, `this is no https URL and no git remote${host}`, expected)
  }
  if (/\s/.test(text) || !URL.canParse(text)) return bad(text, 'this is not a URL', expected)
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return refuseSecret('credentials in a URL', 'url')
  if (!url.hostname.includes('.') && url.hostname !== 'localhost') return bad(text, 'the host has no domain', expected)
  const plain = `https://${url.host}${url.pathname.replace(/\/+$/, '')}${url.search}`
  return matching(plain, spec) ?? good(plain)
}

const ARN = /^arn:(aws|aws-cn|aws-us-gov):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(\S+)$/

export function readArn(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const expected = 'an ARN such as arn:aws:iam::<account>:role/<name>'
  if (!text.startsWith('arn:')) return bad(text, 'an ARN begins with arn:', expected)
  const match = ARN.exec(text)
  if (match === null) return bad(text, arnProblem(text), expected)
  const [, , service, , account, resource = ''] = match
  if (service === 'iam' && account === undefined) return bad(text, 'the account, twelve digits, is missing', expected)
  if (/[*?${}"]/.test(resource)) return bad(text, 'one resource, without wildcards', expected)
  return matching(text, spec) ?? good(text)
}

function arnProblem(text: string): string {
  const parts = text.split(':')
  if (parts.length < 6) return `an ARN has six parts, this has ${parts.length}`
  if (!/^aws(-cn|-us-gov)?$/.test(parts[1] ?? '')) return `${parts[1] || 'nothing'} is no partition`
  if (!/^(\d{12}|aws)?$/.test(parts[4] ?? '')) return 'the account has twelve digits'
  return 'this is not an ARN'
}

function isAddress(text: string): boolean {
  try {
    parseAddress(text)
    return true
  } catch {
    return false
  }
}

function addressProblem(text: string): string {
  const parts = text.split('.')
  const big = parts.find((part) => /^\d+$/.test(part) && Number(part) > 255)
  if (big !== undefined) return `${big} is more than 255`
  if (parts.length !== 4) return `an address has four numbers, this has ${parts.length}`
  return `${text} is not an address`
}

/** A secret is named by its kind; its text is not repeated. */
export function refuseSecret(what: string, type: string): ReadResult {
  return {
    ok: false,
    problem: `this looks like ${what}; a secret is never kept as a fact`,
    expected: type === 'url' ? 'an address without credentials' : 'the name or the ARN under which the secret is kept',
  }
}
