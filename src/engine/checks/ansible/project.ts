import { readYamlFile } from '../read/yaml.ts'
import { itemsOf, textOf, type YamlNode } from '../read/yaml-node.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'

/** What the files of Ansible in a tree say of each other. */
export interface Project {
  /** Paths of files and folders, by their last names. */
  places: ReadonlyMap<string, readonly string[]>
  /** Names of roles that lie in the tree, with their folders. */
  roles: ReadonlyMap<string, readonly string[]>
  /** Names that requirements files install. */
  installed: ReadonlySet<string>
  /** Names and topics of all handlers; null where one of them is made while it runs. */
  handlers: ReadonlySet<string> | null
  /** There are modules and filters of one's own. */
  hasPlugins: boolean
  /** Templates with delimiters of their own. */
  otherDelimiters: ReadonlySet<string>
}

const ROLE = /^((?:.*\/)?roles\/([^/]+))\/(?:tasks|handlers|defaults|vars|meta|templates|files)\//

export function readProject(
  paths: readonly string[],
  files: readonly FileRef[],
  text: (path: string) => string | undefined,
): Project {
  const roles = new Map<string, Set<string>>()
  for (const path of paths) {
    const [, dir, name] = ROLE.exec(path) ?? []
    if (dir !== undefined && name !== undefined) roles.set(name, (roles.get(name) ?? new Set()).add(dir))
  }
  return {
    places: placesOf(paths),
    roles: new Map([...roles].map(([name, dirs]) => [name, [...dirs]])),
    installed: new Set(
      paths.filter((path) => /(?:^|\/)requirements\.ya?ml$/.test(path)).flatMap((path) => required(text(path) ?? '')),
    ),
    handlers: handlersIn(files),
    hasPlugins: paths.some((path) => /(?:^|\/)(?:library|plugins|\w+_plugins)\//.test(path)),
    otherDelimiters: new Set(files.flatMap((file) => delimited(file.text))),
  }
}

function required(text: string): string[] {
  return [...text.matchAll(/^[ \t-]*(?:name|src|role):[ \t]*["']?([^\s"'#]+)/gm)].map((found) => found[1] ?? '')
}

function delimited(text: string): string[] {
  if (!/(?:variable|block)_start_string/.test(text)) return []
  return [...text.matchAll(/\bsrc[:=]\s*["']?([^\s"'#]+)/g)].map((found) => found[1] ?? '')
}

function handlersIn(files: readonly FileRef[]): ReadonlySet<string> | null {
  const names = new Set<string>()
  for (const { path, text } of files) {
    if (!/(?:^|\/)handlers\//.test(path) && !/^[ -]*handlers:/m.test(text)) continue
    const root = readYamlFile(text, { version: '1.1', path }).documents[0]?.root
    const lists = /(?:^|\/)handlers\//.test(path)
      ? [root]
      : itemsOf(root).map((play) => (play.kind === 'map' ? play.get('handlers') : undefined))
    for (const list of lists) if (!gather(list, names)) return null
  }
  return names
}

/** False where a name is made while it runs. */
function gather(list: YamlNode | null | undefined, names: Set<string>): boolean {
  for (const handler of itemsOf(list)) {
    if (handler.kind !== 'map') continue
    if (!gather(handler.get('block'), names)) return false
    for (const text of [textOf(handler.get('name')), ...textsOf(handler.get('listen'))]) {
      if (text?.includes('{{') === true) return false
      if (text !== undefined) names.add(text)
    }
  }
  return true
}

/** One text or a list of them. */
export function textsOf(node: YamlNode | undefined): string[] {
  const items = node?.kind === 'list' ? node.items : [node]
  return items.flatMap((one) => (one?.kind === 'scalar' && one.text !== '' ? [one.text] : []))
}

/** Whether a file or a folder that a role or a playbook names is anywhere that Ansible looks, or might look. */
export function hasFile({ places }: Project, name: string): boolean {
  const wanted = name.replace(/^(?:\.\.?\/)+/, '').replace(/\/$/, '')
  return places.get(baseName(wanted))?.some((path) => path === wanted || path.endsWith(`/${wanted}`)) === true
}

/** Files and the folders that they are in, by their last names. */
function placesOf(paths: readonly string[]): Map<string, string[]> {
  const all = new Set<string>()
  for (const path of paths) for (let at = path; at !== '' && !all.has(at); at = dirName(at)) all.add(at)
  const places = new Map<string, string[]>()
  for (const path of all) {
    const same = places.get(baseName(path))
    if (same === undefined) places.set(baseName(path), [path])
    else same.push(path)
  }
  return places
}
