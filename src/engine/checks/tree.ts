/** A project as the checks see it: paths relative to its root, `/`-separated. */
export interface Tree {
  /** Sorted. */
  paths(): string[]
  /** undefined when there is no such file, or it holds no text. */
  text(path: string): string | undefined
}

export interface FileRef {
  path: string
  text: string
}

/** A tree that lives in memory: what was just rendered, or a test's. */
export function memoryTree(files: Iterable<[path: string, text: string]> | Record<string, string>): Tree {
  const entries = Symbol.iterator in files ? files : Object.entries(files)
  const texts = new Map<string, string>()
  for (const [path, text] of entries) texts.set(path, text)
  const paths = [...texts.keys()].sort()
  return { paths: () => paths, text: (path) => texts.get(path) }
}

/** Everything above this size is a lock file, a dump or a build product, not something a person wrote. */
const LARGEST = 2_000_000

/** Text worth reading; a NUL byte marks a binary. */
export function isReadable(text: string | undefined): text is string {
  return text !== undefined && text.length <= LARGEST && !text.includes('\0')
}

export function readable(tree: Tree): FileRef[] {
  const files: FileRef[] = []
  for (const path of tree.paths()) {
    const text = tree.text(path)
    if (isReadable(text)) files.push({ path, text })
  }
  return files
}

/** Line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function dirName(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}
