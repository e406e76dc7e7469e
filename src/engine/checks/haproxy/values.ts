import { isIpv4, isIpv6 } from '../read/address.ts'

/** Milliseconds, or a number with its unit. */
export function isTime(text: string): boolean {
  return /^\d+(?:(?:us|ms|[smhd]).*)?$/s.test(text)
}

export function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text)
}

export function isSize(text: string): boolean {
  return /^\d+[kKmMgG]?$/.test(text)
}

/** What is wrong with an address and its port; null when nothing is, or it cannot be told. */
export function addressFault(
  text: string,
  { needsPort, isServer }: { needsPort: boolean; isServer: boolean },
): string | null {
  const [, family = '', rest = text] = /^((?:[a-z\d]+[@+])*[a-z\d]+@)(.*)$/.exec(text) ?? []
  if (
    /unix|abns|fd|sockpair|rhttp|rev|vsock/.test(family) ||
    rest.startsWith('/') ||
    rest.startsWith('@') ||
    rest.includes('$') ||
    rest.includes('%')
  )
    return null
  const colon = rest.lastIndexOf(':')
  const six = /^\[([^\]]*)\](?::(.*))?$/.exec(rest)
  if (six === null && /[[\]]/.test(rest)) return `invalid address: '${text}'`
  const host = six === null ? (colon < 0 ? rest : rest.slice(0, colon)) : (six[1] ?? '')
  const port = six === null ? (colon < 0 ? null : rest.slice(colon + 1)) : (six[2] ?? null)
  const isNumeric = /^\d+(?:\.\d+){3}$|^-/.test(host) || host.includes(':')
  if ((six !== null && !isIpv6(host)) || (six === null && isNumeric && !isIpv4(host) && !isIpv6(host)))
    return `invalid address: '${host}' in '${text}'`
  if (port === null || port === '') return needsPort ? `missing port number: '${text}'` : null
  if (!isServer && /^[+-]/.test(port)) return `port offset not permitted here in '${text}'`
  const shape = isServer ? /^[+-]?\d+$/ : /^\d+(?:-\d+)?$/
  // HAProxy reads as far as there are digits.
  if (!shape.test(port)) return /^[+-]?\d/.test(port) ? null : `missing port number: '${text}'`
  const numbers = port
    .split('-')
    .filter((one) => one !== '')
    .map((one) => Number(one.replace('+', '')))
  if (numbers.some((one) => one > 65_535)) return `port '${port}' is outside of permitted range 1..65535`
  return !isServer && numbers.some((one) => one < 1) ? `port '${port}' is outside of permitted range 1..65535` : null
}
