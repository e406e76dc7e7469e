import { closeSync, constants, fstatSync, opendirSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { FormatError, problem, WHOLE_FILE } from './problem.ts'
import type { SkillProblem } from './types.ts'

/** Most bytes of any text file that belongs to a skill. */
export const TEXT_LIMIT = 1024 * 1024

/**
 * Reads a regular file that is not larger than the limit: a link, a device or a pipe is refused without being opened for
 * data, a large file without being read. Throws FormatError.
 */
export function readTextFile(path: string, limit: number = TEXT_LIMIT, shown: string = path): string {
  const refuse = (message: string, hint?: string): never => {
    throw new FormatError(problem('error', shown, WHOLE_FILE, message, hint))
  }
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ELOOP') return refuse('a symbolic link, which is not followed', 'put the file itself there')
    if (code === 'ENOENT') return refuse('the file does not exist')
    return refuse(`the file cannot be read (${code})`)
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) return refuse('not a regular file')
    if (stat.size > limit) return refuse(`${stat.size} bytes, more than the ${limit} allowed`)
    const bytes = Buffer.alloc(stat.size + 1)
    let length = 0
    for (let n = 1; n > 0 && length < bytes.length; length += n) {
      n = readSync(file, bytes, length, bytes.length - length, null)
    }
    if (length > stat.size) return refuse('the file grew while it was read')
    return decode(bytes.subarray(0, length), refuse)
  } catch (error) {
    if (error instanceof FormatError) throw error
    return refuse(`the file cannot be read (${codeOf(error)})`)
  } finally {
    closeSync(file)
  }
}

function decode(bytes: Buffer, refuse: (message: string, hint?: string) => never): string {
  if (bytes.includes(0)) return refuse('a NUL byte: this is not a text file')
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return text.replaceAll('\r\n', '\n')
  } catch {
    return refuse('this is not UTF-8 text')
  }
}

export interface TreeLimits {
  files: number
  depth: number
}

const TREE_LIMITS: TreeLimits = { files: 500, depth: 12 }

/**
 * Paths of the regular files below a folder, `/`-separated and sorted. Links and special files are problems and are left
 * out; reading stops at the limit, however many entries there are.
 */
export function listFiles(
  root: string,
  shown: string,
  limits: TreeLimits = TREE_LIMITS,
): { files: string[]; problems: SkillProblem[] } {
  const files: string[] = []
  const problems: SkillProblem[] = []
  let entries = 0
  const complain = (path: string, message: string): void => {
    problems.push(problem('error', path === '' ? shown : `${shown}/${path}`, WHOLE_FILE, message))
  }
  const walk = (below: string, depth: number): boolean => {
    if (depth > limits.depth) {
      complain(below, `folders nested deeper than ${limits.depth}`)
      return true
    }
    const folder = opendirSync(join(root, below))
    try {
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
        if (++entries > limits.files) {
          complain('', `more than ${limits.files} files and folders`)
          return false
        }
        const path = below === '' ? entry.name : `${below}/${entry.name}`
        if (entry.isDirectory()) {
          if (!walk(path, depth + 1)) return false
        } else if (entry.isFile()) files.push(path)
        else if (entry.isSymbolicLink()) complain(path, 'a symbolic link, which is not followed')
        else complain(path, 'not a regular file')
      }
    } finally {
      folder.closeSync()
    }
    return true
  }
  try {
    walk('', 0)
  } catch (error) {
    complain('', `the folder cannot be read (${codeOf(error)})`)
  }
  return { files: files.sort(), problems }
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
