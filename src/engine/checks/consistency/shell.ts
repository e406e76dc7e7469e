import { dirName, type Tree } from '../tree.ts'
import { tidy } from './paths.ts'

/** Names of folders that a script keeps in variables, as paths from the root of the tree. */
export type PathVariables = ReadonlyMap<string, string>

const ASSIGNMENT = /^[ \t]*(?:export |readonly |local |declare -[a-z]+ )*([A-Za-z_]\w*)=("(?:[^"\n]|"\$\(|\)")*"|\S+)/gm

/** `"$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"` and its like. */
const OWN_FOLDER =
  /\$\((?:cd (?:-P )?(?:-- )?"?)?\$\(dirname (?:-- )?"?\$\{?(?:BASH_SOURCE(?:\[0\])?|0)\}?"?\)(\/[\w./-]*)?"?(?:[^)]*pwd[^)]*)?\)|\$\(dirname (?:-- )?"?\$\{?(?:BASH_SOURCE(?:\[0\])?|0)\}?"?\)(\/[\w./-]*)?|\$\{(?:BASH_SOURCE(?:\[0\])?|0)%\/\*\}(\/[\w./-]*)?/
const TOP_LEVEL = /\$\(git (?:-C \S+ )?rev-parse --show-toplevel\)/

/** The folders that a script and what it sources keep in variables. */
export function pathVariables(path: string, text: string, tree: Tree, depth = 0): PathVariables {
  const known = new Map<string, string>()
  if (depth > 3) return known
  for (const sourced of sourcedFiles(path, text)) {
    const inside = tree.text(sourced)
    if (inside !== undefined) for (const one of pathVariables(sourced, inside, tree, depth + 1)) known.set(...one)
  }
  for (const [whole, name = ''] of text.matchAll(ASSIGNMENT)) {
    // A command in quotes may hold quotes of its own: the line is read to its end.
    const start = text.indexOf(whole)
    const line = text.slice(start, text.indexOf('\n', start) === -1 ? undefined : text.indexOf('\n', start))
    const value = line.slice(line.indexOf('=') + 1)
    const found = folderOf(value, path, known)
    if (found !== null) known.set(name, found)
  }
  return known
}

function folderOf(value: string, path: string, known: ReadonlyMap<string, string>): string | null {
  const own = OWN_FOLDER.exec(value)
  if (own !== null) return tidy(`${dirName(path)}/${own[1] ?? own[2] ?? own[3] ?? ''}`)
  if (TOP_LEVEL.test(value)) return ''
  const based = /^"?\$\{?(\w+)\}?((?:\/[\w.-]+)*)\/?"?\s*(?:#.*)?$/.exec(value)
  const base = based === null ? undefined : known.get(based[1] ?? '')
  return base === undefined ? null : tidy(`${base}/${based?.[2] ?? ''}`)
}

/** Files that a script reads into itself. */
export function sourcedFiles(path: string, text: string): string[] {
  const files: string[] = []
  for (const line of text.split('\n')) {
    const hint = /^\s*#\s*shellcheck source=(\S+)/.exec(line)
    if (hint?.[1] !== undefined && hint[1] !== '/dev/null') files.push(tidy(hint[1]) ?? '')
    const found = /^\s*(?:source|\.)\s+"?(.+?)"?\s*$/.exec(line)
    if (found === null) continue
    const own = OWN_FOLDER.exec(found[1] ?? '')
    const rest =
      own === null
        ? (found[1] ?? '')
        : `${own[1] ?? own[2] ?? own[3] ?? ''}${(found[1] ?? '').slice(own.index + own[0].length)}`
    if (/[$`"]/.test(rest)) continue
    const joined = own === null ? tidy(rest) : tidy(`${dirName(path)}/${rest}`)
    if (joined !== null) files.push(joined)
  }
  return files
}
