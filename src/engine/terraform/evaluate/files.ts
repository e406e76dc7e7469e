import { BOOL, STRING, setOf } from '../values/type.ts'
import { bool, text, unknown, type Value } from '../values/value.ts'
import { FAILED, type Failure } from './library/index.ts'
import type { ModuleFiles } from './scope.ts'

const READERS: ReadonlySet<string> = new Set([
  'file',
  'filebase64',
  'filebase64sha256',
  'filebase64sha512',
  'filemd5',
  'filesha1',
  'filesha256',
  'filesha512',
])

/** The functions that need a file to be there; null when the function is none of them. */
export function readFileFunction(name: string, given: readonly Value[], files: ModuleFiles): Value | Failure | null {
  if (name === 'fileset') return glob(given)
  if (name !== 'fileexists' && !READERS.has(name)) return null
  const path = given[0]?.content
  const type = name === 'fileexists' ? BOOL : STRING
  if (typeof path !== 'string') return unknown(type)
  const content = files.read(path)
  if (name === 'fileexists') return content === null ? unknown(type) : bool(content !== undefined)
  if (content === undefined) return noFile(path)
  return name === 'file' && content !== null ? text(content) : unknown(type)
}

function glob([, pattern]: readonly Value[]): Value | Failure {
  const text = pattern?.content
  const bad =
    typeof text === 'string' &&
    text
      .replace(/\\./g, '')
      .replace(/\[[^\]]*\]/g, '')
      .includes('[')
  if (!bad) return unknown(setOf(STRING))
  return { [FAILED]: true, argument: null, why: `failed to glob pattern ${text}: syntax error in pattern` }
}

export function noFile(path: string): Failure {
  return {
    [FAILED]: true,
    argument: 0,
    why: `no file exists at "${path}"; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
  }
}
