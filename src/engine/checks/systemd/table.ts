import { tableOf } from '../schemas.ts'

export interface SystemdTable {
  version: string
  /** The kind of a directive's value, by section and key. */
  kind(section: string, key: string): string | undefined
  /** Sections that take a key. */
  sectionsOf(key: string): readonly string[]
  keys(section: string): readonly string[]
}

export const systemdTable = tableOf('systemd/directives.txt.br', parse)

function parse(text: string): SystemdTable {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const kinds = new Map<string, Map<string, string>>()
  for (const line of lines) {
    const [key = '', kind = '', sections = ''] = line.split(' ')
    const own = kinds.get(key) ?? new Map<string, string>()
    kinds.set(key, own)
    for (const section of sections.split(',')) own.set(section, kind)
  }
  return {
    version: head.replace('systemd ', ''),
    kind: (section, key) => kinds.get(key)?.get(section),
    sectionsOf: (key) => [...(kinds.get(key)?.keys() ?? [])],
    keys: (section) => [...kinds].filter(([, sections]) => sections.has(section)).map(([key]) => key),
  }
}
