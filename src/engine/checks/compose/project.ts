import { entriesOf, itemsOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../read/yaml-node.ts'

export interface ComposeFile {
  path: string
  root: YamlMap
}

/** The files of one folder, of which each may be laid over another. */
export interface Project {
  files: ComposeFile[]
  /** Parts of it stand elsewhere: what is not declared here may be there. */
  isOpen: boolean
}

export const SECTIONS = ['networks', 'volumes', 'secrets', 'configs'] as const
export type Section = (typeof SECTIONS)[number]

export function servicesOf({ root }: ComposeFile): readonly YamlEntry[] {
  return entriesOf(root.get('services')).filter(({ value }) => value.kind === 'map')
}

/** Names that are declared in any of the files. */
export function declaredIn({ files }: Project, section: Section | 'services'): ReadonlySet<string> {
  return new Set(files.flatMap(({ root }) => entriesOf(root.get(section)).map((entry) => entry.key)))
}

/** A name, as a member of a list or as the key of a map. */
export interface Named {
  name: string
  at: YamlNode
}

export function namesOf(node: YamlNode | undefined, key = 'source'): Named[] {
  if (node?.kind === 'map') return node.entries.map((entry) => ({ name: entry.key, at: entry.keyNode }))
  return itemsOf(node).flatMap((item) => {
    const inner = item.kind === 'map' ? item.get(key) : item
    const name = textOf(inner)
    return name === undefined || inner === undefined ? [] : [{ name, at: inner }]
  })
}
