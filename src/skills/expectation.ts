import { isGlob } from './paths.ts'
import { compilePattern, PatternError } from './pattern.ts'
import type { Expectation, OutputItem } from './types.ts'

/** How a plain line of must_contain is read, and a note when another reading was possible. */
export interface Reading {
  expectation: Expectation
  note: string | null
}

const FILE_NAME = /^[\w][\w.-]*\.[A-Za-z][A-Za-z0-9]{0,9}$/
const BARE_FILES = new Set([
  'Makefile',
  'Dockerfile',
  'Jenkinsfile',
  'Vagrantfile',
  'Procfile',
  'LICENSE',
  'README',
  'pre-commit',
  'pre-push',
  'commit-msg',
])
const META = /[|*+?^$()[\]{}\\]/

/**
 * The public collections write four different things as one plain string. They are told apart like this:
 *
 * - for a directory: a glob, a name that ends in `/`, a file name with an ending or a well-known one (`Makefile`,
 *   `pre-commit`) is an entry; every other text must stand in some file of the directory;
 * - for a file or a glob: a text that only makes sense as a regular expression (an escape such as `\s` or `\[`, `.*`,
 *   `^` at the beginning, alternatives `a|b` without spaces) is one, if it compiles; every other text stands for itself.
 *   A line of nginx (`location ~* …`) holds a regular expression and stands for itself all the same.
 */
export function readPlain(text: string, kind: OutputItem['kind']): Reading {
  return kind === 'directory' ? forDirectory(text) : forFile(text)
}

function forDirectory(text: string): Reading {
  const name = isGlob(text) && !/\s/.test(text)
  if (name || /^[\w.-]+\/$/.test(text) || FILE_NAME.test(text) || BARE_FILES.has(text)) {
    const note = name || text.endsWith('/') ? null : `"${text}" is read as the name of a file in this directory`
    return { expectation: { kind: 'entry', name: text }, note }
  }
  return {
    expectation: { kind: 'any-file', text },
    note: `"${text}" is read as text that some file of this directory holds`,
  }
}

function forFile(text: string): Reading {
  const literal: Expectation = { kind: 'contains', text }
  if (/^\s*location\s+~/.test(text)) return { expectation: literal, note: `"${text}" is read as text, as nginx has it` }
  const fault = patternFault(text)
  if (looksLikePattern(text)) {
    return fault === null
      ? { expectation: { kind: 'matches', pattern: text }, note: `"${text}" is read as a regular expression` }
      : { expectation: literal, note: `"${text}" looks like a regular expression but is none: ${fault}` }
  }
  const either = META.test(text) && fault === null
  return { expectation: literal, note: either ? `"${text}" is read as text, not as a regular expression` : null }
}

function looksLikePattern(text: string): boolean {
  return (
    /\\[sdwbSDWB.()[\]{}+*?|^$]/.test(text) ||
    /\.[*+]/.test(text) ||
    text.startsWith('^') ||
    /\[\^?[\w-]+\][*+?]/.test(text) ||
    (/[^|\s]\|[^|\s]/.test(text) && !/\s\||\|\s/.test(text))
  )
}

export function patternFault(text: string): string | null {
  try {
    compilePattern(text, { multiline: true })
    return null
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
}
