import { isIpv4 } from '../read/address.ts'
import type { Tree } from '../tree.ts'
import { readNamed, type Statement } from './lexer.ts'
import { mayBeNamed } from './paths.ts'

/** A primary zone, and the path that named.conf has for its file. */
export interface ZoneFile {
  name: string
  path: string
}

/** The primary zones that the configurations of a tree name. */
export function zoneFiles(tree: Tree): ZoneFile[] {
  return tree
    .paths()
    .filter((path) => mayBeNamed(path) && /named|bind|\bzones?\b/i.test(path))
    .flatMap((path) => collect(readNamed(tree.text(path) ?? '').statements))
}

function collect(statements: readonly Statement[]): ZoneFile[] {
  return statements.flatMap(({ parts }) => {
    const [keyword, name] = parts
    const block = parts.find((part) => part.kind === 'block')
    if (keyword?.kind !== 'word' || block?.kind !== 'block') return []
    if (keyword.text === 'view') return collect(block.statements)
    if (keyword.text !== 'zone' || name?.kind !== 'word' || isIpv4(name.text)) return []
    const value = (key: string): string | null => {
      const found = block.statements.find((one) => one.parts[0]?.kind === 'word' && one.parts[0].text === key)?.parts[1]
      return found?.kind === 'word' ? found.text : null
    }
    const path = value('file')
    return path !== null && /^(?:master|primary)$/.test(value('type') ?? '') ? [{ name: name.text, path }] : []
  })
}
