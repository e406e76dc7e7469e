import { compilePattern, PatternError } from '../../skills/pattern.ts'
import type { Expectation, OutputItem } from '../../skills/types.ts'
import type { Evidence } from '../protocol/report.ts'
import { holdsNothing, withoutComments } from './comments.ts'
import { globMatcher, isGlob } from './glob.ts'
import { lineAt, type Tree } from './tree.ts'

/** A tree that knows what is left of each file without its comments; read once, asked often. */
export interface Contents {
  tree: Tree
  code(path: string): string
  isEmpty(path: string): boolean
  /** The files a path of outputs.yaml or of a blueprint means: one file, all below a directory, or all a glob matches. */
  resolve(path: string): string[]
}

export function contentsOf(tree: Tree): Contents {
  const stripped = new Map<string, string>()
  const resolved = new Map<string, string[]>()
  const paths = tree.paths()
  const known = new Set(paths)

  const resolve = (wanted: string): string[] => {
    const path = wanted.replace(/^(?:\.\/)+/, '')
    const directory = path.endsWith('/') || path === '.' || path === ''
    if (!isGlob(path)) {
      if (known.has(path)) return [path]
      const prefix = path === '.' || path === '' ? '' : path.replace(/\/*$/, '/')
      return paths.filter((file) => file.startsWith(prefix))
    }
    const matches = globMatcher(directory ? `${path}**` : path)
    return paths.filter(matches)
  }

  const codeOf = (path: string): string => {
    let code = stripped.get(path)
    if (code === undefined) {
      code = withoutComments(path, tree.text(path) ?? '')
      stripped.set(path, code)
    }
    return code
  }

  return {
    tree,
    code: codeOf,
    // A binary has no text and is not empty for that.
    isEmpty: (path) => tree.text(path) !== undefined && holdsNothing(codeOf(path)),
    resolve: (path) => {
      let files = resolved.get(path)
      if (!files) {
        files = resolve(path)
        resolved.set(path, files)
      }
      return files
    },
  }
}

/** What is wrong with an output, in sentences; nothing when it is as promised. */
export function outputProblems(item: OutputItem, contents: Contents): { missing: boolean; problems: string[] } {
  const files = contents.resolve(item.path)
  if (files.length === 0) return { missing: true, problems: [absence(item)] }
  if (files.every((file) => contents.tree.text(file)?.trim() === ''))
    return { missing: true, problems: [`${item.path} is empty`] }
  const problems: string[] = []
  for (const expectation of item.mustContain) {
    const problem = expectationProblem(expectation, item, files, contents)
    if (problem) problems.push(problem)
  }
  return { missing: false, problems }
}

function absence(item: OutputItem): string {
  if (item.kind === 'glob') return `no file matches ${item.path}`
  return item.kind === 'directory' ? `the directory ${item.path} holds no file` : `${item.path} does not exist`
}

/** For a directory or a glob, one file that holds the text is enough. */
function expectationProblem(
  expectation: Expectation,
  item: OutputItem,
  files: readonly string[],
  contents: Contents,
): string | null {
  const where = item.kind === 'file' ? item.path : `any file of ${item.path}`
  switch (expectation.kind) {
    case 'contains':
    case 'any-file':
      return files.some((file) => contents.code(file).includes(expectation.text))
        ? null
        : `"${expectation.text}" is not in ${where}`
    case 'matches':
      try {
        const pattern = compilePattern(expectation.pattern, { multiline: true })
        return files.some((file) => pattern.test(contents.code(file)))
          ? null
          : `nothing matches /${expectation.pattern}/ in ${where}`
      } catch (error) {
        return unreadable(expectation.pattern, error)
      }
    case 'entry':
      return hasEntry(expectation.name, item, files) ? null : `${item.path} has no entry ${expectation.name}`
  }
}

/** `main.tf`, `*.bats`, `tasks/` or `tasks/main.yml` directly below the directory; a glob may mean several directories. */
function hasEntry(name: string, item: OutputItem, files: readonly string[]): boolean {
  const base = item.path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')
  const entry = name.replace(/^(?:\.\/)+/, '')
  const matches = globMatcher(entry.endsWith('/') ? `${base}/${entry}**` : `${base}/${entry}`)
  const matchesDirectory = globMatcher(`${base}/${entry.replace(/\/+$/, '')}/**`)
  return files.some((file) => matches(file) || matchesDirectory(file))
}

/** The place a pattern is found, or why it is not. */
export function findPattern(
  source: string,
  place: string,
  contents: Contents,
): { evidence: Evidence } | { problem: string } {
  const files = contents.resolve(place)
  if (files.length === 0) return { problem: `${place} does not exist` }
  try {
    const pattern = compilePattern(source, { multiline: true })
    for (const file of files) {
      const at = pattern.find(contents.code(file))
      if (at >= 0) return { evidence: evidenceAt(file, contents.tree.text(file) ?? '', at) }
    }
  } catch (error) {
    return { problem: unreadable(source, error) }
  }
  return { problem: `nothing matches /${source}/ in ${place}` }
}

function unreadable(source: string, error: unknown): string {
  if (error instanceof PatternError) return `the pattern /${source}/ cannot be used: ${error.message}`
  throw error
}

const LONGEST_EVIDENCE = 160

export function evidenceAt(file: string, text: string, offset: number): Evidence {
  // `\s*kind:` begins its match on the line before; the reader wants the line with the words.
  const from = offset + (/^\s*/.exec(text.slice(offset, offset + 400))?.[0].length ?? 0)
  return evidenceLine(file, text, lineAt(text, from))
}

export function evidenceLine(file: string, text: string, line: number): Evidence {
  const words = (text.split('\n', line)[line - 1] ?? '').trim()
  return { file, line, text: words.length > LONGEST_EVIDENCE ? `${words.slice(0, LONGEST_EVIDENCE - 1)}…` : words }
}
