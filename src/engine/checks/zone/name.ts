/** A domain name, absolute and in lower case, with its dot at the end. The root is ".". */
export type Name = string

/** What is wrong with a name, or the name itself made absolute. */
export function readName(text: string, origin: Name): { name: Name } | { fault: string } {
  if (text === '@') return { name: origin }
  if (text === '.') return { name: '.' }
  const labels = labelsOf(text)
  const absolute = labels.at(-1) === '' && labels.length > 1
  if (absolute) labels.pop()
  if (labels.some((label) => label === '')) return { fault: 'empty label' }
  if (labels.some((label) => octets(label) > 63)) return { fault: 'label too long' }
  const own = labels.map((label) => label.toLowerCase())
  const all = absolute || origin === '.' ? own : [...own, ...labelsOf(origin.slice(0, -1))]
  const length = all.reduce((sum, label) => sum + octets(label) + 1, 1)
  if (length > 255) return { fault: 'name too long' }
  return { name: `${all.join('.')}.` }
}

/** Splits at dots that are not escaped. */
function labelsOf(text: string): string[] {
  if (!text.includes('\\')) return text.split('.')
  const labels: string[] = []
  let label = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') label += char + text.charAt(++at)
    else if (char === '.') {
      labels.push(label)
      label = ''
    } else label += char
  }
  labels.push(label)
  return labels
}

/** `\032` and `\.` are one octet each. */
function octets(label: string): number {
  return label.includes('\\') ? label.replace(/\\(?:\d{3}|.)/gs, 'x').length : label.length
}

export function isBelow(name: Name, above: Name): boolean {
  return above === '.' || name === above || name.endsWith(`.${above}`)
}

export function parentOf(name: Name): Name {
  const labels = labelsOf(name.slice(0, -1))
  return labels.length <= 1 ? '.' : `${labels.slice(1).join('.')}.`
}

/** Letters, digits and hyphens: what a host is called. */
export function isHostName(name: Name): boolean {
  const labels = labelsOf(name.slice(0, -1))
  return labels.every((label, index) => (index === 0 && label === '*') || /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label))
}
