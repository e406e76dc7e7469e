import { globMatcher } from '../glob.ts'
import { baseName, dirName, type Tree } from '../tree.ts'

/** What `.editorconfig` files say of one file, keys and values in lower case. */
export interface EditorSettings {
  values: ReadonlyMap<string, string>
  /** The sections that are about this file. */
  sections: readonly string[]
}

/** Reads the `.editorconfig` of the file's folder and of those above, up to one that is the root. */
export function editorSettings(path: string, tree: Tree): EditorSettings {
  const files: { dir: string; text: string }[] = []
  for (let dir = dirName(path); ; dir = dirName(dir)) {
    const text = tree.text(dir === '' ? '.editorconfig' : `${dir}/.editorconfig`)
    if (text !== undefined) files.unshift({ dir, text })
    if (dir === '' || (text !== undefined && /^[ \t]*root[ \t]*=[ \t]*true[ \t]*$/im.test(text))) break
  }
  const values = new Map<string, string>()
  const sections: string[] = []
  for (const { dir, text } of files) {
    const below = path.slice(dir === '' ? 0 : dir.length + 1)
    let isAbout = false
    for (const line of text.split(/\r?\n/)) {
      const section = /^[ \t]*\[(.*)\][ \t]*$/.exec(line)?.[1]
      const setting = /^[ \t]*([\w-]+)[ \t]*=[ \t]*(.*?)(?:[ \t]+[#;].*)?[ \t]*$/.exec(line)
      if (section !== undefined) {
        isAbout = matches(section, below)
        if (isAbout) sections.push(section)
      } else if (isAbout && setting !== null)
        values.set((setting[1] ?? '').toLowerCase(), (setting[2] ?? '').toLowerCase())
    }
  }
  return { values, sections }
}

/** Without a slash a pattern is about names in every folder; two stars cross folders wherever they stand. */
function matches(pattern: string, path: string): boolean {
  if (!pattern.includes('/')) return globMatcher(pattern)(baseName(path))
  return globMatcher(pattern.replace(/^\//, '').replace(/\*\*(?!\/)/g, '**/*'))(path)
}
