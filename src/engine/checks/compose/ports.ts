export interface Published {
  /** The address of the host; empty for all of them. */
  ip: string
  port: number
  protocol: string
}

const SHORT =
  /^(?:(\[[0-9A-Fa-f:.%]+\]|[0-9.]*|[0-9A-Fa-f]*(?::[0-9A-Fa-f]*){2,}):)??(?:(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(\w+))?$/

/** What a port in its short form publishes; a text for what is wrong with it. */
export function readPort(text: string): Published[] | string {
  const found = SHORT.exec(text)
  if (found === null) return `invalid port: ${text}`
  const [, ip = '', host = '', container = '', protocol = 'tcp'] = found
  if (!/^(?:tcp|udp|sctp)$/i.test(protocol)) return `invalid protocol: ${protocol}`
  const inside = range(container)
  const outside = host === '' ? null : range(host)
  if (inside === null || (host !== '' && outside === null)) return `invalid port: ${text}`
  if (outside === null) return []
  const count = inside[1] - inside[0]
  const given = outside[1] - outside[0]
  if (count !== given && count !== 0)
    return `invalid ranges specified for container and host ports: ${container} and ${host}`
  // One port of the container at one of several: which, is seen when it starts.
  if (count !== given) return []
  return Array.from({ length: Math.min(count + 1, 100) }, (_, number) => ({
    ip: ip === '0.0.0.0' ? '' : ip,
    port: outside[0] + number,
    protocol: protocol.toLowerCase(),
  }))
}

function range(text: string): [number, number] | null {
  const [from, to = from] = text.split('-').map(Number)
  if (from === undefined || to === undefined || text.split('-').length > 2) return null
  return from > 65_535 || to > 65_535 || to < from || Number.isNaN(from + to) ? null : [from, to]
}
