import { tableOf } from '../schemas.ts'

export interface Argument {
  name: string
  required: boolean
  /** Closed lists; none where anything may stand. */
  choices: readonly string[]
  /** Several of them may stand in a list. */
  isList: boolean
}

export interface Module {
  /** It takes a text of its own, as `command` does. */
  isFree: boolean
  /** By every name that each has. */
  args: ReadonlyMap<string, Argument>
}

/** What ansible-core brings along. */
export interface AnsibleTable {
  version: string
  /** Keys of plays, roles, blocks, tasks and handlers. */
  keywords: ReadonlyMap<string, ReadonlySet<string>>
  modules: ReadonlyMap<string, Module>
  filters: ReadonlySet<string>
  tests: ReadonlySet<string>
}

export const ansibleTable = tableOf('ansible/builtin.txt.br', parseTable)

function parseTable(text: string): AnsibleTable {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const keywords = new Map<string, Set<string>>()
  const modules = new Map<string, Module>()
  const filters = new Set<string>()
  const tests = new Set<string>()
  for (const line of lines) {
    const [kind, name = '', ...rest] = line.split(' ')
    if (kind === 'keyword') keywords.set(name, new Set(rest[0]?.split(',')))
    else if (kind === 'filter') filters.add(name)
    else if (kind === 'test') tests.add(name)
    else if (kind === 'module')
      modules.set(name.replace('*', ''), { isFree: name.endsWith('*'), args: argumentsOf(rest) })
  }
  for (const line of lines) {
    const [kind, name = '', target = ''] = line.split(' ')
    const module = kind === 'alias' ? modules.get(target) : undefined
    if (module !== undefined) modules.set(name, module)
  }
  return { version: head.replace('ansible-core ', ''), keywords, modules, filters, tests }
}

function argumentsOf(written: readonly string[]): Map<string, Argument> {
  const args = new Map<string, Argument>()
  for (const one of written) {
    const [, names = '', required, isList, choices] = /^([^!:]+)(!?)(?::(=?)(.+))?$/.exec(one) ?? []
    const all = names.split('|')
    const argument: Argument = {
      name: all[0] ?? '',
      required: required === '!',
      isList: isList === '=',
      choices: choices?.split(',') ?? [],
    }
    for (const name of all) args.set(name, argument)
  }
  return args
}
