import { tableOf } from '../schemas.ts'

/** What HAProxy's manual lists. */
export interface HaproxyTable {
  version: string
  global: ReadonlySet<string>
  /** Keywords of proxies, `option httplog` among them, with the sections that take them. */
  proxy: ReadonlyMap<string, ReadonlySet<string>>
  /** First words of the above. */
  proxyWords: ReadonlySet<string>
  /** Actions with the rules that take them. */
  actions: ReadonlyMap<string, ReadonlySet<string>>
  /** Options of `bind` and `server`, and whether a value follows. */
  bind: ReadonlyMap<string, boolean>
  server: ReadonlyMap<string, boolean>
  fetches: ReadonlySet<string>
  converters: ReadonlySet<string>
}

export const haproxyTable = tableOf('haproxy/keywords.txt.br', parse)

function parse(text: string): HaproxyTable {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const global = new Set<string>()
  const proxy = new Map<string, Set<string>>()
  const proxyWords = new Set<string>()
  const actions = new Map<string, Set<string>>()
  const bind = new Map<string, boolean>()
  const server = new Map<string, boolean>()
  const fetches = new Set<string>()
  const converters = new Set<string>()
  for (const line of lines) {
    const [kind, name = '', more = ''] = line.split(' ')
    if (kind === 'global') global.add(name)
    else if (kind === 'proxy') {
      proxy.set(name.replace('+', ' '), new Set(more.split(',')))
      proxyWords.add(name.split('+', 1)[0] ?? name)
    } else if (kind === 'action') actions.set(name, new Set(more.split(',')))
    else if (kind === 'bind') bind.set(name, more === '1')
    else if (kind === 'server') server.set(name, more === '1')
    else if (kind === 'fetch') fetches.add(name)
    else if (kind === 'converter') converters.add(name)
  }
  return {
    version: head.replace('haproxy ', ''),
    global,
    proxy,
    proxyWords,
    actions,
    bind,
    server,
    fetches,
    converters,
  }
}
