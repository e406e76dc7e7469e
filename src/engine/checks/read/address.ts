export interface Address {
  host: string
  port: number | null
}

/** `host:port` as nginx splits it; a text says what nginx refuses. */
export function readAddress(text: string): Address | string {
  const six = /^\[([^\]]*)\](?::(.*))?$/s.exec(text)
  if (text.startsWith('[')) {
    if (six === null) return 'invalid host'
    const [, host = '', port] = six
    if (!isIpv6(host)) return 'invalid IPv6 address'
    return port === undefined ? { host: `[${host}]`, port: null } : withPort(`[${host}]`, port)
  }
  const colon = text.indexOf(':')
  if (colon < 0) return text === '' ? 'no host' : (hostFault(text) ?? { host: text, port: null })
  const host = text.slice(0, colon)
  if (host === '') return 'no host'
  return hostFault(host) ?? withPort(host, text.slice(colon + 1))
}

function hostFault(host: string): string | null {
  if (host.includes('/')) return 'invalid host'
  // Digits and dots that are no address are looked up as a name, and no name looks like that.
  return /^\d+(?:\.\d+){3}$/.test(host) && !isIpv4(host) ? 'host not found' : null
}

function withPort(host: string, text: string): Address | string {
  const port = Number(text)
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? { host, port } : 'invalid port'
}

export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

export function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2 || !/^[\da-f:.]+$/i.test(text)) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const four = last.includes('.')
  if (four && !isIpv4(last)) return false
  const plain = four ? groups.slice(0, -1) : groups
  const width = plain.length + (four ? 2 : 0)
  return plain.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? width <= 7 : width === 8)
}

/** An address with or without a prefix length. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1
  if (width < 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width)
}
